#include "ui/inspect/weights_view.h"

#include "ui/inspect/map_stack.h"
#include "ui/inspect/study_size.h"
#include "ui/state/csv_cells.h"
#include "ui/state/figure_texts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/flat_button.h"

#include <QMenu>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace unroll {
namespace {

constexpr int histogramBins = 240; // of a histogram
constexpr int drawnRows = 40;      // of the drawing, so that an epoch's bins fall into them though its range is its own

const ParameterStatistics* statisticsOf(const PastSight& past) {
    return past.findings ? past.findings->studied<ParameterStatistics>() : nullptr;
}

QString shortNumber(double number) { return QString::number(number, 'g', 2); }

} // namespace

WeightsView::WeightsView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("Is anything stuck?"), parent) {
    setObjectName(QStringLiteral("weightsView"));
    setWhatsThis(tr("<p>How the elements of a parameter, or of the gradient of the mean loss over test images with "
                    "respect to it, are spread at every epoch that is kept: a column is a histogram, its colours "
                    "shares on a decimal scale. The sentence counts states beyond ±0.99, where tanh has nearly no "
                    "slope, and units whose state is the same for every image and cell.</p>"));
    maps_ = new MapStack(*this, drawings());
    connect(maps_, &MapStack::made, this, [this](HeatMap* map) {
        map->setAccessibleName(tr("Spread of a parameter over the epochs"));
        map->setTip([map](int row, int column) {
            const HeatMapCells& cells = map->cells();
            const auto share = static_cast<double>(cells.at(row, column));
            return tr("Epoch %1, near %2: %3")
                .arg(cells.columnNames[static_cast<std::size_t>(column)], cells.rowNames[static_cast<std::size_t>(row)],
                     std::isnan(share) ? tr("none") : percentText(std::pow(10, share)));
        });
    });
    connect(maps_, &MapStack::columnChosen, this, [this](int column) {
        if (!sights().empty() && column < static_cast<int>(sights().front().past.size()))
            emit epochChosen(sights().front().past[static_cast<std::size_t>(column)].epoch);
    });
    setSegments(0, {{tr("weights"), tr("Show the parameter itself")}, {tr("gradient"), tr("Show its gradient")}}, 0);
    parameterButton_ = new FlatButton(this);
    parameterButton_->setFont(smallFont());
    parameterButton_->setMenu(new QMenu(parameterButton_));
    parameterButton_->setPopupMode(QToolButton::InstantPopup);
    parameterButton_->setToolTip(tr("Which parameter is shown"));
    addToHeading(parameterButton_);
    choose({});
}

LookWish WeightsView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.ofPast = true;
    constexpr double products = 2e9;
    wish.study = ParameterStudy{imagesWithin(sights(), products, 100), histogramBins};
    return wish;
}

void WeightsView::chooseSegment(int, int segment) {
    gradient_ = segment == 1;
    draw();
    retell();
}

void WeightsView::choose(const QString& parameter) {
    parameter_ = parameter;
    parameterButton_->setText(parameter_.isEmpty() ? tr("parameter") : parameter_);
    parameterButton_->setAccessibleName(tr("Parameter: %1").arg(parameterButton_->text()));
    parameterButton_->setEnabled(!parameters_.isEmpty());
}

// Those of the first network; what is multiplied with the state comes first.
void WeightsView::listParameters() {
    QStringList names;
    if (!sights().empty())
        for (const PastSight& past : sights().front().past)
            if (const ParameterStatistics* found = statisticsOf(past); found && names.isEmpty())
                for (const ParameterFigures& figures : found->parameters)
                    names.append(QString::fromStdString(figures.name));
    if (names.isEmpty() || std::exchange(parameters_, names) == names)
        return;
    QMenu* menu = parameterButton_->menu();
    menu->clear();
    for (const QString& name : std::as_const(names))
        connect(menu->addAction(name), &QAction::triggered, this, [this, name] {
            choose(name);
            draw();
            retell();
        });
    if (!names.contains(parameter_)) {
        const auto recurrent =
            std::ranges::find_if(names, [](const QString& name) { return name.contains(QStringLiteral("weight_hh")); });
        choose(recurrent == names.end() ? names.front() : *recurrent);
    } else {
        choose(parameter_);
    }
}

const ParameterFigures* WeightsView::figuresIn(const PastSight& past) const {
    const ParameterStatistics* found = statisticsOf(past);
    if (!found)
        return nullptr;
    const auto figures = std::ranges::find(found->parameters, parameter_.toStdString(), &ParameterFigures::name);
    return figures == found->parameters.end() ? nullptr : &*figures;
}

const Histogram& WeightsView::histogramOf(const ParameterFigures& figures) const {
    return gradient_ ? figures.gradient : figures.weights;
}

