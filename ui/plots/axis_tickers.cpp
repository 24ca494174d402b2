#include "ui/plots/axis_tickers.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr int mostDecimals = 6;

int decimalsOf(double step) {
    int decimals = 0;
    for (; decimals < mostDecimals; ++decimals, step *= 10)
        if (std::abs(step - std::round(step)) < 1e-6 * std::max(1.0, step))
            break;
    return decimals;
}

} // namespace

EvenTicker::EvenTicker(double step, double coarse, QString unit)
    : smallestStep_(step)
    , coarse_(coarse)
    , unit_(std::move(unit)) {}

double EvenTicker::getTickStep(const QCPRange& range) {
    step_ = QCPAxisTicker::getTickStep(range);
    if (range.size() >= coarse_ && coarse_ > 0) {
        const double steps = std::max(1.0, step_ / smallestStep_);
        step_ = smallestStep_ * (steps == std::floor(steps) ? steps : 5 * std::ceil(steps / 5)); // 2.5 becomes 5
    }
    return step_;
}

QString EvenTicker::getTickLabel(double tick, const QLocale& locale, QChar, int) {
    return locale.toString(tick, 'f', decimalsOf(step_)) + unit_;
}

QVector<double> DecadeTicker::createTickVector(double tickStep, const QCPRange& range) {
    const double decades = std::log10(range.upper / range.lower);
    even_ = !(decades > 1);
    if (even_)
        return QCPAxisTicker::createTickVector(tickStep, range);
    QVector<double> ticks;
    for (double decade = std::pow(10.0, std::floor(std::log10(range.lower))); decade <= range.upper; decade *= 10)
        for (const double digit : {1.0, 2.0, 5.0})
            if (digit == 1 || decades < 2.5)
                ticks.append(digit * decade);
    return ticks;
}

QString DecadeTicker::getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) {
    if (even_)
        return EvenTicker::getTickLabel(tick, locale, formatChar, precision);
    const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(tick) + 1e-9)), 0, mostDecimals);
    return locale.toString(tick, 'f', decimals) + unit();
}

} // namespace unroll
