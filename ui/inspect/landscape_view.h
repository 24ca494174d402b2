// The loss around the network, with the way that the training took over it.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class MapStack;

class LandscapeView : public InsideView {
    Q_OBJECT

public:
    explicit LandscapeView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    void chooseSegment(int group, int segment) override;
    QString describe(const NetworkSight& sight) const override;

private:
    MapStack* maps_ = nullptr;
    PlaneDirections directions_ = PlaneDirections::Random;
};

} // namespace unroll
