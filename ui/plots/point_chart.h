// Points in a plane, each drawn as a short text in a colour. A person presses one, or draws a line around some.
#pragma once

#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

#include <functional>
#include <optional>
#include <vector>

namespace unroll {

struct ChartPoint {
    double x = 0;
    double y = 0;
    int kind = 0;        // which of the kinds it is
    bool ringed = false; // stands out
};

// How points of a kind are drawn.
struct PointKind {
    QString text{};
    int slot = 0; // of runStyle(): its colour
};

class PointChart : public QCustomPlot {
    Q_OBJECT

public:
    explicit PointChart(QWidget* parent = nullptr);

    void setPoints(std::vector<ChartPoint> points, std::vector<PointKind> kinds);
    const std::vector<ChartPoint>& points() const { return points_; }
    void setLabels(const QString& x, const QString& y);
    void setMarkedPoint(std::optional<int> point);
    void setTheme(const PlotTheme& theme);

    // What the tool tip says of a point.
    void setTip(std::function<QString(int point)> tip) { tip_ = std::move(tip); }

    // The points within what a person drew around them.
    const std::vector<int>& lassoed() const { return lassoed_; }

    QSize minimumSizeHint() const override { return {120, 80}; }
    QSize sizeHint() const override { return {320, 220}; }

signals:
    void pointChosen(int point);
    void lassoChanged();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void draw();
    void fit();
    QPointF pixelOf(const ChartPoint& point) const;
    std::optional<int> nearest(const QPointF& position, double within) const;
    void stepTowards(int key);
    void takeLasso();
    void drawLasso();

    std::vector<ChartPoint> points_;
    std::vector<PointKind> kinds_;
    PlotTheme theme_;
    std::vector<QCPGraph*> graphs_; // of the kinds, and the rings behind them
    QCPCurve* lassoLine_ = nullptr;
    QCPItemTracer* mark_ = nullptr;
    std::optional<int> marked_;
    std::vector<QPointF> lasso_; // in the plot's coordinates
    std::vector<int> lassoed_;
    std::optional<QPointF> pressed_; // in pixels
    bool drags_ = false;
    std::function<QString(int)> tip_;
};

} // namespace unroll
