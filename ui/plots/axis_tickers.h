// How the axes of a metric plot are labelled.
#pragma once

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace unroll {

class PercentTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override {
        return QStringLiteral("%1 %").arg(qRound(tick));
    }
};

// Decimals only where the steps need them.
class LossTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override {
        return locale.toString(tick, 'f', getTickStep(range_) < 1 ? 1 : 0);
    }
    double getTickStep(const QCPRange& range) override {
        range_ = range;
        return std::max(QCPAxisTicker::getTickStep(range), 0.5);
    }

private:
    QCPRange range_{0, 1};
};

// Whole epochs only: half an epoch has no label.
class EpochTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        const double step = std::max(1.0, QCPAxisTicker::getTickStep(range));
        return step == std::floor(step) ? step : 5 * std::ceil(step / 5);
    }
    int getSubTickCount(double) override { return 0; }
};

} // namespace unroll
