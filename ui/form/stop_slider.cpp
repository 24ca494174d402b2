#include "ui/form/stop_slider.h"

#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace unroll {

StopSlider::StopSlider(std::vector<double> stops, QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
    , stops_(std::move(stops)) {
    setRange(0, static_cast<int>(stops_.size()) - 1);
    setSingleStep(1);
    setPageStep(4);
    connect(this, &QSlider::valueChanged, this, [this] { emit stopChosen(stop()); });
}

void StopSlider::showNumber(double number) {
    const auto scaled = [](double value) { return std::log(std::max(value, 1e-300)); };
    const auto distance = [&](double stop) { return std::abs(scaled(stop) - scaled(number)); };
    const auto nearest =
        std::min_element(stops_.begin(), stops_.end(), [&](double a, double b) { return distance(a) < distance(b); });
    const QSignalBlocker silence(this);
    setValue(static_cast<int>(nearest - stops_.begin()));
}

} // namespace unroll
