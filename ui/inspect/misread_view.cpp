#include "ui/inspect/misread_view.h"

#include "ui/inspect/digit_delegate.h"
#include "ui/plots/plot_theme.h"
#include "ui/state/csv_cells.h"
#include "ui/theme/spacing.h"

#include <QBoxLayout>
#include <QListView>

#include <algorithm>

#include <qcustomplot.h>

namespace unroll {
namespace {

constexpr std::size_t mostShown = 200; // images; the table has all of them
constexpr int imageSize = 48;

} // namespace

MisreadView::MisreadView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("The digits"), parent) {
    setObjectName(QStringLiteral("misreadView"));
    setWhatsThis(tr("<p>The test images of the chosen cell of the confusion matrix, the surest first; without one, all "
                    "that are misclassified. A press on an image looks at it in all views.</p>"));
    list_ = new QListView(this);
    delegate_ = new DigitDelegate(list_);
    list_->setModel(&model_);
    list_->setItemDelegate(delegate_);
    list_->setFont(smallFont());
    list_->setViewMode(QListView::IconMode);
    list_->setMovement(QListView::Static);
    list_->setResizeMode(QListView::Adjust);
    list_->setUniformItemSizes(true);
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setAccessibleName(tr("Digits of the chosen confusion"));
    const int caption = DigitDelegate::captionHeight(QFontMetrics(list_->font()));
    delegate_->setTileSize({imageSize, imageSize + caption});
    list_->setGridSize({imageSize + 4, imageSize + caption + 4});
    drawings().addWidget(list_, 1);
    const auto look = [&focus](const QModelIndex& index) {
        focus.setSubject(TestImage{index.data(DigitGridModel::IndexRole).toLongLong()});
    };
    connect(list_, &QListView::clicked, &focus, look);
    connect(list_, &QListView::activated, &focus, look);
    connect(&focus, &LookFocus::confusionChanged, this, [this] {
        draw();
        retell();
    });
}

LookWish MisreadView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::TestImages;
    wish.interval = std::chrono::milliseconds(1000);
    return wish;
}

std::vector<Prediction> MisreadView::chosen(const NetworkSight& sight) const {
    std::vector<Prediction> all;
    if (!sight.findings)
        return all;
    const auto& wanted = focus().confusion();
    const auto& subjects = sight.findings->query.subjects;
    for (std::size_t i = 0; i < sight.findings->answers.size(); ++i) {
        const Answer& answer = sight.findings->answers[i];
        const auto* image = std::get_if<TestImage>(&subjects[i]);
        if (!image || !answer.label)
            continue;
        const bool fits = wanted ? *answer.label == wanted->label && answer.prediction == wanted->prediction
                                 : *answer.label != answer.prediction;
        if (fits)
            all.push_back({image->index, *answer.label, answer.prediction, answer.probability});
    }
    std::ranges::stable_sort(all, std::greater<>(), &Prediction::probability);
    return all;
}

// Of two networks the first one's.
void MisreadView::draw() {
    if (sights().empty() || !sights().front().testImages || !sights().front().findings)
        return model_.setImages({});
    const NetworkSight& sight = sights().front();
    std::vector<Prediction> shown = chosen(sight);
    shown.resize(std::min(shown.size(), mostShown));
    std::vector<std::int64_t> indices;
    for (const Prediction& prediction : shown)
        indices.push_back(prediction.index);
    std::vector<std::string> names;
    for (const QString& name : sight.classes)
        names.push_back(name.toStdString());
    model_.setClassNames(names);
    std::vector<std::int64_t> before;
    for (int row = 0; row < model_.rowCount(); ++row)
        before.push_back(model_.index(row).data(DigitGridModel::IndexRole).toLongLong());
    if (before != indices)
        model_.setImages(sight.testImages(indices));
    model_.setPredictions(shown);
}

QString MisreadView::choiceText(const NetworkSight& sight) const {
    const auto& wanted = focus().confusion();
    if (!wanted)
        return tr("misclassified");
    return wanted->label == wanted->prediction
               ? tr("“%1” classified correctly").arg(sight.className(wanted->label))
               : tr("“%1” taken for “%2”").arg(sight.className(wanted->label), sight.className(wanted->prediction));
}

QString MisreadView::describe(const NetworkSight& sight) const {
    const std::size_t count = chosen(sight).size();
    QString text =
        count == 1 ? tr("%1: one image").arg(choiceText(sight)) : tr("%1: %2 images").arg(choiceText(sight)).arg(count);
    text[0] = text[0].toUpper();
    return count > mostShown ? text + tr(", the %1 surest are shown.").arg(mostShown)
                             : text + tr(", the surest first.");
}

std::string MisreadView::table() const {
    std::string text = "run,test_image,true,predicted,probability\n";
    for (const NetworkSight& sight : sights())
        for (const Prediction& one : chosen(sight))
            text += csvCell(sight.run) + ',' + std::to_string(one.index) + ',' + csvCell(sight.className(one.label)) +
                    ',' + csvCell(sight.className(one.prediction)) + ',' + csvCell(one.probability) + '\n';
    return text;
}

// As many as there is room for.
void MisreadView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    const QSize tile = list_->gridSize();
    const int columns = std::max(1, size.width() / tile.width());
    const int rows = std::max(1, size.height() / tile.height());
    QStyleOptionViewItem option;
    option.font = list_->font();
    option.palette = paper ? paperTheme().palette : palette();
    for (int row = 0; row < std::min(model_.rowCount(), columns * rows); ++row) {
        option.rect =
            QRect(QPoint(row % columns * tile.width(), row / columns * tile.height()), delegate_->sizeHint({}, {}));
        delegate_->paint(&painter, option, model_.index(row));
    }
}

} // namespace unroll
