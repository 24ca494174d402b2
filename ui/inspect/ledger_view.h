// What time and memory each operation of the engine takes in one step on one image.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class FigureSheet;

class LedgerView : public InsideView {
    Q_OBJECT

public:
    explicit LedgerView(LookFocus& focus, QWidget* parent = nullptr);

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
