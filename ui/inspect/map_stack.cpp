#include "ui/inspect/map_stack.h"

#include "ui/plots/paint_chart.h"

#include <QBoxLayout>

#include <algorithm>

namespace unroll {

MapStack::MapStack(QWidget& owner, QBoxLayout& room)
    : QObject(&owner)
    , owner_(owner)
    , room_(room) {}

void MapStack::setCells(std::vector<HeatMapCells> cells) {
    while (maps_.size() < cells.size()) {
        auto* map = new HeatMap(&owner_);
        maps_.push_back(map);
        room_.addWidget(map, 1);
        connect(map, &HeatMap::columnChosen, this, &MapStack::columnChosen);
        connect(map, &HeatMap::rowChosen, this, &MapStack::rowChosen);
        connect(map, &HeatMap::cellChosen, this, &MapStack::cellChosen);
        emit made(map);
    }
    shown_ = cells.size();
    double least = 0;
    double most = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        least = i == 0 ? cells[i].least : std::min(least, cells[i].least);
        most = i == 0 ? cells[i].most : std::max(most, cells[i].most);
    }
    for (std::size_t i = 0; i < maps_.size(); ++i) {
        maps_[i]->setVisible(i < cells.size());
        if (i >= cells.size())
            continue;
        cells[i].least = least;
        cells[i].most = most;
        maps_[i]->setCells(std::move(cells[i]));
    }
}

void MapStack::setMarkedColumn(std::optional<int> column) {
    for (HeatMap* map : maps_)
        map->setMarkedColumn(column);
}

void MapStack::setMarkedRow(std::optional<int> row) {
    for (HeatMap* map : maps_)
        map->setMarkedRow(row);
}

void MapStack::paint(QCPPainter& painter, const QSize& size, bool paper) {
    for (std::size_t i = 0; i < shown_; ++i)
        paintChart(*maps_[i], painter, roomOf(i, shown_, size), paper);
}

} // namespace unroll