void WeightsView::draw() {
    listParameters();
    double reach = 0;
    for (const NetworkSight& sight : sights())
        for (const PastSight& past : sight.past)
            if (const ParameterFigures* figures = figuresIn(past))
                reach = std::max(reach, histogramOf(*figures).most);
    std::vector<HeatMapCells> all;
    for (const NetworkSight& sight : sights()) {
        HeatMapCells cells;
        cells.rowLabel = axisLabel(gradient_ ? tr("gradient") : tr("weight"), sight);
        cells.columnLabel = tr("epoch");
        cells.valueLabel = tr("log₁₀ share");
        std::vector<const ParameterFigures*> columns;
        for (const PastSight& past : sight.past)
            if (const ParameterFigures* figures = figuresIn(past)) {
                columns.push_back(figures);
                cells.columnNames.push_back(QString::number(past.epoch));
            }
        cells.columns = static_cast<int>(columns.size());
        cells.rows = columns.empty() ? 0 : drawnRows;
        std::vector<double> shares(static_cast<std::size_t>(cells.rows) * columns.size());
        for (int row = 0; row < cells.rows; ++row) // the largest on top
            cells.rowNames.push_back(shortNumber(reach * (1 - (2.0 * row + 1) / drawnRows)));
        double least = 1;
        for (int column = 0; column < cells.columns; ++column) {
            const ParameterFigures& figures = *columns[static_cast<std::size_t>(column)];
            const Histogram& histogram = histogramOf(figures);
            const double width = (histogram.most - histogram.least) / static_cast<double>(histogram.counts.size());
            for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
                const double middle = histogram.least + (static_cast<double>(bin) + 0.5) * width;
                const int row =
                    std::clamp(static_cast<int>((reach - middle) / (2 * reach) * drawnRows), 0, drawnRows - 1);
                shares[cells.place(row, column)] += static_cast<double>(histogram.counts[bin]) /
                                                    static_cast<double>(std::max<std::int64_t>(figures.elements, 1));
            }
            least = std::min(least, 1 / static_cast<double>(std::max<std::int64_t>(figures.elements, 1)));
        }
        cells.values.assign(shares.size(), std::numeric_limits<float>::quiet_NaN());
        for (std::size_t i = 0; i < shares.size(); ++i)
            if (shares[i] > 0)
                cells.values[i] = static_cast<float>(std::log10(shares[i]));
        cells.least = std::floor(std::log10(least));
        cells.most = 0;
        all.push_back(std::move(cells));
    }
    maps_->setCells(std::move(all));
}

QString WeightsView::describe(const NetworkSight& sight) const {
    const PastSight* last = nullptr;
    for (const PastSight& past : sight.past)
        if (figuresIn(past))
            last = &past;
    if (!last)
        return tr("Looking …");
    const ParameterFigures& figures = *figuresIn(*last);
    const ParameterStatistics& found = *statisticsOf(*last);
    double saturated = 0;
    std::int64_t dead = 0;
    std::int64_t units = 0;
    for (const UnitFigures& layer : found.layers) {
        saturated = std::max(saturated, layer.saturated);
        dead += layer.dead;
        units += layer.units;
    }
    return tr("%1 after epoch %2: norm %3, its gradient's %4. Over %5 images, %6 of the states are beyond ±0.99, and "
              "%7 "
              "of %8 units never move.")
        .arg(parameter_)
        .arg(last->epoch)
        .arg(normText(figures.weightNorm), normText(figures.gradientNorm))
        .arg(found.images)
        .arg(percentText(saturated))
        .arg(dead)
        .arg(units);
}

std::string WeightsView::table() const {
    std::string text = "run,epoch,parameter,elements,weight_norm,gradient_norm,what,from,to,count\n";
    for (const NetworkSight& sight : sights())
        for (const PastSight& past : sight.past)
            if (const ParameterStatistics* found = statisticsOf(past))
                for (const ParameterFigures& figures : found->parameters)
                    for (const bool gradient : {false, true}) {
                        const Histogram& histogram = gradient ? figures.gradient : figures.weights;
                        const double width =
                            (histogram.most - histogram.least) / static_cast<double>(histogram.counts.size());
                        for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin)
                            if (histogram.counts[bin] > 0)
                                text += csvCell(sight.run) + ',' + std::to_string(past.epoch) + ',' +
                                        csvCell(QString::fromStdString(figures.name)) + ',' +
                                        std::to_string(figures.elements) + ',' + csvCell(figures.weightNorm) + ',' +
                                        csvCell(figures.gradientNorm) + (gradient ? ",gradient," : ",weight,") +
                                        csvCell(histogram.least + static_cast<double>(bin) * width) + ',' +
                                        csvCell(histogram.least + static_cast<double>(bin + 1) * width) + ',' +
                                        std::to_string(histogram.counts[bin]) + '\n';
                    }
    return text;
}

void WeightsView::paint(QCPPainter& painter, const QSize& size, bool paper) { maps_->paint(painter, size, paper); }

} // namespace unroll
