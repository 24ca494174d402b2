#include "ui/inspect/gradient_history_view.h"

#include "ui/inspect/map_stack.h"
#include "ui/state/csv_cells.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double lowestDecade = -12; // decades that are told apart
constexpr double fewestDecades = 2;  // decades that the scale spans at least

// Of the layer that is read out.
std::span<const float> normsOf(const PastSight& past) {
    const FoundArray* norms = past.findings ? past.findings->find(Quantity::StateGradients) : nullptr;
    return norms ? norms->row(norms->rows - 1) : std::span<const float>();
}

} // namespace

GradientHistoryView::GradientHistoryView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("… and over the epochs"), parent) {
    setObjectName(QStringLiteral("gradientHistoryView"));
    setWhatsThis(tr("<p>The decimal logarithm of the norm of ∂L/∂h<sub>t</sub> for the same image, with the weights at "
                    "the end of every epoch that is kept (0: the initial weights). Of several layers, the one that is "
                    "read out.</p>"));
    maps_ = new MapStack(*this, drawings());
    connect(maps_, &MapStack::made, this, [this](HeatMap* map) {
        map->setAccessibleName(tr("Norm of the gradient by epoch and cell"));
        map->setTip([map](int row, int column) {
            return tr("Epoch %1, cell %2: 10^%3")
                .arg(map->cells().columnNames[static_cast<std::size_t>(column)])
                .arg(row + 1)
                .arg(static_cast<double>(map->cells().at(row, column)), 0, 'f', 2);
        });
    });
    connect(maps_, &MapStack::rowChosen, &focus, [&focus](int row) { focus.setCell(row); });
    connect(maps_, &MapStack::columnChosen, this, [this](int column) {
        if (!sights().empty() && column < static_cast<int>(sights().front().past.size()))
            emit epochChosen(sights().front().past[static_cast<std::size_t>(column)].epoch);
    });
    connect(&focus, &LookFocus::cellChanged, this, [this] { maps_->setMarkedRow(this->focus().cell()); });
}

LookWish GradientHistoryView::wish() const {
    LookWish wish;
    wish.quantities = Quantity::StateGradients;
    wish.ofPast = true;
    return wish;
}

void GradientHistoryView::draw() {
    std::vector<HeatMapCells> all;
    for (const NetworkSight& sight : sights()) {
        HeatMapCells cells;
        cells.rowLabel = axisLabel(tr("cell"), sight);
        cells.columnLabel = tr("epoch");
        cells.valueLabel = tr("log₁₀ norm of ∂L/∂h");
        std::vector<std::span<const float>> columns;
        for (const PastSight& past : sight.past)
            if (const auto norms = normsOf(past); !norms.empty()) {
                columns.push_back(norms);
                cells.columnNames.push_back(QString::number(past.epoch));
            }
        cells.columns = static_cast<int>(columns.size());
        cells.rows = columns.empty() ? 0 : static_cast<int>(columns.front().size());
        cells.values.resize(static_cast<std::size_t>(cells.rows) * static_cast<std::size_t>(cells.columns));
        double least = 0;
        double most = lowestDecade;
        for (int column = 0; column < cells.columns; ++column)
            for (int row = 0; row < cells.rows; ++row) {
                const auto norm =
                    static_cast<double>(columns[static_cast<std::size_t>(column)][static_cast<std::size_t>(row)]);
                const double decades = std::max(std::log10(std::max(norm, 1e-45)), lowestDecade);
                least = std::min(least, decades);
                most = std::max(most, decades);
                cells.at(row, column) = static_cast<float>(decades);
            }
        cells.most = std::ceil(most);
        cells.least = std::min(std::floor(least), cells.most - fewestDecades);
        all.push_back(std::move(cells));
    }
    maps_->setCells(std::move(all));
    maps_->setMarkedRow(focus().cell());
}

QString GradientHistoryView::describe(const NetworkSight& sight) const {
    const auto count = std::ranges::count_if(sight.past, [](const PastSight& past) { return !normsOf(past).empty(); });
    if (count == 0)
        return tr("There are no past epochs to look into yet.");
    return tr("The same image with the weights of every kept epoch, %1 in all; the scale says how much gradient "
              "arrives. "
              "A column is an epoch to go back to.")
        .arg(count);
}

std::string GradientHistoryView::table() const {
    std::string text = "run,epoch,cell,gradient_norm\n";
    for (const NetworkSight& sight : sights())
        for (const PastSight& past : sight.past) {
            const auto norms = normsOf(past);
            for (std::size_t cell = 0; cell < norms.size(); ++cell)
                text += csvCell(sight.run) + ',' + std::to_string(past.epoch) + ',' + std::to_string(cell + 1) + ',' +
                        csvCell(norms[cell]) + '\n';
        }
    return text;
}

void GradientHistoryView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    maps_->paint(painter, size, paper);
}

} // namespace unroll
