// What the cells keep: the hidden state, or a gate, of every unit after every cell.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class MapStack;

class MemoryView : public InsideView {
    Q_OBJECT

public:
    explicit MemoryView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;
    void chooseSegment(int group, int segment) override;

private:
    const FoundArray* found(const NetworkSight& sight) const;
    void offerSegments();
    void mark();
    std::vector<int> orderOf(const FoundArray& array) const;

    MapStack* maps_ = nullptr;
    std::string gate_; // empty: the state
    bool byLikeness_ = false;
    std::vector<int> order_; // of the first network's units on show
};

// The rows of an array's columns, its units, in an order in which neighbours are alike: from the first on, always the
// one whose course over the cells is most like that of the one before (cosine, either sign apart).
std::vector<int> unitsByLikeness(const FoundArray& array);

} // namespace unroll
