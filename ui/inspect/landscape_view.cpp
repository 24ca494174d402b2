#include "ui/inspect/landscape_view.h"

#include "ui/inspect/map_stack.h"
#include "ui/inspect/study_size.h"
#include "ui/state/csv_cells.h"
#include "ui/state/figure_texts.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace unroll {
namespace {

const Landscape* landscapeOf(const NetworkSight& sight) {
    return sight.findings ? sight.findings->studied<Landscape>() : nullptr;
}

// The loss at the nearest point that is known: a landscape fills in from coarse to fine.
double nearestKnown(const Landscape& landscape, int row, int column) {
    const auto side = static_cast<int>(landscape.alpha.size());
    const auto rows = static_cast<int>(landscape.beta.size());
    for (int away = 0; away < std::max(side, rows); ++away)
        for (int dy = -away; dy <= away; ++dy)
            for (int dx = -away; dx <= away; ++dx) {
                if (std::max(std::abs(dx), std::abs(dy)) != away)
                    continue;
                const int y = row + dy;
                const int x = column + dx;
                if (y < 0 || y >= rows || x < 0 || x >= side)
                    continue;
                const double loss = landscape.at(static_cast<std::size_t>(y), static_cast<std::size_t>(x));
                if (!std::isnan(loss))
                    return loss;
            }
    return std::nan("");
}

// Where a number lies among evenly rising ones, as a place: 0 the first.
double placeAmong(const std::vector<double>& ticks, double number) {
    return ticks.size() < 2 ? 0 : (number - ticks.front()) / (ticks[1] - ticks.front());
}

QString tickText(double number) { return QString::number(number, 'g', 3); }

// Of zero and of every sixth part of the whole from there.
std::vector<QString> namesOf(const std::vector<double>& ticks) {
    const auto zero = std::ranges::find(ticks, 0.0) - ticks.begin();
    const auto stride = std::max<std::ptrdiff_t>((std::ssize(ticks) - 1) / 6, 1);
    std::vector<QString> names(ticks.size());
    for (std::ptrdiff_t i = zero % stride; i < std::ssize(ticks); i += stride)
        names[static_cast<std::size_t>(i)] = tickText(ticks[static_cast<std::size_t>(i)]);
    return names;
}

} // namespace

LandscapeView::LandscapeView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What does the loss look like around it?"), parent) {
    setObjectName(QStringLiteral("landscapeView"));
    setWhatsThis(tr(
        "<p>The mean cross-entropy over test images at w + α a + β b, where w are the weights on show. <b>Drawn</b>: "
        "a and b are drawn at random and scaled row by row to the weights' norms, so that networks can be "
        "compared (Li et al. 2018, section 4). <b>Trajectory</b>: a and b are the two directions in which the "
        "weights moved most (section 7). The line is the way of the training, epoch by epoch, seen from above; it "
        "lies off the plane by what the sentence says. The ring is the network on show.</p>"));
    maps_ = new MapStack(*this, drawings());
    connect(maps_, &MapStack::made, this, [this](HeatMap* map) {
        map->setAccessibleName(tr("Loss over a plane through the weights"));
        map->setTip([this, map](int row, int column) {
            const auto at = static_cast<std::size_t>(std::ranges::find(maps_->maps(), map) - maps_->maps().begin());
            const Landscape* landscape = at < sights().size() ? landscapeOf(sights()[at]) : nullptr;
            if (!landscape)
                return QString();
            const auto y = landscape->beta.size() - 1 - static_cast<std::size_t>(row);
            const auto x = static_cast<std::size_t>(column);
            return tr("α %1, β %2: loss %3")
                .arg(tickText(landscape->alpha[x]), tickText(landscape->beta[y]), lossText(landscape->at(y, x)));
        });
    });
    setSegments(0,
                {{tr("drawn"), tr("Two directions that are drawn, scaled to the weights")},
                 {tr("trajectory"), tr("The two directions in which the weights moved most")}},
                0);
}

LookWish LandscapeView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.interval = std::chrono::milliseconds(1000);
    constexpr double products = 1e8; // of the images at each of the points
    wish.study = LandscapeStudy{.directions = directions_, .images = imagesWithin(sights(), products, 500)};
    return wish;
}

void LandscapeView::chooseSegment(int, int segment) {
    directions_ = segment == 1 ? PlaneDirections::Trajectory : PlaneDirections::Random;
    emit wishChanged();
}

