// What the network takes for what, over the whole test set: counts, or shares of each class.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class MapStack;

class ConfusionView : public InsideView {
    Q_OBJECT

public:
    explicit ConfusionView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;
    void chooseSegment(int group, int segment) override;

private:
    void mark();

    MapStack* maps_ = nullptr;
    bool shares_ = false;
};

// Of all answers whose labels are known.
ConfusionMatrix confusionOf(const Findings& findings, int classes);

// Of a class: how many of its images are read as it, and how many of those read as it are of it; nothing where there
// are none.
std::optional<double> recallOf(const ConfusionMatrix& matrix, int label);
std::optional<double> precisionOf(const ConfusionMatrix& matrix, int label);

} // namespace unroll
