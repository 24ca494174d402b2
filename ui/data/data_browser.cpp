#include "ui/data/data_browser.h"

#include "ui/data/augmentation_bar.h"
#include "ui/data/class_list_model.h"
#include "ui/data/image_list_model.h"
#include "ui/data/thumbnail_delegate.h"
#include "ui/data/thumbnail_list.h"
#include "ui/data/variant_strip.h"
#include "ui/state/figure_texts.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

constexpr int imageSide = 40;
constexpr int classSide = 44;
constexpr int usefulWidth = 348;

QString fourDecimals(double number) { return QLocale().toString(number, 'f', 4); }

} // namespace

DataBrowser::DataBrowser(QWidget* parent)
    : QWidget(parent)
    , images_(new ImageListModel(this))
    , classes_(new ClassListModel(this)) {
    QWidget* header = headerRow();
    setupLabels();
    setupAugmentation();
    setupClasses();
    setupImages();
    variants_ = new VariantStrip(this);
    variants_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(grid(2), 0, grid(2), grid(1));
    column->setSpacing(grid(1));
    column->addWidget(header);
    column->addWidget(augmentation_);
    column->addWidget(figures_);
    column->addWidget(classView_);
    column->addWidget(imageView_, 1);
    column->addWidget(variants_);
    column->addWidget(source_);
    setMinimumWidth(usefulWidth);
    connect(images_, &ImageListModel::imagesWanted, this, &DataBrowser::imagesWanted);
    clear();
    takeColours();
}

FlatButton* DataBrowser::addPart(DataPart part, const QString& text, const QString& help) {
    auto* button = new FlatButton(this);
    button->setText(text);
    button->setCheckable(true);
    button->setChecked(part == part_);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setToolTip(help);
    connect(button, &QToolButton::toggled, this, [this, part](bool on) {
        if (on)
            choosePart(part);
    });
    return button;
}

QWidget* DataBrowser::headerRow() {
    auto* header = new QWidget(this);
    FlatButton* train = addPart(DataPart::Train, tr("Training"), tr("Show the images that the network learns from"));
    train->setObjectName(QStringLiteral("trainPart"));
    FlatButton* test = addPart(DataPart::Test, tr("Test"), tr("Show the images that it is tested on"));
    test->setObjectName(QStringLiteral("testPart"));
    auto* one = new QButtonGroup(this);
    one->addButton(train);
    one->addButton(test);
    index_ = new QSpinBox(this);
    index_->setObjectName(QStringLiteral("imageIndex"));
    index_->setAccessibleName(tr("Index of the image"));
    index_->setToolTip(tr("Go to the image with this index, counted from 0"));
    index_->setKeyboardTracking(false);
    connect(index_, &QSpinBox::valueChanged, this, &DataBrowser::goTo);
    auto* label = new QLabel(tr("Image"), this);
    label->setBuddy(index_);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(grid(1));
    row->addWidget(train);
    row->addWidget(test);
    row->addStretch(1);
    row->addWidget(label);
    row->addWidget(index_);
    return header;
}