void LandscapeView::draw() {
    std::vector<HeatMapCells> all;
    for (const NetworkSight& sight : sights()) {
        HeatMapCells cells;
        cells.columnLabel = axisLabel(QStringLiteral("α"), sight);
        cells.rowLabel = QStringLiteral("β");
        cells.valueLabel = tr("log₁₀ loss");
        if (const Landscape* landscape = landscapeOf(sight)) {
            cells.rows = static_cast<int>(landscape->beta.size());
            cells.columns = static_cast<int>(landscape->alpha.size());
            cells.values.resize(landscape->loss.size());
            double least = std::numeric_limits<double>::infinity();
            double most = -least;
            for (int row = 0; row < cells.rows; ++row)
                for (int column = 0; column < cells.columns; ++column) {
                    const double loss =
                        std::log10(std::max(nearestKnown(*landscape, cells.rows - 1 - row, column), 1e-6)); // β upwards
                    cells.at(row, column) = static_cast<float>(loss);
                    if (std::isfinite(loss)) {
                        least = std::min(least, loss);
                        most = std::max(most, loss);
                    }
                }
            if (least <= most) {
                cells.least = least;
                cells.most = std::max(most, least + 0.1);
            }
            cells.columnNames = namesOf(landscape->alpha);
            cells.rowNames = namesOf(landscape->beta);
            std::ranges::reverse(cells.rowNames);
            const auto over = [&](double alpha, double beta) {
                return HeatMapWayPoint{placeAmong(landscape->alpha, alpha),
                                       cells.rows - 1 - placeAmong(landscape->beta, beta)};
            };
            for (const TrajectoryPoint& point : landscape->trajectory)
                cells.way.push_back(over(point.alpha, point.beta));
            cells.spot = over(0, 0); // the network itself
        }
        all.push_back(std::move(cells));
    }
    maps_->setCells(std::move(all));
}

QString LandscapeView::describe(const NetworkSight& sight) const {
    const Landscape* landscape = landscapeOf(sight);
    if (!landscape)
        return tr("Looking …");
    const auto known = std::ranges::count_if(landscape->loss, [](double loss) { return !std::isnan(loss); });
    const auto total = std::ssize(landscape->loss);
    QString said = known < total
                       ? tr("%1 of %2 points so far, over %3 images.").arg(known).arg(total).arg(landscape->images)
                       : tr("%1 x %2 points over %3 images.")
                             .arg(landscape->alpha.size())
                             .arg(landscape->beta.size())
                             .arg(landscape->images);
    const auto least = std::ranges::min_element(
        landscape->loss, [](double a, double b) { return (std::isnan(a) ? 1e300 : a) < (std::isnan(b) ? 1e300 : b); });
    if (least != landscape->loss.end() && !std::isnan(*least)) {
        const auto place = static_cast<std::size_t>(least - landscape->loss.begin());
        said += tr(" The least loss, %1, lies at α %2, β %3.")
                    .arg(lossText(*least), tickText(landscape->alpha[place % landscape->alpha.size()]),
                         tickText(landscape->beta[place / landscape->alpha.size()]));
    }
    double away = 0;
    for (const TrajectoryPoint& point : landscape->trajectory)
        away = std::max(away, point.away);
    constexpr double hardly = 0.9; // of the distance
    if (landscape->trajectory.size() > 1)
        said += away > hardly
                    ? tr(" Drawn directions hardly meet the training's way: “trajectory” shows it.")
                    : tr(" The training's way lies off the plane by up to %1 of its distance.").arg(percentText(away));
    return said;
}

std::string LandscapeView::table() const {
    std::string text = "run,alpha,beta,loss\n";
    for (const NetworkSight& sight : sights())
        if (const Landscape* landscape = landscapeOf(sight))
            for (std::size_t row = 0; row < landscape->beta.size(); ++row)
                for (std::size_t column = 0; column < landscape->alpha.size(); ++column)
                    text += csvCell(sight.run) + ',' + csvCell(landscape->alpha[column]) + ',' +
                            csvCell(landscape->beta[row]) + ',' +
                            (std::isnan(landscape->at(row, column)) ? "" : csvCell(landscape->at(row, column))) + '\n';
    return text;
}

void LandscapeView::paint(QCPPainter& painter, const QSize& size, bool paper) { maps_->paint(painter, size, paper); }

} // namespace unroll
