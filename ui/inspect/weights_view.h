// How the numbers of a parameter, or of its gradient, are spread, over the epochs; and whether units are stuck.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class FlatButton;
class MapStack;

class WeightsView : public InsideView {
    Q_OBJECT

public:
    explicit WeightsView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    void chooseSegment(int group, int segment) override;
    QString describe(const NetworkSight& sight) const override;

private:
    void listParameters();
    void choose(const QString& parameter);
    const ParameterFigures* figuresIn(const PastSight& past) const;
    const Histogram& histogramOf(const ParameterFigures& figures) const;

    MapStack* maps_ = nullptr;
    FlatButton* parameterButton_ = nullptr;
    QStringList parameters_;
    QString parameter_; // PyTorch's name
    bool gradient_ = false;
};

} // namespace unroll