void DataBrowser::setupLabels() {
    for (QLabel** label : {&figures_, &source_}) {
        *label = new QLabel(this);
        (*label)->setFont(smallFont());
        (*label)->setWordWrap(true);
        (*label)->setTextFormat(Qt::PlainText);
        (*label)->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    figures_->setObjectName(QStringLiteral("dataFigures"));
    source_->setObjectName(QStringLiteral("dataSource"));
}

void DataBrowser::setupAugmentation() {
    augmentation_ = new AugmentationBar(this);
    connect(augmentation_, &AugmentationBar::lookChanged, this, [this] {
        images_->outdateImages();
        emit lookChosen();
        wantVariants();
    });
}

void DataBrowser::setupClasses() {
    auto* delegate = new ThumbnailDelegate(ClassListModel::ImageRole, ClassListModel::CountRole, this);
    delegate->setImageSide(classSide);
    classView_ = new ThumbnailList(classes_, delegate, this);
    classView_->setObjectName(QStringLiteral("dataClasses"));
    classView_->setAccessibleName(tr("Classes"));
    classView_->setToolTip(tr("The mean image of each class; choose one to see its images alone"));
    classView_->showOneRow();
    connect(classView_->selectionModel(), &QItemSelectionModel::currentChanged, this, &DataBrowser::chooseClass);
}

void DataBrowser::setupImages() {
    auto* delegate = new ThumbnailDelegate(ImageListModel::ImageRole, -1, this);
    delegate->setImageSide(imageSide);
    imageView_ = new ThumbnailList(images_, delegate, this);
    imageView_->setObjectName(QStringLiteral("dataImages"));
    imageView_->setAccessibleName(tr("Images"));
    imageView_->setToolTip(tr("The images of the set with their classes"));
    imageView_->setWrapping(true);
    imageView_->setResizeMode(QListView::Adjust);
    imageView_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    imageView_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    imageView_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that opening it moves nothing
    connect(imageView_->selectionModel(), &QItemSelectionModel::currentChanged, this, &DataBrowser::follow);
}

void DataBrowser::clear() {
    const QSignalBlocker silence(index_);
    images_->setPart(part_, {}, {});
    classes_->clear();
    wantVariants();
    index_->setRange(0, 0);
    figures_->setText(info_.dataName.empty() ? tr("No data yet") : tr("Looking at the images\u2026"));
}

void DataBrowser::setInfo(const SessionInfo& info) {
    info_ = info;
    clear();
    source_->setText(tr("%1: %2 \u00d7 %3 pixels, %4 classes; SHA-256 %5")
                         .arg(QString::fromStdString(info.dataName), QString::number(info.width),
                              QString::number(info.height), QString::number(info.classes),
                              QString::fromStdString(info.dataSha256)));
}

DataLook DataBrowser::look() const { return augmentation_->look(); }

void DataBrowser::setSetting(const Hyperparameters& setting) { augmentation_->setSetting(setting); }

// Images that only look otherwise than before stay where they are.
void DataBrowser::setSummary(const DataSummary& summary) {
    const QSignalBlocker silence(index_);
    const bool isKnown = images_->imageCount() > 0;
    const int shownClass = isKnown ? classView_->currentIndex().row() : 0;
    if (!isKnown)
        images_->setPart(part_, summary.labels, info_.classNames);
    classes_->setSummary(summary, info_);
    classView_->setCurrentIndex(classes_->index(shownClass));
    index_->setRange(0, static_cast<int>(std::max<std::int64_t>(images_->imageCount() - 1, 0)));
    if (!isKnown)
        wantVariants();
    figures_->setText(
        tr("%1 images; pixels from %2 to %3, %4 not zero; on a scale of 0\u20261 their mean is %5, "
           "their standard deviation %6")
            .arg(groupedText(static_cast<double>(images_->imageCount())))
            .arg(summary.smallest)
            .arg(summary.largest)
            .arg(percentText(summary.inked), fourDecimals(summary.mean), fourDecimals(summary.standardDeviation)));
}

void DataBrowser::addImages(const std::vector<DigitImage>& images) { images_->addImages(images); }

void DataBrowser::setVariants(const std::vector<DigitImage>& images, std::int64_t first) {
    variants_->setVariants(images, first);
}

void DataBrowser::wantVariants() {
    variants_->setVisible(augmentation_->isMoving());
    if (images_->imageCount() == 0)
        variants_->clear();
    else if (augmentation_->isMoving())
        emit variantsWanted(index_->value(), VariantStrip::shownEpochs);
}

void DataBrowser::choosePart(DataPart part) {
    if (std::exchange(part_, part) == part)
        return;
    augmentation_->setPart(part);
    clear();
    emit lookChosen();
}

void DataBrowser::chooseClass(const QModelIndex& row) {
    const int label = ClassListModel::labelOf(row.row());
    if (!row.isValid() || label == images_->shownClass())
        return;
    images_->setClass(label);
    imageView_->scrollToTop();
}

// An image that the chosen class has not is shown among all.
void DataBrowser::goTo(int index) {
    if (images_->rowOf(index) < 0)
        classView_->setCurrentIndex(classes_->index(0));
    const QModelIndex row = images_->index(images_->rowOf(index));
    imageView_->setCurrentIndex(row);
    imageView_->scrollTo(row, QAbstractItemView::PositionAtCenter);
}

void DataBrowser::follow(const QModelIndex& row) {
    if (!row.isValid())
        return;
    const QSignalBlocker silence(index_);
    index_->setValue(row.data(ImageListModel::IndexRole).toInt());
    wantVariants();
}

void DataBrowser::takeColours() {
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, coloursOf(quiet).secondary);
    for (QLabel* label : {figures_, source_})
        label->setPalette(quiet);
}

void DataBrowser::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && source_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
