// Of a drawing over so many cells that one is narrower than a few pixels: the 28 around the mouse, or around the marked
// cell where the arrow keys moved it, enlarged in a corner.
#pragma once

#include <QObject>

#include <functional>
#include <optional>

class QCustomPlot;
class QLabel;

namespace unroll {

class CellLens : public QObject {
    Q_OBJECT

public:
    enum class Over { Columns, ColumnsAndRows }; // of which axes each unit is a cell

    // Belongs to the plot. `marked` is where it stands on the horizontal axis.
    CellLens(QCustomPlot& plot, Over over, std::function<std::optional<double>()> marked);

    static constexpr int cells = 28;

signals:
    void ranged(); // the axes have the enlarged ranges, of which the plot may want other labels
    void returned();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool isNeeded() const;
    void show(double x, std::optional<double> y, bool onTheLeft);
    void hide();

    QCustomPlot& plot_;
    Over over_;
    std::function<std::optional<double>()> marked_;
    QLabel* glass_;
};

} // namespace unroll
