// The gradient by cell over the epochs that are kept: when the early cells began to learn.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class MapStack;

class GradientHistoryView : public InsideView {
    Q_OBJECT

public:
    explicit GradientHistoryView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    MapStack* maps_ = nullptr;
};

} // namespace unroll
