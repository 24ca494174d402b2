// Numbers in rows and columns as colours, with a scale beside them. One column can be marked, by whoever shows it or by
// a person, with the mouse or the arrow keys.
#pragma once

#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace unroll {

// A point on a way over the cells, by their middles: 0 is the first column, or row.
struct HeatMapWayPoint {
    double column = 0;
    double row = 0;
};

struct HeatMapCells {
    enum class Colours { Amount, Signed };

    int rows = 0; // the first on top
    int columns = 0;
    std::vector<float> values{}; // [rows][columns]; what is not finite is left empty
    Colours colours = Colours::Amount;
    double least = 0; // the range of the scale
    double most = 1;
    std::vector<QString> rowNames{};       // of every row, where they have some; counted from firstRow otherwise; where
                                           // some are empty the others stand at the axis, and otherwise as many as fit
    std::vector<QString> columnNames{};    // likewise
    std::vector<QString> texts{};          // [rows][columns], written where all have room for theirs; empty: none
    std::vector<HeatMapWayPoint> way{};    // drawn over them
    std::optional<HeatMapWayPoint> spot{}; // marked
    int firstRow = 1;
    int firstColumn = 1;
    QString rowLabel{};
    QString columnLabel{};
    QString valueLabel{};

    std::size_t place(int row, int column) const { // in `values`
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
    }
    float at(int row, int column) const { return values[place(row, column)]; }
    float& at(int row, int column) { return values[place(row, column)]; }
};

class HeatMap : public QCustomPlot {
    Q_OBJECT

public:
    explicit HeatMap(QWidget* parent = nullptr);

    void setCells(HeatMapCells cells);
    const HeatMapCells& cells() const { return cells_; }

    void setMarkedColumn(std::optional<int> column);
    void setMarkedRow(std::optional<int> row);
    void setTheme(const PlotTheme& theme);

    // What the tool tip says of a cell.
    void setTip(std::function<QString(int row, int column)> tip) { tip_ = std::move(tip); }

    QSize minimumSizeHint() const override { return {120, 80}; }
    QSize sizeHint() const override { return {320, 220}; }

signals:
    void columnChosen(int column); // pressed, dragged over, or by an arrow key
    void rowChosen(int row);
    void cellChosen(int row, int column); // a click, or Enter at the marked ones

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void draw();
    std::optional<QPoint> cellAt(const QPointF& position) const; // x is the column
    QString rowName(int row) const;
    QString columnName(int column) const;
    void choose(const QPointF& position);
    void setupAxes();
    void updateAxes();
    void labelRange();
    void updateMarks();
    void updateTexts();
    void updateWay();
    QString tipFor(int row, int column) const;

    HeatMapCells cells_;
    PlotTheme theme_;
    QCPColorMap* map_ = nullptr;
    QCPColorScale* scale_ = nullptr;
    QCPItemRect* columnMark_ = nullptr;
    QCPItemRect* rowMark_ = nullptr;
    std::vector<QCPItemText*> texts_;
    QCPCurve* wayEdge_ = nullptr; // under the way, so that it is seen on every colour
    QCPCurve* way_ = nullptr;
    QCPItemTracer* spot_ = nullptr;
    std::optional<int> column_;
    std::optional<int> row_;
    std::function<QString(int, int)> tip_;
};

} // namespace unroll
