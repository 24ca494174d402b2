#include "ui/export/plot_export_dialog.h"

#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <array>

namespace unroll {
namespace {

constexpr std::array formats{PlotFormat::Png, PlotFormat::Svg, PlotFormat::Pdf, PlotFormat::Tikz};
constexpr double heightOfWidth = 0.625;

} // namespace

QString PlotPicture::fileName() const {
    const QString name = kinds.size() > 1                      ? QStringLiteral("plots.")
                         : kinds.front() == PlotKind::Accuracy ? QStringLiteral("accuracy.")
                                                               : QStringLiteral("loss.");
    return name + suffixOf(format);
}

PlotExportDialog::PlotExportDialog(QWidget* parent)
    : QDialog(parent) {
    setWindowTitle(tr("Save plots"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(grid(4), grid(4), grid(4), grid(4));
    form->setSpacing(grid(2));
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
    static_cast<QFormLayout*>(layout())->addRow(label, choice);
    connect(choice, &QComboBox::currentIndexChanged, this, &PlotExportDialog::describe);
    return choice;
}

void PlotExportDialog::setupSize() {
    auto* form = static_cast<QFormLayout*>(layout());
    width_ = new QSpinBox(this);
    width_->setRange(240, 4000);
    width_->setSingleStep(40);
    width_->setValue(PlotPicture().size.width());
    width_->setToolTip(tr("Of each plot, in points of 1/96 inch: what text is large or small against"));
    width_->setAccessibleName(tr("Width"));
    form->addRow(tr("&Width"), width_);
    connect(width_, &QSpinBox::valueChanged, this, &PlotExportDialog::describe);
    scale_ = addChoice(
        tr("&Scale"), tr("Pixels per point of a PNG picture: more for print"),
        {QStringLiteral("1\u00d7"), QStringLiteral("2\u00d7"), QStringLiteral("3\u00d7"), QStringLiteral("4\u00d7")});
    scale_->setCurrentIndex(1);
    size_ = new QLabel(this);
    size_->setFont(smallFont());
    form->addRow(QString(), size_);
}

void PlotExportDialog::setupButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* save = buttons->addButton(tr("Save\u2026"), QDialogButtonBox::AcceptRole);
    save->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({}); // the style's is none of ours
    static_cast<QFormLayout*>(layout())->addRow(buttons);
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
    picture.size = {width_->value(), qRound(width_->value() * heightOfWidth)};
    picture.scale = scale_->currentIndex() + 1;
    return picture;
}

void PlotExportDialog::describe() {
    if (!size_) // not all is there yet
        return;
    const PlotPicture chosen = picture();
    const bool pixels = chosen.format == PlotFormat::Png;
    scale_->setEnabled(pixels);
    width_->setEnabled(chosen.format != PlotFormat::Tikz);
    if (chosen.format == PlotFormat::Tikz)
        return size_->setText(tr("as wide as the text it stands in"));
    const double scale = pixels ? chosen.scale : 1;
    const int height = chosen.size.height() * static_cast<int>(chosen.kinds.size());
    size_->setText((pixels ? tr("%1 \u00d7 %2 pixels") : tr("%1 \u00d7 %2 points"))
                       .arg(qRound(chosen.size.width() * scale))
                       .arg(qRound(height * scale)));
}

} // namespace unroll
