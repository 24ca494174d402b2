#include "ui/panels/stop_slider.h"

#include <QSignalBlocker>
#include <QWheelEvent>

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
    const auto distance = [number](double stop) {
        return std::abs(std::log(stop) - std::log(std::max(number, 1e-300)));
    };
    const auto nearest =
        std::min_element(stops_.begin(), stops_.end(), [&](double a, double b) { return distance(a) < distance(b); });
    const QSignalBlocker silence(this);
    setValue(static_cast<int>(nearest - stops_.begin()));
}

// A wheel that scrolls the form must not change what lies under the pointer.
void StopSlider::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QSlider::wheelEvent(event);
    else
        event->ignore();
}

} // namespace unroll
