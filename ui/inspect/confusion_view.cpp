#include "ui/inspect/confusion_view.h"

#include "ui/inspect/map_stack.h"
#include "ui/state/csv_cells.h"
#include "ui/state/figure_texts.h"

#include <QLocale>

#include <algorithm>

namespace unroll {
namespace {

std::int64_t rowSum(const ConfusionMatrix& matrix, int label) {
    std::int64_t sum = 0;
    for (int prediction = 0; prediction < matrix.classes; ++prediction)
        sum += matrix.at(label, prediction);
    return sum;
}

std::int64_t columnSum(const ConfusionMatrix& matrix, int prediction) {
    std::int64_t sum = 0;
    for (int label = 0; label < matrix.classes; ++label)
        sum += matrix.at(label, prediction);
    return sum;
}

// The class with the least of something, where that is known.
template <typename Of>
std::optional<int> leastClass(const ConfusionMatrix& matrix, Of of) {
    std::optional<int> least;
    for (int label = 0; label < matrix.classes; ++label)
        if (of(matrix, label) && (!least || *of(matrix, label) < *of(matrix, *least)))
            least = label;
    return least;
}

} // namespace

ConfusionMatrix confusionOf(const Findings& findings, int classes) {
    ConfusionMatrix matrix{classes, std::vector<std::int64_t>(static_cast<std::size_t>(classes * classes))};
    for (const Answer& answer : findings.answers)
        if (answer.label && *answer.label < classes && answer.prediction < classes)
            ++matrix.at(*answer.label, answer.prediction);
    return matrix;
}

std::optional<double> recallOf(const ConfusionMatrix& matrix, int label) {
    const std::int64_t all = rowSum(matrix, label);
    return all > 0 ? std::optional(static_cast<double>(matrix.at(label, label)) / static_cast<double>(all))
                   : std::nullopt;
}

std::optional<double> precisionOf(const ConfusionMatrix& matrix, int label) {
    const std::int64_t all = columnSum(matrix, label);
    return all > 0 ? std::optional(static_cast<double>(matrix.at(label, label)) / static_cast<double>(all))
                   : std::nullopt;
}

ConfusionView::ConfusionView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What does it mix up?"), parent) {
    setObjectName(QStringLiteral("confusionView"));
    setWhatsThis(tr("<p>The confusion matrix over the whole test set: a row is the true class, a column the predicted "
                    "one. Shares are of a row. Recall of a class is its diagonal over its row, precision its diagonal "
                    "over its column. A press on a cell shows its digits. The colours leave the diagonal out, for it "
                    "would outshine all mistakes.</p>"));
    maps_ = new MapStack(*this, drawings());
    connect(maps_, &MapStack::made, this, [this](HeatMap* map) {
        map->setAccessibleName(tr("Confusion matrix, true class by predicted class"));
        map->setTip([this, map](int row, int column) {
            const std::size_t at = map == maps_->maps().front() ? 0 : 1;
            if (at >= sights().size() || !sights()[at].findings)
                return QString();
            const NetworkSight& sight = sights()[at];
            const ConfusionMatrix matrix = confusionOf(*sight.findings, static_cast<int>(sight.shape.classes));
            QString text = tr("“%1” taken for “%2”: %3 of %4")
                               .arg(sight.className(row), sight.className(column))
                               .arg(matrix.at(row, column))
                               .arg(rowSum(matrix, row));
            if (row == column)
                text += tr("; precision %1").arg(percentText(precisionOf(matrix, row).value_or(0)));
            return text;
        });
    });
    connect(maps_, &MapStack::cellChosen, &focus, [&focus](int row, int column) {
        focus.setConfusion(LookFocus::Confusion{row, column});
    });
    const auto move = [&focus, this](int row, int column) {
        if (sender() && qobject_cast<QWidget*>(QApplication::focusWidget()))
            focus.setConfusion(LookFocus::Confusion{row, column});
    };
    connect(maps_, &MapStack::rowChosen, this,
            [move, &focus](int row) { move(row, focus.confusion() ? focus.confusion()->prediction : row); });
    connect(maps_, &MapStack::columnChosen, this,
            [move, &focus](int column) { move(focus.confusion() ? focus.confusion()->label : column, column); });
    connect(&focus, &LookFocus::confusionChanged, this, &ConfusionView::mark);
    setSegments(0, {{tr("counts"), tr("Show how many images")}, {tr("shares"), tr("Show the share of the true class")}},
                0);
}

