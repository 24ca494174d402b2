#include "ui/form/stop_slider.h"

#include "ui/theme/colours.h"

#include <QPainter>
#include <QSignalBlocker>
#include <QStyleOptionSlider>

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

// Between two stops on a scale of ratios.
std::vector<double> StopSlider::marks() const {
    std::vector<double> found;
    for (std::size_t i = 0; i + 1 < stops_.size(); ++i) {
        if (stops_[i] <= 0)
            continue;
        const double begin = std::log10(stops_[i]);
        const double end = std::log10(stops_[i + 1]);
        for (double decade = std::ceil(begin - 1e-9); decade < end - 1e-9; ++decade)
            found.push_back(static_cast<double>(i) + std::max(0.0, decade - begin) / (end - begin));
    }
    if (const double last = stops_.empty() ? 0 : std::log10(stops_.back());
        !stops_.empty() && stops_.back() > 0 && std::abs(last - std::round(last)) < 1e-9)
        found.push_back(static_cast<double>(stops_.size() - 1));
    return found;
}

void StopSlider::paintEvent(QPaintEvent* event) {
    QSlider::paintEvent(event);
    if (maximum() < 1)
        return;
    QStyleOptionSlider option;
    initStyleOption(&option);
    const int handle = style()->pixelMetric(QStyle::PM_SliderLength, &option, this);
    QPainter painter(this);
    painter.setPen(QPen(coloursOf(palette()).handle, 1));
    for (const double mark : marks()) {
        const int x = handle / 2 + qRound(mark / maximum() * (width() - handle));
        painter.drawLine(x, height() - 3, x, height() - 1);
    }
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
