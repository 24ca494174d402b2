// Where the last hidden states of test images lie: what the network holds to be alike.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class DigitStrip;
class PointChart;

class MapView : public InsideView {
    Q_OBJECT

public:
    explicit MapView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    void makeChart();
    void mark();
    void showLassoed();

    std::vector<PointChart*> charts_;
    PointChart* lassoedIn_ = nullptr;
    DigitStrip* strip_ = nullptr;
};

} // namespace unroll
