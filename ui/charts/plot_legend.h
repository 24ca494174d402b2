// The key to a metric plot's lines, small, beside its title.
#pragma once

#include "ui/state/plot_view.h"

#include <QWidget>

#include <vector>

class QCPPainter;

namespace unroll {

class PlotLegend : public QWidget {
    Q_OBJECT

public:
    explicit PlotLegend(QWidget* parent = nullptr);

    void setSlot(int slot); // of the present run
    void setView(const PlotView& view);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Line { Test, Train, Batches };
    std::vector<Line> lines() const;
    static QString nameOf(Line line);
    void drawSample(QCPPainter& painter, Line line, double x, double y) const;

    int slot_ = 0;
    PlotView view_;
};

} // namespace unroll
