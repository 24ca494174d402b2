// A few lines over the epochs of a run, on a decimal scale, each with its own marker; an epoch can be chosen.
#pragma once

#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace unroll {

struct EpochLine {
    QString name{};
    int slot = 0;                  // of runStyle()
    bool limit = false;            // what others are held against: dashed, without markers, over the whole width
    std::vector<QPointF> points{}; // epoch, value; of a limit one
};

class EpochChart : public QCustomPlot {
    Q_OBJECT

public:
    explicit EpochChart(QWidget* parent = nullptr);

    void setLines(std::vector<EpochLine> lines, const QString& valueLabel);
    void setTheme(const PlotTheme& theme);

    QSize minimumSizeHint() const override { return {120, 80}; }
    QSize sizeHint() const override { return {320, 220}; }

signals:
    void epochChosen(qint64 epoch);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void draw();
    void fit();
    std::optional<double> epochNear(double x) const;

    std::vector<EpochLine> lines_;
    PlotTheme theme_;
};

} // namespace unroll
