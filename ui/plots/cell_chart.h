// Lines over the cells of a network, on an even or a decimal scale, with one cell marked.
#pragma once

#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

#include <optional>
#include <vector>

namespace unroll {

struct CellLine {
    QString name{};
    QColor colour{};
    Qt::PenStyle pattern = Qt::SolidLine;
    std::vector<double> values{}; // of cell 1, 2, ...; gaps where they can't be drawn
};

class CellChart : public QCustomPlot {
    Q_OBJECT

public:
    enum class Scale { Even, Decades };

    explicit CellChart(Scale scale, QWidget* parent = nullptr);

    // The range takes in all values, and these at least.
    void setLines(const std::vector<CellLine>& lines, const QString& valueLabel,
                  std::optional<QCPRange> least = std::nullopt);
    void setMarkedCell(std::optional<int> cell); // from 0
    void setTheme(const PlotTheme& theme);

    QSize minimumSizeHint() const override { return {120, 80}; }
    QSize sizeHint() const override { return {320, 220}; }

signals:
    void cellChosen(int cell);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    void draw();
    void choose(double x);
    int cellNear(double x) const;
    QCPRange rangeOf(const std::vector<CellLine>& lines, std::optional<QCPRange> least) const;

    Scale scale_;
    std::vector<CellLine> lines_;
    int cells_ = 0;
    std::optional<int> cell_;
    QCPItemStraightLine* mark_ = nullptr;
};

} // namespace unroll
