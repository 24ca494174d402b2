#include "ui/inspect/map_view.h"

#include "ui/inspect/digit_strip.h"
#include "ui/inspect/study_size.h"
#include "ui/plots/paint_chart.h"
#include "ui/plots/point_chart.h"
#include "ui/state/csv_cells.h"
#include "ui/state/digit_image.h"
#include "ui/state/figure_texts.h"

#include <QBoxLayout>
#include <QSet>

#include <algorithm>

namespace unroll {
namespace {

// What stands for each class in the drawing: its name where that is short, its first letters where they are its own,
// its number otherwise.
QStringList glyphsOf(const QStringList& classes) {
    constexpr int most = 2;
    QStringList glyphs;
    for (const QString& name : classes)
        glyphs.append(name.left(most));
    if (QSet<QString>(glyphs.begin(), glyphs.end()).size() == classes.size())
        return glyphs;
    for (qsizetype i = 0; i < glyphs.size(); ++i)
        glyphs[i] = QString::number(i);
    return glyphs;
}

const StateMap* mapOf(const NetworkSight& sight) {
    return sight.findings ? sight.findings->studied<StateMap>() : nullptr;
}

} // namespace

MapView::MapView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What does it hold to be alike?"), parent) {
    setObjectName(QStringLiteral("mapView"));
    setWhatsThis(tr("<p>The hidden state of the last layer after the last cell, for the first test images, on its two "
                    "principal components: the directions in which these states vary most (Pearson 1901). Axes keep "
                    "their direction from moment to moment. A digit in a ring is one that the network misreads. Press "
                    "a digit to look at it, draw a line around some to see them.</p>"));
    strip_ = new DigitStrip(tr("Within the line"), this);
    strip_->hide();
    connect(strip_, &DigitStrip::chosen, &focus, [&focus](qint64 index) { focus.setSubject(TestImage{index}); });
    connect(&focus, &LookFocus::subjectChanged, this, &MapView::mark);
    makeChart();
    drawings().addWidget(strip_);
}

void MapView::makeChart() {
    auto* chart = new PointChart(this);
    chart->setAccessibleName(tr("Last hidden states of test images"));
    chart->setLabels(tr("first component"), tr("second component"));
    drawings().insertWidget(static_cast<int>(charts_.size()), chart, 1);
    const std::size_t number = charts_.size();
    charts_.push_back(chart);
    const auto pointOf = [this, number](int point) -> const MappedImage* {
        const StateMap* map = number < sights().size() ? mapOf(sights()[number]) : nullptr;
        return map ? &map->points[static_cast<std::size_t>(point)] : nullptr;
    };
    connect(chart, &PointChart::pointChosen, this, [this, pointOf](int point) {
        if (const MappedImage* image = pointOf(point))
            focus().setSubject(TestImage{image->index});
    });
    connect(chart, &PointChart::lassoChanged, this, [this, chart] {
        lassoedIn_ = chart;
        showLassoed();
    });
    chart->setTip([this, number, pointOf](int point) {
        const MappedImage* image = pointOf(point);
        if (!image)
            return QString();
        const NetworkSight& sight = sights()[number];
        return image->label == image->prediction
                   ? tr("Test image %1, “%2”").arg(image->index).arg(sight.className(image->label))
                   : tr("Test image %1, “%2” taken for “%3”")
                         .arg(image->index)
                         .arg(sight.className(image->label), sight.className(image->prediction));
    });
}

LookWish MapView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.interval = std::chrono::milliseconds(1000);
    constexpr double products = 2e10;
    wish.study = MapStudy{imagesWithin(sights(), products, 1000)};
    return wish;
}

