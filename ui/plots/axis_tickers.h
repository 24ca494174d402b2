// How the axes of a metric plot are labelled: as many decimals as the steps need, no more.
#pragma once

#include <qcustomplot.h>

namespace unroll {

// Even steps. Of an axis at least `coarse` long, steps are never smaller than `step`: half an epoch has no label until
// one looks closely.
class EvenTicker : public QCPAxisTicker {
public:
    EvenTicker(double step, double coarse, QString unit = {});

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override;
    const QString& unit() const { return unit_; }

private:
    double smallestStep_;
    double coarse_;
    QString unit_;
    double step_ = 1; // of the labels that are made
};

// Whole decades, with 2 and 5 between them where there is room; even steps within less than a decade.
class DecadeTicker : public EvenTicker {
public:
    explicit DecadeTicker(QString unit = {})
        : EvenTicker(0, 0, std::move(unit)) {}

protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    bool even_ = false;
};

} // namespace unroll
