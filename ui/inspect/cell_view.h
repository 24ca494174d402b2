// One cell, with the numbers of one unit flowing through its formula: the paper's figure 3, alive.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class FigureSheet;

class CellView : public InsideView {
    Q_OBJECT

public:
    explicit CellView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    FigureSheet* sheet_ = nullptr;
};

} // namespace unroll
