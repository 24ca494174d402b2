// A slider over a list of sensible values; each arrow key goes to the next one. Powers of ten are marked below it.
#pragma once

#include <QSlider>

#include <vector>

namespace unroll {

class StopSlider : public QSlider {
    Q_OBJECT

public:
    // `stops` ascend and are not below zero.
    explicit StopSlider(std::vector<double> stops, QWidget* parent = nullptr);

    double stop() const { return stops_[static_cast<std::size_t>(value())]; }

    // Where the powers of ten between the first and the last stop are, counted in stops.
    std::vector<double> marks() const;

    // The handle goes to the nearest stop on a scale of ratios, without a signal.
    void showNumber(double number);

    QSize sizeHint() const override { return {64, QSlider::sizeHint().height()}; }
    QSize minimumSizeHint() const override { return {40, QSlider::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

signals:
    void stopChosen(double stop); // by a person

private:
    std::vector<double> stops_;
};

} // namespace unroll
