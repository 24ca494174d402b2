// The gradient of the network on the image at hand against differences, at a press.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class FigureSheet;

class CheckView : public InsideView {
    Q_OBJECT

public:
    explicit CheckView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    FlatButton* begin_ = nullptr;
    FigureSheet* sheet_ = nullptr;
    bool asked_ = false; // for a check of what is on show
};

} // namespace unroll
