#include "ui/export/plot_export_dialog.h"

#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace unroll {
namespace {

constexpr std::array formats{PlotFormat::Png, PlotFormat::Svg, PlotFormat::Pdf, PlotFormat::Tikz};
constexpr QSize previewSize(320, 400);

// What a picture is made for; sizes in points of 1/96 inch.
struct PictureSize {
    const char* name;
    QSize size;
};
const PictureSize pictureSizes[] = {
    {QT_TRANSLATE_NOOP("unroll::PlotExportDialog", "A page on a screen"), PlotPicture().size},
    {QT_TRANSLATE_NOOP("unroll::PlotExportDialog", "One column of print, 84 mm"), {317, 216}},
    {QT_TRANSLATE_NOOP("unroll::PlotExportDialog", "Two columns of print, 174 mm"), {658, 360}},
    {QT_TRANSLATE_NOOP("unroll::PlotExportDialog", "A slide, 16 : 9"), {1280, 720}},
};

} // namespace

QString PlotPicture::fileName() const {
    const QString name = kinds.size() > 1                      ? QStringLiteral("plots.")
                         : kinds.front() == PlotKind::Accuracy ? QStringLiteral("accuracy.")
                                                               : QStringLiteral("loss.");
    return name + suffixOf(format);
}

PlotExportDialog::PlotExportDialog(Draw draw, QWidget* parent)
    : QDialog(parent)
    , draw_(std::move(draw)) {
    setWindowTitle(tr("Save plots"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(4), grid(4), grid(4), grid(4));
    row->setSpacing(grid(4));
    form_ = new QFormLayout;
    form_->setSpacing(grid(2));
    row->addLayout(form_);
    preview_ = new QLabel(this);
    preview_->setObjectName(QStringLiteral("preview"));
    preview_->setFixedSize(previewSize);
    preview_->setAlignment(Qt::AlignCenter);
    preview_->setWordWrap(true);
    preview_->setAccessibleName(tr("Preview"));
    row->addWidget(preview_);
    kinds_ = addChoice(tr("&Plots"), tr("One below the other, as they are drawn now"),
                       {tr("Accuracy and loss"), tr("Accuracy"), tr("Loss")});
    format_ = addChoice(tr("&Format"), tr("PNG is made of pixels; in the others text stays text"),
                        {tr("PNG picture"), tr("SVG drawing"), tr("PDF page"), tr("TikZ for LaTeX")});
    setupSize();
    setupButtons();
    describe();
}

QComboBox* PlotExportDialog::addChoice(const QString& label, const QString& help, const QStringList& choices) {
    auto* choice = new QComboBox(this);
    choice->addItems(choices);
    choice->setToolTip(help);
    choice->setAccessibleName(QString(label).remove(u'&'));
    form_->addRow(label, choice);
    connect(choice, &QComboBox::currentIndexChanged, this, &PlotExportDialog::describe);
    return choice;
}

void PlotExportDialog::setupSize() {
    QStringList sizes;
    for (const PictureSize& size : pictureSizes)
        sizes.append(tr(size.name));
    sizes_ = addChoice(tr("Size &for"), tr("Sets width and height; text keeps its size"),
                       sizes + QStringList{tr("As set below")});
    addSize(width_, tr("&Width"), 240, 4000);
    addSize(height_, tr("&Height"), 120, 4000);
    takeSize(0);
    connect(sizes_, &QComboBox::activated, this, &PlotExportDialog::takeSize);
    scale_ = addChoice(
        tr("&Scale"), tr("Pixels per point of a PNG picture: more for print"),
        {QStringLiteral("1\u00d7"), QStringLiteral("2\u00d7"), QStringLiteral("3\u00d7"), QStringLiteral("4\u00d7")});
    scale_->setCurrentIndex(1);
    size_ = new QLabel(this);
    size_->setFont(smallFont());
    form_->addRow(QString(), size_);
}

void PlotExportDialog::addSize(QSpinBox*& field, const QString& label, int lowest, int highest) {
    field = new QSpinBox(this);
    field->setRange(lowest, highest);
    field->setSingleStep(20);
    field->setSuffix(tr(" pt"));
    field->setToolTip(tr("Of each plot, in points of 1/96 inch: what text is large or small against"));
    field->setAccessibleName(QString(label).remove(u'&'));
    form_->addRow(label, field);
    connect(field, &QSpinBox::valueChanged, this, &PlotExportDialog::describe);
}

void PlotExportDialog::takeSize(int choice) {
    if (choice >= static_cast<int>(std::size(pictureSizes)))
        return;
    width_->setValue(pictureSizes[choice].size.width());
    height_->setValue(pictureSizes[choice].size.height());
}

void PlotExportDialog::setupButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* save = buttons->addButton(tr("Save\u2026"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({}); // the style's is none of ours
    form_->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        emit saveChosen(picture());
    });
}

PlotPicture PlotExportDialog::picture() const {
    PlotPicture picture;
    if (kinds_->currentIndex() > 0)
        picture.kinds = {kinds_->currentIndex() == 1 ? PlotKind::Accuracy : PlotKind::Loss};
    picture.format = formats[static_cast<std::size_t>(format_->currentIndex())];
    picture.size = {width_->value(), height_->value()};
    picture.scale = scale_->currentIndex() + 1;
    return picture;
}

void PlotExportDialog::describe() {
    if (!size_) // not all is there yet
        return;
    const PlotPicture chosen = picture();
    const auto named = std::ranges::find(pictureSizes, chosen.size, &PictureSize::size);
    sizes_->setCurrentIndex(static_cast<int>(named - std::begin(pictureSizes)));
    const bool pixels = chosen.format == PlotFormat::Png;
    scale_->setEnabled(pixels);
    for (QWidget* field :
         {static_cast<QWidget*>(sizes_), static_cast<QWidget*>(width_), static_cast<QWidget*>(height_)})
        field->setEnabled(chosen.format != PlotFormat::Tikz);
    if (isVisible())
        preview();
    if (chosen.format == PlotFormat::Tikz)
        return size_->setText(tr("as wide as the text it stands in"));
    const double scale = pixels ? chosen.scale : 1;
    const int height = chosen.size.height() * static_cast<int>(chosen.kinds.size());
    size_->setText((pixels ? tr("%1 \u00d7 %2 pixels") : tr("%1 \u00d7 %2 points"))
                       .arg(qRound(chosen.size.width() * scale))
                       .arg(qRound(height * scale)));
}

void PlotExportDialog::open() {
    QDialog::open();
    preview();
}

void PlotExportDialog::preview() {
    PlotPicture small = picture();
    const QSize all(small.size.width(), small.size.height() * static_cast<int>(small.kinds.size()));
    const double shrunk = std::min(1.0, std::min(static_cast<double>(previewSize.width()) / all.width(),
                                                 static_cast<double>(previewSize.height()) / all.height()));
    small.scale = shrunk * devicePixelRatioF();
    try {
        QPixmap drawn;
        drawn.loadFromData(draw_(small), "PNG");
        drawn.setDevicePixelRatio(devicePixelRatioF());
        preview_->setPixmap(drawn);
    } catch (const std::exception& error) { // as saving would say
        preview_->setText(QString::fromUtf8(error.what()));
    }
}

} // namespace unroll
