#include "ui/inspect/sample_grid.h"

#include "ui/inspect/digit_delegate.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/tile_fit.h"
#include "ui/state/figure_texts.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"
#include "ui/widgets/flat_button.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QVBoxLayout>

#include <utility>

namespace unroll {
namespace {

constexpr double loosest = 1.2; // how much room a tile may take of what is left, in its own size
constexpr int leastTile = 28;   // with its edge: an image of 24 pixels, in which a digit is known
constexpr int leastColumns = 3; // names that would leave fewer are cut short

} // namespace

SampleGrid::SampleGrid(DigitGridModel* model, QWidget* parent)
    : QWidget(parent)
    , model_(model) {
    count_ = new FigureLabel(tr("%1 of %2 right").arg(888).arg(888), Qt::AlignRight, this);
    count_->setFont(smallFont());
    count_->setAccessibleName(tr("Images classified correctly"));
    nothing_ = new QLabel(this);
    nothing_->setFont(smallFont());
    nothing_->setWordWrap(true);
    nothing_->setContentsMargins(grid(1), grid(1), grid(1), 0);
    setupView();
    setupChoice();

    auto* header = new QHBoxLayout;
    header->setContentsMargins(0, 0, grid(1), grid(1));
    header->addWidget(choiceButton_);
    header->addStretch(1);
    header->addWidget(count_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid(2), 0, grid(2), grid(1));
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(nothing_);
    column->addWidget(view_, 1);

    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        fitTiles();
        count();
        explainNothing();
    });
    connect(model_, &DigitGridModel::classNamesChanged, this, &SampleGrid::listChoices);
    connect(model_, &DigitGridModel::tallyChanged, this, [this] {
        count();
        explainNothing();
    });
    connect(model_, &QAbstractItemModel::dataChanged, this, &SampleGrid::count);
    connect(model_, &DigitGridModel::absenceChanged, this, &SampleGrid::count);
    takeColours();
    count();
    explainNothing();
}

void SampleGrid::setupView() {
    view_ = new QListView(this);
    delegate_ = new DigitDelegate(view_);
    view_->setModel(model_);
    view_->setItemDelegate(delegate_);
    view_->setFont(smallFont());
    view_->setViewMode(QListView::IconMode);
    view_->setMovement(QListView::Static);
    view_->setResizeMode(QListView::Adjust);
    view_->setUniformItemSizes(true);
    view_->setSelectionMode(QAbstractItemView::NoSelection);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view_->viewport()->setAutoFillBackground(false);
    view_->setObjectName(QStringLiteral("digits"));
    view_->setAccessibleName(tr("Test images and predictions"));
    view_->setToolTip(
        tr("Test images with the network's predictions: a tick for right, a cross for wrong with the true "
           "label beside it, and a bar for how sure it is; press one to look at it inside the network"));
    view_->viewport()->installEventFilter(this);
    const auto choose = [this](const QModelIndex& index) {
        emit chosen(index.data(DigitGridModel::IndexRole).toLongLong());
    };
    connect(view_, &QListView::clicked, this, choose);
    connect(view_, &QListView::activated, this, choose);
}

void SampleGrid::setupChoice() {
    choiceButton_ = new FlatButton(this);
    choiceButton_->setObjectName(QStringLiteral("digitChoice"));
    choiceButton_->setFont(smallFont());
    choiceButton_->setMaximumHeight(grid(6));
    choices_ = new QMenu(choiceButton_);
    choices_->setToolTipsVisible(true);
    choiceButton_->setMenu(choices_);
    choiceButton_->setPopupMode(QToolButton::InstantPopup);
    listChoices();
}

// Without the classes of the data before.
void SampleGrid::listChoices() {
    choices_->clear();
    std::vector<DigitChoice> all{{DigitChoice::Which::First}, {DigitChoice::Which::Misread}};
    for (int label = 0; label < model_->classNames().size(); ++label)
        all.push_back({DigitChoice::Which::OfClass, label});
    for (const DigitChoice& one : all) {
        QAction* action = choices_->addAction(choiceText(one));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, one] { choose(one); });
        if (one.which == DigitChoice::Which::Misread)
            choices_->addSeparator();
    }
    choose(choice_.which == DigitChoice::Which::OfClass ? DigitChoice{} : choice_);
}

