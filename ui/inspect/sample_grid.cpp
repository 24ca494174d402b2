#include "ui/inspect/sample_grid.h"

#include "ui/inspect/digit_delegate.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/tile_fit.h"
#include "ui/inspect/wrong_digits.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"
#include "ui/widgets/flat_button.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

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
    count_->setAccessibleName(tr("Images read rightly"));
    nothing_ = new QLabel(this);
    nothing_->setFont(smallFont());
    nothing_->setWordWrap(true);
    nothing_->setContentsMargins(grid(1), grid(1), grid(1), 0);
    setupView();
    setupFilter();

    auto* header = new QHBoxLayout;
    header->setContentsMargins(0, 0, grid(1), grid(1));
    header->addWidget(onlyWrong_);
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
    });
    connect(model_, &QAbstractItemModel::dataChanged, this, &SampleGrid::count);
    connect(model_, &DigitGridModel::absenceChanged, this, &SampleGrid::count);
    connect(shown_, &QAbstractItemModel::modelReset, this, &SampleGrid::explainNothing);
    connect(shown_, &QAbstractItemModel::rowsInserted, this, &SampleGrid::explainNothing);
    connect(shown_, &QAbstractItemModel::rowsRemoved, this, &SampleGrid::explainNothing);
    takeColours();
    count();
    explainNothing();
}

void SampleGrid::setupView() {
    view_ = new QListView(this);
    delegate_ = new DigitDelegate(view_);
    shown_ = new WrongDigits(this);
    shown_->setSourceModel(model_);
    view_->setModel(shown_);
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

void SampleGrid::setupFilter() {
    onlyWrong_ = new FlatButton(this);
    onlyWrong_->setObjectName(QStringLiteral("onlyWrong"));
    onlyWrong_->setText(tr("Only &wrong"));
    onlyWrong_->setFont(smallFont());
    onlyWrong_->setCheckable(true);
    onlyWrong_->setAccessibleName(tr("Only wrong images"));
    onlyWrong_->setToolTip(tr("Show only the images that the network misreads"));
    connect(onlyWrong_, &QToolButton::toggled, shown_, &WrongDigits::setOnlyWrong);
}

QString SampleGrid::countText() const { return count_->text(); }

void SampleGrid::count() {
    const int predicted = model_->predictedCount();
    count_->setText(predicted > 0                 ? tr("%1 of %2 right").arg(model_->rightCount()).arg(predicted)
                    : model_->absence().isEmpty() ? QString()
                                                  : tr("No answers"));
    count_->setToolTip(model_->absence().isEmpty() ? tr("How many of the images shown here the network reads rightly")
                                                   : model_->absence().toHtmlEscaped());
}

void SampleGrid::explainNothing() {
    nothing_->setText(model_->rowCount() == 0 ? tr("Test images appear here, each with what the network reads, as soon "
                                                   "as there is a network.")
                                              : tr("None of these images is misread."));
    nothing_->setVisible(shown_->rowCount() == 0);
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
