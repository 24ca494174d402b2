// Heat maps of one or two networks below each other, with the same scale, the same marks and the same keys.
#pragma once

#include "ui/plots/heat_map.h"

#include <QObject>

#include <vector>

class QBoxLayout;

namespace unroll {

class MapStack : public QObject {
    Q_OBJECT

public:
    MapStack(QWidget& owner, QBoxLayout& room);

    // A common range is taken where they differ.
    void setCells(std::vector<HeatMapCells> cells);
    void setMarkedColumn(std::optional<int> column);
    void setMarkedRow(std::optional<int> row);
    void paint(QCPPainter& painter, const QSize& size, bool paper);

    const std::vector<HeatMap*>& maps() const { return maps_; }

signals:
    void made(unroll::HeatMap* map); // to be told what its tips say
    void columnChosen(int column);
    void rowChosen(int row);
    void cellChosen(int row, int column);

private:
    QWidget& owner_;
    QBoxLayout& room_;
    std::vector<HeatMap*> maps_;
    std::size_t shown_ = 0;
};

} // namespace unroll