QString SampleGrid::choiceText(DigitChoice choice) const {
    switch (choice.which) {
    case DigitChoice::Which::First:
        return tr("All");
    case DigitChoice::Which::Misread:
        return tr("Wrong");
    case DigitChoice::Which::OfClass:
        break;
    }
    return tr("“%1”").arg(model_->classNames().value(choice.label));
}

void SampleGrid::choose(DigitChoice choice) {
    choiceButton_->setText(choiceText(choice));
    choiceButton_->setAccessibleName(tr("Which test images: %1").arg(choiceText(choice)));
    choiceButton_->setToolTip(
        tr("Which test images are shown: the first of all; of the whole set those that the network "
           "misclassifies, the surest mistakes first; or those of a class"));
    choiceButton_->setKey(Qt::Key_W); // a new text loses it
    for (QAction* action : choices_->actions())
        action->setChecked(action->text() == choiceText(choice));
    const bool other = std::exchange(choice_, choice) != choice;
    count();
    if (other)
        emit choiceMade(choice);
}

QString SampleGrid::countText() const { return count_->text(); }

void SampleGrid::count() {
    const auto& tally = model_->tally();
    const int predicted = model_->predictedCount();
    QString text;
    if (!model_->absence().isEmpty())
        text = tr("No answers");
    else if (tally && choice_.which == DigitChoice::Which::Misread)
        text = tr("%1 wrong").arg(groupedText(static_cast<double>(tally->images - tally->right)));
    else if (tally && tally->images > 0)
        text = tr("%1 right").arg(percentText(static_cast<double>(tally->right) / static_cast<double>(tally->images)));
    else if (predicted > 0)
        text = tr("%1 of %2 right").arg(model_->rightCount()).arg(predicted);
    count_->setText(text);
    count_->setToolTip(!model_->absence().isEmpty() ? model_->absence().toHtmlEscaped()
                       : tally ? tr("Of the %1 test images of this choice, %2 are classified correctly")
                                     .arg(groupedText(static_cast<double>(tally->images)),
                                          groupedText(static_cast<double>(tally->right)))
                               : tr("How many of the images shown here the network classifies correctly"));
}

void SampleGrid::explainNothing() {
    nothing_->setText(model_->tally()
                          ? tr("No test image is misclassified.")
                          : tr("Test images appear here, each with what the network reads, as soon as there "
                               "is a network."));
    nothing_->setVisible(model_->rowCount() == 0);
}

// Wide enough for what the network may say.
int SampleGrid::leastWidth(int room) const {
    int least = leastTile;
    for (const QString& name : model_->classNames())
        least = std::max(least, DigitDelegate::widthFor(name, view_->font()));
    return std::min(least, std::max(leastTile, room / leastColumns));
}

void SampleGrid::fitTiles() {
    const QSize area = view_->viewport()->size();
    const int count = model_->rowCount() > 0 ? model_->rowCount() : shownDigits;
    const TileFit fit = unroll::fitTiles(count, area - QSize(2, 2), DigitDelegate::captionHeight(view_->fontMetrics()),
                                         leastWidth(area.width() - 2));
    const QSize room((area.width() - 2) / fit.columns, (area.height() - 2) / fit.rows);
    delegate_->setTileSize(fit.tile);
    const bool all = fit.columns * fit.rows >= model_->rowCount();
    const QSize whole(room.width(), (area.height() + fit.rows - 1) / fit.rows); // the next row begins below
    view_->setGridSize(all ? room.boundedTo(fit.tile * loosest) : whole);
}

void SampleGrid::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitTiles();
}

bool SampleGrid::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_->viewport() && event->type() == QEvent::Resize)
        fitTiles();
    return QWidget::eventFilter(watched, event);
}

void SampleGrid::takeColours() {
    const QColor quiet = coloursOf(palette()).secondary;
    count_->setColour(quiet);
    QPalette words = palette();
    words.setColor(QPalette::WindowText, quiet);
    nothing_->setPalette(words);
}

void SampleGrid::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && count_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
