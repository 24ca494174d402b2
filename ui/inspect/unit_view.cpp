#include "ui/inspect/unit_view.h"

#include "ui/inspect/digit_strip.h"
#include "ui/plots/cell_chart.h"
#include "ui/state/csv_cells.h"
#include "ui/state/digit_image.h"
#include "ui/theme/run_style.h"

#include <QBoxLayout>

#include <algorithm>
#include <map>

namespace unroll {
namespace {

constexpr std::int64_t mostImages = 60;
constexpr std::int64_t fewestImages = 8;
constexpr std::int64_t mostNumbers = 4'000'000; // states that one look brings
constexpr std::size_t shownImages = 8;

} // namespace

UnitView::UnitView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What drives the unit?"), parent) {
    setObjectName(QStringLiteral("unitView"));
    setWhatsThis(
        tr("<p>The state of the chosen unit over the cells for the image at hand, and, among the first test "
           "images, those after which it ends highest and lowest (as LSTMVis of Strobelt et al. 2016 looks for "
           "inputs by states).</p>"));
    chart_ = new CellChart(CellChart::Scale::Even, this);
    chart_->setAccessibleName(tr("The unit's state over the cells"));
    most_ = new DigitStrip(tr("It ends highest after"), this);
    least_ = new DigitStrip(tr("and lowest after"), this);
    drawings().addWidget(chart_, 1);
    drawings().addWidget(most_);
    drawings().addWidget(least_);
    for (DigitStrip* strip : {most_, least_})
        connect(strip, &DigitStrip::chosen, &focus, [&focus](qint64 index) { focus.setSubject(TestImage{index}); });
    connect(chart_, &CellChart::cellChosen, &focus, [&focus](int cell) { focus.setCell(cell); });
    connect(&focus, &LookFocus::unitChanged, this, [this] {
        draw();
        retell();
    });
    connect(&focus, &LookFocus::cellChanged, this, [this] {
        if (!sights().empty())
            chart_->setMarkedCell(this->focus().cellOf(static_cast<int>(sights().front().shape.cells)));
    });
}

LookWish UnitView::wish() const {
    LookWish wish;
    wish.quantities = Quantity::States;
    wish.interval = std::chrono::milliseconds(500);
    std::int64_t numbers = 1;
    for (const NetworkSight& sight : sights())
        numbers = std::max(numbers, sight.shape.cells * sight.shape.hidden * sight.shape.layers);
    wish.images = std::clamp(mostNumbers / numbers, fewestImages, mostImages);
    return wish;
}

const FoundArray* UnitView::states(const NetworkSight& sight, std::size_t subject) const {
    const std::int64_t layer =
        std::min<std::int64_t>(focus().layer(), std::max<std::int64_t>(sight.shape.layers, 1) - 1);
    return sight.findings ? sight.findings->find(Quantity::States, layer, subject) : nullptr;
}

std::size_t UnitView::unitOf(const FoundArray& states) const {
    return static_cast<std::size_t>(std::min<std::int64_t>(focus().unit(), states.columns - 1));
}

std::vector<UnitView::Driven> UnitView::driven(const NetworkSight& sight) const {
    std::vector<Driven> all;
    if (!sight.findings)
        return all;
    const auto& subjects = sight.findings->query.subjects;
    for (std::size_t i = 1; i < subjects.size(); ++i) // the first is the image at hand
        if (const FoundArray* array = states(sight, i))
            if (const auto* image = std::get_if<TestImage>(&subjects[i]))
                all.push_back({image->index, array->row(array->rows - 1)[unitOf(*array)]});
    std::ranges::stable_sort(all, std::greater<>(), &Driven::state);
    return all;
}

void UnitView::draw() {
    drawChart(palette());
    std::vector<DigitStrip::Item> most;
    std::vector<DigitStrip::Item> least;
    if (!sights().empty() && sights().front().testImages) {
        const NetworkSight& sight = sights().front();
        const std::vector<Driven> all = driven(sight);
        const auto add = [&](const Driven& one, std::vector<DigitStrip::Item>& strip) {
            const std::vector<DigitImage> images = sight.testImages(std::span(&one.image, 1));
            if (images.empty())
                return;
            const DigitImage& image = images.front();
            strip.push_back({one.image, greyImage(image.pixels, image.width, image.height),
                             QString::number(static_cast<double>(one.state), 'f', 2),
                             tr("Test image %1, a %2: %3")
                                 .arg(one.image)
                                 .arg(sight.className(image.label))
                                 .arg(static_cast<double>(one.state), 0, 'f', 3)});
        };
        const std::size_t count = std::min(shownImages, all.size() / 2);
        for (std::size_t i = 0; i < count; ++i) {
            add(all[i], most);
            add(all[all.size() - 1 - i], least);
        }
    }
    most_->setItems(std::move(most));
    least_->setItems(std::move(least));
}

void UnitView::drawChart(const QPalette& palette) {
    std::vector<CellLine> lines;
    for (const NetworkSight& sight : sights())
        if (const FoundArray* array = states(sight, 0)) {
            CellLine line;
            line.name = sight.run;
            line.colour = runStyle(sight.slot, palette).colour;
            for (std::int64_t cell = 0; cell < array->rows; ++cell)
                line.values.push_back(static_cast<double>(array->row(cell)[unitOf(*array)]));
            lines.push_back(std::move(line));
        }
    chart_->setLines(lines, tr("h of unit %1").arg(focus().unit() + 1), QCPRange(-0.1, 0.1));
    if (!sights().empty())
        chart_->setMarkedCell(focus().cellOf(static_cast<int>(sights().front().shape.cells)));
}

QString UnitView::describe(const NetworkSight& sight) const {
    const std::vector<Driven> all = driven(sight);
    if (all.size() < 2 || !sight.testImages)
        return tr("Looking …");
    std::map<int, std::pair<double, int>> byClass; // sum and count of the last state
    for (const Driven& one : all)
        for (const DigitImage& image : sight.testImages(std::span(&one.image, 1))) {
            byClass[image.label].first += static_cast<double>(one.state);
            ++byClass[image.label].second;
        }
    const auto mean = [](const auto& entry) { return entry.second.first / entry.second.second; };
    const auto [low, high] = std::ranges::minmax_element(byClass, {}, mean);
    return tr("Unit %1 ends highest after images of “%2” (%3 on average) and lowest after “%4” (%5), among the first "
              "%6 "
              "test images.")
        .arg(focus().unit() + 1)
        .arg(sight.className(high->first))
        .arg(mean(*high), 0, 'f', 2)
        .arg(sight.className(low->first))
        .arg(mean(*low), 0, 'f', 2)
        .arg(all.size());
}

std::string UnitView::table() const {
    std::string text = "run,unit,test_image,state_after_last_cell\n";
    for (const NetworkSight& sight : sights())
        for (const Driven& one : driven(sight))
            text += csvCell(sight.run) + ',' + std::to_string(focus().unit() + 1) + ',' + std::to_string(one.image) +
                    ',' + csvCell(one.state) + '\n';
    return text;
}

void UnitView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    const PlotTheme theme = paper ? paperTheme() : screenTheme(*this);
    const int strip = most_->sizeHint().height();
    const int chart = std::max(size.height() - 2 * strip, size.height() / 2);
    chart_->setTheme(theme);
    drawChart(theme.palette);
    chart_->toPainter(&painter, size.width(), chart);
    most_->paint(painter, QRect(0, chart, size.width(), strip), theme.palette);
    least_->paint(painter, QRect(0, chart + strip, size.width(), strip), theme.palette);
    chart_->setTheme(screenTheme(*this));
    drawChart(palette());
}

} // namespace unroll
