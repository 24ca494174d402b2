#include "ui/inspect/memory_view.h"

#include "ui/inspect/map_stack.h"
#include "ui/state/csv_cells.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unroll {
namespace {

constexpr std::int64_t mostCompared = 64; // cells that likeness is judged by
constexpr double saturatedState = 0.99;   // of a state's range of -1...1

const FoundArray* arrayOf(const Findings& findings, const std::string& gate, std::int64_t layer) {
    const auto found = std::ranges::find_if(findings.arrays, [&](const FoundArray& array) {
        return array.subject == 0 && array.layer == layer &&
               (gate.empty() ? array.quantity == Quantity::States
                             : array.quantity == Quantity::Gates && array.gate == gate);
    });
    return found == findings.arrays.end() ? nullptr : &*found;
}

QString nameOfGate(const std::string& gate) {
    QString name = QString::fromStdString(gate);
    return name.endsWith(QStringLiteral(" gate")) ? name.chopped(5) : name;
}

} // namespace

std::vector<int> unitsByLikeness(const FoundArray& array) {
    const auto units = static_cast<std::size_t>(array.columns);
    const std::int64_t step = std::max<std::int64_t>(1, array.rows / mostCompared);
    std::vector<std::vector<float>> courses(units);
    for (std::int64_t cell = 0; cell < array.rows; cell += step)
        for (std::size_t unit = 0; unit < units; ++unit)
            courses[unit].push_back(array.row(cell)[unit]);
    for (std::vector<float>& course : courses) {
        const float norm = std::sqrt(std::inner_product(course.begin(), course.end(), course.begin(), 0.0F));
        for (float& value : course)
            value /= std::max(norm, 1e-20F);
    }
    std::vector<int> rest(units);
    std::iota(rest.begin(), rest.end(), 0);
    std::vector<int> order;
    while (!rest.empty()) {
        auto next = rest.begin();
        if (!order.empty()) {
            const auto& last = courses[static_cast<std::size_t>(order.back())];
            next = std::ranges::max_element(rest, {}, [&](int unit) {
                const auto& course = courses[static_cast<std::size_t>(unit)];
                return std::inner_product(course.begin(), course.end(), last.begin(), 0.0F);
            });
        }
        order.push_back(*next);
        rest.erase(next);
    }
    return order;
}

MemoryView::MemoryView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What does it remember?"), parent) {
    setObjectName(QStringLiteral("memoryView"));
    setWhatsThis(tr("<p>The hidden state h<sub>t</sub> of every unit after every cell, and the gates of LSTM (input, "
                    "forget, output; Hochreiter and Schmidhuber 1997, Gers et al. 2000) and GRU (reset, update; Cho et "
                    "al. 2014), between 0 and 1. A row is a unit, a column a cell. A press on a row shows what drives "
                    "the unit.</p>"));
    maps_ = new MapStack(*this, drawings());
    connect(maps_, &MapStack::made, this, [this](HeatMap* map) {
        map->setAccessibleName(tr("State of every unit after every cell"));
        map->setTip([map](int row, int column) {
            return tr("Unit %1 after cell %2: %3")
                .arg(map->cells().rowNames[static_cast<std::size_t>(row)])
                .arg(column + 1)
                .arg(static_cast<double>(map->cells().at(row, column)), 0, 'g', 4);
        });
    });
    connect(maps_, &MapStack::columnChosen, &focus, [&focus](int column) { focus.setCell(column); });
    connect(maps_, &MapStack::rowChosen, this, [this](int row) {
        if (row < static_cast<int>(order_.size()))
            this->focus().setUnit(this->focus().layer(), order_[static_cast<std::size_t>(row)]);
    });
    connect(&focus, &LookFocus::cellChanged, this, &MemoryView::mark);
    connect(&focus, &LookFocus::unitChanged, this, [this] { draw(); });
}

LookWish MemoryView::wish() const {
    LookWish wish;
    wish.quantities = Quantity::States | Quantity::Gates;
    return wish;
}

const FoundArray* MemoryView::found(const NetworkSight& sight) const {
    if (!sight.findings)
        return nullptr;
    const std::int64_t layer =
        std::min<std::int64_t>(focus().layer(), std::max<std::int64_t>(sight.shape.layers, 1) - 1);
    const FoundArray* array = arrayOf(*sight.findings, gate_, layer);
    return array ? array : arrayOf(*sight.findings, {}, layer); // a cell that has no such gate shows its state
}

// Of all networks on show.
void MemoryView::offerSegments() {
    std::vector<Segment> kinds{{QStringLiteral("h"), tr("Show the hidden state")}};
    std::vector<std::string> gates{{}};
    std::int64_t layers = 1;
    for (const NetworkSight& sight : sights()) {
        layers = std::max(layers, sight.shape.layers);
        if (!sight.findings)
            continue;
        for (const FoundArray& array : sight.findings->arrays)
            if (array.quantity == Quantity::Gates && std::ranges::find(gates, array.gate) == gates.end()) {
                gates.push_back(array.gate);
                kinds.push_back({nameOfGate(array.gate), tr("Show the %1 gate").arg(nameOfGate(array.gate))});
            }
    }
    const auto chosen = std::ranges::find(gates, gate_);
    setSegments(0, kinds, chosen == gates.end() ? 0 : static_cast<int>(chosen - gates.begin()));
    std::vector<Segment> layerSegments;
    for (std::int64_t layer = 1; layer <= layers; ++layer)
        layerSegments.push_back({tr("layer %1").arg(layer), tr("Show layer %1, counted from the input").arg(layer)});
    setSegments(1, layerSegments, std::min(focus().layer(), static_cast<int>(layers) - 1));
    setSegments(2,
                {{tr("by index"), tr("Units in the order of the weights")},
                 {tr("by likeness"), tr("Units next to those whose course is most like theirs")}},
                byLikeness_ ? 1 : 0);
}

