// What the network would say after every cell: the softmax over the classes, cell by cell.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class HeatMap;
class MapStack;

class AnswersView : public InsideView {
    Q_OBJECT

public:
    explicit AnswersView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    double scaleTop() const;
    void markCell();

    MapStack* maps_ = nullptr;
};

// In which order a network came to its answer, in a sentence, of its answers after every cell.
QString answersText(const FoundArray& answers, const NetworkSight& sight);

} // namespace unroll