LookWish ConfusionView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::TestImages;
    wish.interval = std::chrono::milliseconds(1000);
    return wish;
}

void ConfusionView::chooseSegment(int, int segment) {
    shares_ = segment == 1;
    draw();
}

void ConfusionView::draw() {
    std::vector<HeatMapCells> all;
    for (const NetworkSight& sight : sights()) {
        HeatMapCells cells;
        cells.rowLabel = axisLabel(tr("true"), sight);
        cells.columnLabel = tr("predicted");
        cells.valueLabel = shares_ ? tr("share of the class") : tr("images");
        cells.most = 0;
        const ConfusionMatrix matrix =
            sight.findings ? confusionOf(*sight.findings, static_cast<int>(sight.shape.classes)) : ConfusionMatrix();
        cells.rows = cells.columns = matrix.classes;
        for (int label = 0; label < matrix.classes; ++label) {
            const double images = static_cast<double>(std::max<std::int64_t>(rowSum(matrix, label), 1));
            cells.rowNames.push_back(sight.className(label));
            cells.columnNames.push_back(sight.className(label));
            for (int prediction = 0; prediction < matrix.classes; ++prediction) {
                const double value = static_cast<double>(matrix.at(label, prediction)) / (shares_ ? images : 1);
                if (label != prediction)
                    cells.most = std::max(cells.most, value);
                cells.values.push_back(static_cast<float>(label == prediction ? 0 : value));
                cells.texts.push_back(value == 0 ? QString()
                                      : shares_  ? QString::number(100 * value, 'f', 1)
                                                 : QString::number(matrix.at(label, prediction)));
            }
        }
        cells.most = std::max(cells.most, shares_ ? 0.01 : 1.0);
        all.push_back(std::move(cells));
    }
    maps_->setCells(std::move(all));
    mark();
}

void ConfusionView::mark() {
    const auto& confusion = focus().confusion();
    maps_->setMarkedRow(confusion ? std::optional(confusion->label) : std::nullopt);
    maps_->setMarkedColumn(confusion ? std::optional(confusion->prediction) : std::nullopt);
}

QString ConfusionView::describe(const NetworkSight& sight) const {
    const ConfusionMatrix matrix = confusionOf(*sight.findings, static_cast<int>(sight.shape.classes));
    std::int64_t right = 0;
    std::int64_t worst = 0;
    LookFocus::Confusion pair;
    for (int label = 0; label < matrix.classes; ++label)
        for (int prediction = 0; prediction < matrix.classes; ++prediction) {
            const std::int64_t count = matrix.at(label, prediction);
            right += label == prediction ? count : 0;
            if (label != prediction && count > worst) {
                worst = count;
                pair = {label, prediction};
            }
        }
    const std::int64_t images = matrix.images();
    if (images == 0)
        return tr("There are no test images.");
    QString text = tr("%1 of %2 test images are right (%3).")
                       .arg(right)
                       .arg(images)
                       .arg(percentText(static_cast<double>(right) / static_cast<double>(images)));
    if (worst > 0)
        text += tr(" Most often “%1” is taken for “%2”, %3 times.")
                    .arg(sight.className(pair.label), sight.className(pair.prediction))
                    .arg(worst);
    const auto recall = leastClass(matrix, recallOf);
    const auto precision = leastClass(matrix, precisionOf);
    if (recall && precision && worst > 0)
        text += tr(" Lowest recall: “%1” (%2); lowest precision: “%3” (%4).")
                    .arg(sight.className(*recall), percentText(*recallOf(matrix, *recall)), sight.className(*precision),
                         percentText(*precisionOf(matrix, *precision)));
    return text;
}

std::string ConfusionView::table() const {
    std::string text = "run,true,predicted,images\n";
    for (const NetworkSight& sight : sights()) {
        if (!sight.findings)
            continue;
        const ConfusionMatrix matrix = confusionOf(*sight.findings, static_cast<int>(sight.shape.classes));
        for (int label = 0; label < matrix.classes; ++label)
            for (int prediction = 0; prediction < matrix.classes; ++prediction)
                text += csvCell(sight.run) + ',' + csvCell(sight.className(label)) + ',' +
                        csvCell(sight.className(prediction)) + ',' + std::to_string(matrix.at(label, prediction)) +
                        '\n';
    }
    return text;
}

void ConfusionView::paint(QCPPainter& painter, const QSize& size, bool paper) { maps_->paint(painter, size, paper); }

} // namespace unroll
