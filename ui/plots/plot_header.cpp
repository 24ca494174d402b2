#include "ui/plots/plot_header.h"

#include "ui/look/colours.h"
#include "ui/look/figure_label.h"
#include "ui/look/spacing.h"
#include "ui/plots/plot_legend.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <cmath>

namespace unroll {
namespace {

// Accuracies in percent with one decimal, losses with three.
QString figureText(PlotKind kind, double value) {
    if (!std::isfinite(value))
        return PlotHeader::tr("not finite");
    if (kind == PlotKind::Accuracy)
        return QLocale().toString(100 * value, 'f', 1) + QStringLiteral("\u2009%");
    return QLocale().toString(value, 'f', value < 100 ? 3 : 0);
}

// Rounded as it is shown, so that an arrow never stands before a zero.
QString differenceText(PlotKind kind, double difference) {
    const double shown = std::round(difference * 1000) / 1000; // a tenth of a percent, a thousandth of a loss
    if (!std::isfinite(shown))
        return {};
    if (shown == 0)
        return PlotHeader::tr("as before");
    const QString amount = kind == PlotKind::Accuracy ? QLocale().toString(100 * std::abs(shown), 'f', 1)
                                                      : QLocale().toString(std::abs(shown), 'f', 3);
    return (shown > 0 ? QStringLiteral("\u25b2 ") : QStringLiteral("\u25bc ")) + amount;
}

} // namespace

PlotHeader::PlotHeader(PlotKind kind, QWidget* parent)
    : QWidget(parent)
    , kind_(kind) {
    const bool accuracy = kind == PlotKind::Accuracy;
    title_ = new QLabel(accuracy ? tr("Accuracy") : tr("Loss"), this);
    title_->setFont(boldFont());
    caption_ = new QLabel(tr("on test images"), this);
    caption_->setFont(smallFont());
    figure_ =
        new FigureLabel(accuracy ? QStringLiteral("100.0\u2009%") : QStringLiteral("0.0000"), Qt::AlignRight, this);
    figure_->setFont(largeFont());
    figure_->setAccessibleName(accuracy ? tr("Test accuracy") : tr("Test loss"));
    figure_->setToolTip(
        accuracy ? tr("Share of the test images that the network reads rightly")
                 : tr("Mean cross-entropy on the test images: how much the right answers surprise the network"));
    change_ = new FigureLabel(accuracy ? QStringLiteral("\u25b2 00.0") : QStringLiteral("\u25b2 0.000"), Qt::AlignRight,
                              this);
    change_->setFont(smallFont());
    change_->setAccessibleName(tr("Change against the run before"));
    change_->setToolTip(tr("Change against the run before, at its end"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3), grid(1), grid(3), 0);
    row->setSpacing(grid(2));
    row->addWidget(title_, 0, Qt::AlignVCenter);
    row->addSpacing(grid(2));
    row->addWidget(new PlotLegend(this), 1, Qt::AlignVCenter);
    row->addWidget(change_, 0, Qt::AlignVCenter);
    row->addWidget(caption_, 0, Qt::AlignVCenter);
    row->addWidget(figure_, 0, Qt::AlignVCenter);
    takeColours();
    showFigures();
}

void PlotHeader::setValue(std::optional<double> value) {
    value_ = value;
    showFigures();
}

void PlotHeader::setValueBefore(std::optional<double> value) {
    before_ = value;
    showFigures();
}

QString PlotHeader::valueText() const { return figure_->text(); }

QString PlotHeader::changeText() const { return change_->text(); }

void PlotHeader::showFigures() {
    figure_->setText(value_ ? figureText(kind_, *value_) : QString());
    caption_->setVisible(value_.has_value());
    change_->setText(value_ && before_ ? differenceText(kind_, *value_ - *before_) : QString());
}

void PlotHeader::takeColours() {
    const Colours colours = coloursOf(palette());
    QPalette quiet = palette();
    quiet.setColor(QPalette::Text, colours.secondary); // what stands on a Base background
    if (caption_->palette().color(QPalette::Text) != colours.secondary)
        caption_->setPalette(quiet);
    change_->setColour(colours.secondary);
}

void PlotHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && caption_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
