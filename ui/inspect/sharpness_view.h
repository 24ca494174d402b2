// How sharp the loss is at every epoch that is kept, beside what this eta can bear.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class EpochChart;

class SharpnessView : public InsideView {
    Q_OBJECT

public:
    explicit SharpnessView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    EpochChart* chart_ = nullptr;
};

} // namespace unroll