void MemoryView::chooseSegment(int group, int segment) {
    if (group == 0) {
        std::vector<std::string> gates{{}};
        for (const NetworkSight& sight : sights())
            for (const FoundArray& array : sight.findings ? sight.findings->arrays : std::vector<FoundArray>())
                if (array.quantity == Quantity::Gates && std::ranges::find(gates, array.gate) == gates.end())
                    gates.push_back(array.gate);
        gate_ = gates[static_cast<std::size_t>(segment)];
    } else if (group == 1) {
        focus().setUnit(segment, focus().unit());
    } else {
        byLikeness_ = segment == 1;
    }
    draw();
    retell();
}

std::vector<int> MemoryView::orderOf(const FoundArray& array) const {
    if (byLikeness_)
        return unitsByLikeness(array);
    std::vector<int> order(static_cast<std::size_t>(array.columns));
    std::iota(order.begin(), order.end(), 0);
    return order;
}

void MemoryView::draw() {
    offerSegments();
    std::vector<HeatMapCells> all;
    order_.clear();
    for (const NetworkSight& sight : sights()) {
        HeatMapCells cells;
        cells.rowLabel = axisLabel(tr("unit"), sight);
        cells.columnLabel = tr("cell");
        if (const FoundArray* array = found(sight)) {
            const std::vector<int> order = orderOf(*array);
            if (order_.empty())
                order_ = order;
            cells.rows = static_cast<int>(array->columns);
            cells.columns = static_cast<int>(array->rows);
            cells.values.resize(array->values.size());
            float largest = 0;
            for (int row = 0; row < cells.rows; ++row) {
                const auto unit = static_cast<std::size_t>(order[static_cast<std::size_t>(row)]);
                cells.rowNames.push_back(QString::number(unit + 1));
                for (int cell = 0; cell < cells.columns; ++cell) {
                    const float value = array->row(cell)[unit];
                    cells.at(row, cell) = value;
                    if (std::isfinite(value))
                        largest = std::max(largest, std::abs(value));
                }
            }
            const bool gate = array->quantity == Quantity::Gates;
            cells.valueLabel = gate ? nameOfGate(array->gate) : QStringLiteral("h");
            cells.colours = gate ? HeatMapCells::Colours::Amount : HeatMapCells::Colours::Signed;
            cells.most = gate ? 1 : std::max(1.0, static_cast<double>(largest));
            cells.least = gate ? 0 : -cells.most;
        }
        all.push_back(std::move(cells));
    }
    maps_->setCells(std::move(all));
    mark();
}

void MemoryView::mark() {
    if (sights().empty())
        return;
    maps_->setMarkedColumn(focus().cellOf(static_cast<int>(sights().front().shape.cells)));
    const auto row = std::ranges::find(order_, focus().unit());
    maps_->setMarkedRow(row == order_.end() ? std::nullopt : std::optional(static_cast<int>(row - order_.begin())));
}

QString MemoryView::describe(const NetworkSight& sight) const {
    const FoundArray* array = found(sight);
    if (!array)
        return tr("Looking …");
    std::int64_t high = 0;
    std::int64_t low = 0;
    float largest = 0;
    std::size_t place = 0;
    const bool gate = array->quantity == Quantity::Gates;
    for (std::size_t i = 0; i < array->values.size(); ++i) {
        const float value = array->values[i];
        high += static_cast<double>(gate ? value : std::abs(value)) > saturatedState ? 1 : 0;
        low += static_cast<double>(gate ? value : std::abs(value)) < 1 - saturatedState ? 1 : 0;
        if (std::abs(value) > std::abs(largest)) {
            largest = value;
            place = i;
        }
    }
    const auto percent = [array](std::int64_t count) {
        return QString::number(100.0 * static_cast<double>(count) / static_cast<double>(array->values.size()), 'f', 0);
    };
    if (gate)
        return tr("The %1 gate is open (> 0.99) at %2 % of units and cells, and closed (< 0.01) at %3 %.")
            .arg(nameOfGate(array->gate), percent(high), percent(low));
    return tr("%1 units after each of %2 cells; the largest state is %3, unit %4 after cell %5; %6 % are beyond ±0.99.")
        .arg(array->columns)
        .arg(array->rows)
        .arg(static_cast<double>(largest), 0, 'g', 3)
        .arg(place % static_cast<std::size_t>(array->columns) + 1)
        .arg(place / static_cast<std::size_t>(array->columns) + 1)
        .arg(percent(high));
}

std::string MemoryView::table() const {
    std::string text = "run,what,layer,cell,unit,value\n";
    for (const NetworkSight& sight : sights())
        for (const FoundArray& array : sight.findings ? sight.findings->arrays : std::vector<FoundArray>()) {
            if (array.quantity != Quantity::States && array.quantity != Quantity::Gates)
                continue;
            const std::string what = array.quantity == Quantity::States ? "state" : array.gate;
            for (std::int64_t cell = 0; cell < array.rows; ++cell)
                for (std::int64_t unit = 0; unit < array.columns; ++unit)
                    text += csvCell(sight.run) + ',' + what + ',' + std::to_string(array.layer + 1) + ',' +
                            std::to_string(cell + 1) + ',' + std::to_string(unit + 1) + ',' +
                            csvCell(array.row(cell)[static_cast<std::size_t>(unit)]) + '\n';
        }
    return text;
}

void MemoryView::paint(QCPPainter& painter, const QSize& size, bool paper) { maps_->paint(painter, size, paper); }

} // namespace unroll