void MapView::draw() {
    while (charts_.size() < sights().size())
        makeChart();
    for (std::size_t i = 0; i < charts_.size(); ++i) {
        charts_[i]->setVisible(i < std::max<std::size_t>(sights().size(), 1));
        std::vector<ChartPoint> points;
        std::vector<PointKind> kinds;
        if (const StateMap* map = i < sights().size() ? mapOf(sights()[i]) : nullptr) {
            const QStringList glyphs = glyphsOf(sights()[i].classes);
            for (int label = 0; label < glyphs.size(); ++label)
                kinds.push_back({glyphs[label], label});
            for (const MappedImage& image : map->points)
                points.push_back({image.x, image.y, image.label, image.label != image.prediction});
            const auto axis = [](const QString& name, double share) {
                return MapView::tr("%1 (%2 of the variance)").arg(name, percentText(share));
            };
            charts_[i]->setLabels(axisLabel(axis(tr("first component"), map->variance[0]), sights()[i]),
                                  axis(tr("second component"), map->variance[1]));
        }
        charts_[i]->setPoints(std::move(points), std::move(kinds));
    }
    mark();
    showLassoed();
}

void MapView::mark() {
    const auto* subject = std::get_if<TestImage>(&focus().subject());
    for (std::size_t i = 0; i < std::min(charts_.size(), sights().size()); ++i) {
        std::optional<int> point;
        if (const StateMap* map = mapOf(sights()[i]); map && subject) {
            const auto found =
                std::ranges::find(map->points, static_cast<std::uint32_t>(subject->index), &MappedImage::index);
            if (found != map->points.end())
                point = static_cast<int>(found - map->points.begin());
        }
        charts_[i]->setMarkedPoint(point);
    }
}

void MapView::showLassoed() {
    std::vector<DigitStrip::Item> items;
    const auto chart = std::ranges::find(charts_, lassoedIn_);
    const auto number = static_cast<std::size_t>(chart - charts_.begin());
    if (number < sights().size())
        if (const StateMap* map = mapOf(sights()[number])) {
            const NetworkSight& sight = sights()[number];
            constexpr std::size_t most = 40; // more than one row has room for
            std::vector<std::int64_t> indices;
            for (const int point : lassoedIn_->lassoed())
                indices.push_back(map->points[static_cast<std::size_t>(point)].index);
            if (indices.size() > most)
                indices.resize(most);
            if (sight.testImages && !indices.empty())
                for (const DigitImage& image : sight.testImages(indices)) {
                    const auto& found =
                        *std::ranges::find(map->points, static_cast<std::uint32_t>(image.index), &MappedImage::index);
                    const QString said = sight.className(found.label);
                    items.push_back({image.index, greyImage(image.pixels, image.width, image.height),
                                     found.label == found.prediction
                                         ? said
                                         : QStringLiteral("%1→%2").arg(said, sight.className(found.prediction)),
                                     tr("Test image %1").arg(image.index)});
                }
        }
    strip_->setVisible(!items.empty());
    strip_->setItems(std::move(items));
}

QString MapView::describe(const NetworkSight& sight) const {
    const StateMap* map = mapOf(sight);
    if (!map)
        return tr("Looking …");
    const auto misread =
        std::ranges::count_if(map->points, [](const MappedImage& image) { return image.label != image.prediction; });
    return tr("The last states of %1 test images; the two axes hold %2 of how they vary. %3 are misread (ringed).")
        .arg(map->points.size())
        .arg(percentText(map->variance[0] + map->variance[1]))
        .arg(misread);
}

std::string MapView::table() const {
    std::string text = "run,index,label,prediction,x,y\n";
    for (const NetworkSight& sight : sights())
        if (const StateMap* map = mapOf(sight))
            for (const MappedImage& image : map->points)
                text += csvCell(sight.run) + ',' + std::to_string(image.index) + ',' +
                        csvCell(sight.className(image.label)) + ',' + csvCell(sight.className(image.prediction)) + ',' +
                        csvCell(image.x) + ',' + csvCell(image.y) + '\n';
    return text;
}

void MapView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    const std::size_t count = std::clamp<std::size_t>(sights().size(), 1, charts_.size());
    for (std::size_t i = 0; i < count; ++i)
        paintChart(*charts_[i], painter, roomOf(i, count, size), paper);
}

} // namespace unroll
