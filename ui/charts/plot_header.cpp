#include "ui/charts/plot_header.h"

#include "ui/charts/plot_legend.h"
#include "ui/charts/plot_menu.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"
#include "ui/widgets/flat_button.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

#include <cmath>

namespace unroll {
namespace {

// Accuracies in percent with one decimal, losses with three.
QString figureText(const PlotScale& scale, double value) {
    if (!std::isfinite(value))
        return PlotHeader::tr("not finite");
    if (scale.inPercent())
        return QLocale().toString(100 * (scale.showsErrors() ? 1 - value : value), 'f', 1) + QStringLiteral("\u2009%");
    return QLocale().toString(value, 'f', value < 100 ? 3 : 0);
}

// Of training batches, as exact as it is known.
QString runningText(const PlotScale& scale, double value) {
    if (!std::isfinite(value))
        return {};
    const QString text =
        scale.inPercent()
            ? QLocale().toString(100 * (scale.showsErrors() ? 1 - value : value), 'f', 0) + QStringLiteral("\u2009%")
            : QLocale().toString(value, 'f', value < 100 ? 2 : 0);
    return QStringLiteral("\u2248\u2009") + text;
}

// Rounded as it is shown, so that an arrow never stands before a zero.
QString differenceText(PlotKind kind, double difference) {
    const double shown = std::round(difference * 1000) / 1000; // a tenth of a percent, a thousandth of a loss
    if (!std::isfinite(shown))
        return {};
    const QString amount = kind == PlotKind::Accuracy ? QLocale().toString(100 * std::abs(shown), 'f', 1)
                                                      : QLocale().toString(std::abs(shown), 'f', 3);
    if (shown == 0)
        return QStringLiteral("\u00b1\u2009") + amount;
    return (shown > 0 ? QStringLiteral("\u25b2 ") : QStringLiteral("\u25bc ")) + amount;
}

QString deviationText(PlotKind kind, double deviation) {
    return QStringLiteral("\u00b1\u2009") + (kind == PlotKind::Accuracy ? QLocale().toString(100 * deviation, 'f', 1)
                                                                        : QLocale().toString(deviation, 'f', 3));
}

} // namespace

PlotHeader::PlotHeader(PlotKind kind, QWidget* parent)
    : QWidget(parent)
    , kind_(kind) {
    title_ = new QLabel(PlotScale(kind).title(), this);
    title_->setFont(boldFont());
    legend_ = new PlotLegend(this);
    setupFigures();
    setupButtons();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3), 0, grid(1), 0);
    row->setSpacing(grid(2));
    row->addWidget(title_, 0, Qt::AlignVCenter);
    row->addSpacing(grid(2));
    row->addWidget(legend_, 1, Qt::AlignVCenter);
    row->addWidget(fit_, 0, Qt::AlignVCenter);
    row->addWidget(change_, 0, Qt::AlignVCenter);
    row->addWidget(other_, 0, Qt::AlignVCenter);
    row->addWidget(caption_, 0, Qt::AlignVCenter);
    row->addWidget(figure_, 0, Qt::AlignVCenter);
    row->addWidget(spread_, 0, Qt::AlignVCenter);
    row->addWidget(menuButton_, 0, Qt::AlignVCenter);
    takeColours();
    showFigures();
}

void PlotHeader::setupFigures() {
    const bool accuracy = kind_ == PlotKind::Accuracy;
    caption_ = new QLabel(tr("on test images"), this);
    caption_->setFont(smallFont());
    figure_ =
        new FigureLabel(accuracy ? QStringLiteral("100.0\u2009%") : QStringLiteral("0.0000"), Qt::AlignRight, this);
    figure_->setFont(largeFont());
    change_ = new FigureLabel(accuracy ? QStringLiteral("\u25b2 00.0") : QStringLiteral("\u25b2 0.000"), Qt::AlignRight,
                              this);
    change_->setFont(smallFont());
    other_ = new QLabel(this);
    other_->setFont(smallFont());
    other_->setTextFormat(Qt::PlainText);
    spread_ = new QLabel(this);
    spread_->setFont(smallFont());
    spread_->setToolTip(tr("One standard deviation over the seeds"));
}

void PlotHeader::setupButtons() {
    fit_ = new FlatButton(this);
    fit_->setText(tr("Whole run"));
    fit_->setAccessibleName(tr("Show the whole run"));
    fit_->setToolTip(tr("Undo zooming and moving (F, or a double-click on the curves)"));
    fit_->hide();
    connect(fit_, &QToolButton::clicked, this, &PlotHeader::fitChosen);
    menu_ = new PlotMenu(kind_, this);
    connect(menu_, &PlotMenu::viewChosen, this, &PlotHeader::viewChosen);
    connect(menu_, &PlotMenu::fitChosen, this, &PlotHeader::fitChosen);
    menuButton_ = new FlatButton(this);
    menuButton_->setIcon(icon(QStringLiteral("curves")));
    menuButton_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    menuButton_->setAccessibleName(kind_ == PlotKind::Accuracy ? tr("How the accuracy is drawn")
                                                               : tr("How the loss is drawn"));
    menuButton_->setToolTip(kind_ == PlotKind::Accuracy ? tr("Choose axes, lines and smoothing of the accuracy")
                                                        : tr("Choose axes, lines and smoothing of the loss"));
    menuButton_->setKey(kind_ == PlotKind::Accuracy ? Qt::Key_A : Qt::Key_L);
    menuButton_->setMenu(menu_);
    menuButton_->setPopupMode(QToolButton::InstantPopup);
}

void PlotHeader::setSlot(int slot) { legend_->setSlot(slot); }

void PlotHeader::setView(const PlotView& view) {
    view_ = view;
    title_->setText(PlotScale(kind_, view).title());
    legend_->setView(view);
    menu_->setView(view);
    showFigures();
}

void PlotHeader::setZoomed(bool zoomed) {
    fit_->setVisible(zoomed);
    fitCaption();
}

void PlotHeader::setValue(std::optional<double> value, std::optional<double> deviation) {
    value_ = value;
    deviation_ = deviation;
    showFigures();
}

void PlotHeader::setRunning(std::optional<double> mean) {
    running_ = mean;
    const PlotScale scale(kind_, view_);
    if (figure_->text() != (value_ ? figureText(scale, *value_) : mean ? runningText(scale, *mean) : QString()))
        showFigures();
}

void PlotHeader::setComparison(const std::optional<PlotComparison>& comparison) {
    if (comparison == comparison_)
        return;
    comparison_ = comparison;
    showFigures();
}

QString PlotHeader::valueText() const {
    return spread_->text().isEmpty() ? figure_->text() : figure_->text() + u' ' + spread_->text();
}

QString PlotHeader::changeText() const {
    return change_->text().isEmpty() ? QString() : change_->text() + u' ' + other_->text();
}

void PlotHeader::showFigures() {
    const PlotScale scale(kind_, view_);
    const bool running = !value_ && running_;
    figure_->setText(value_ ? figureText(scale, *value_) : running ? runningText(scale, *running_) : QString());
    figure_->setColour(running ? coloursOf(palette()).secondary : QColor());
    caption_->setText(running ? tr("on training batches") : tr("on test images"));
    spread_->setText(value_ && deviation_ ? deviationText(kind_, *deviation_) : QString());
    spread_->setVisible(!spread_->text().isEmpty());
    showComparison();
    fitCaption();
    showNames();
}

void PlotHeader::showNames() {
    const PlotScale scale(kind_, view_);
    if (!value_ && running_) {
        figure_->setAccessibleName(scale.showsErrors() ? tr("Error rate on training batches")
                                   : scale.inPercent() ? tr("Accuracy on training batches")
                                                       : tr("Loss on training batches"));
        return figure_->setToolTip(tr("Mean over the training batches of late; the figure on the test images comes at "
                                      "the end of the epoch"));
    }
    figure_->setAccessibleName(scale.showsErrors() ? tr("Test error rate")
                               : scale.inPercent() ? tr("Test accuracy")
                                                   : tr("Test loss"));
    figure_->setToolTip(scale.showsErrors() ? tr("Share of the test images that the network misclassifies")
                        : scale.inPercent()
                            ? tr("Share of the test images that the network classifies correctly")
                            : tr("Mean cross-entropy on the test images, \u2212ln of the probability that the network "
                                 "gives the true class"));
}

void PlotHeader::showComparison() {
    constexpr int mostName = grid(20);
    const double sign = PlotScale(kind_, view_).showsErrors() ? -1 : 1;
    const QString change = value_ && comparison_ ? differenceText(kind_, sign * comparison_->change) : QString();
    change_->setText(change);
    other_->setVisible(!change.isEmpty());
    if (change.isEmpty()) {
        other_->clear();
        return;
    }
    const QString name = other_->fontMetrics().elidedText(comparison_->name, Qt::ElideRight, mostName);
    other_->setText(tr("vs %1").arg(name));
    const QString help = comparison_->epoch > 0
                             ? tr("Change against %1, both at epoch %2").arg(comparison_->name).arg(comparison_->epoch)
                             : tr("Change against %1, both at their ends").arg(comparison_->name);
    for (QWidget* part : {static_cast<QWidget*>(change_), static_cast<QWidget*>(other_)}) {
        part->setAccessibleName(help);
        part->setToolTip(help.toHtmlEscaped());
    }
}

// The figure comes before its change, which keeps its place while there is none, and the lines' names before the
// caption: which of them is meant is seen nowhere else, what the figure is says its tooltip.
void PlotHeader::fitCaption() {
    caption_->hide();
    change_->show();
    other_->setVisible(!other_->text().isEmpty());
    layout()->invalidate();
    if (layout()->minimumSize().width() > this->width()) {
        change_->hide();
        other_->hide();
    }
    const int width = caption_->sizeHint().width() + layout()->spacing();
    layout()->invalidate();
    const int others = layout()->sizeHint().width();
    caption_->setVisible((value_ || running_) && others + width <= this->width());
}

void PlotHeader::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitCaption();
}

void PlotHeader::takeColours() {
    const Colours colours = coloursOf(palette());
    QPalette quiet = palette();
    quiet.setColor(QPalette::Text, colours.secondary); // what stands on a Base background
    for (QLabel* label : {caption_, other_, spread_})
        if (label->palette().color(QPalette::Text) != colours.secondary)
            label->setPalette(quiet);
    change_->setColour(colours.secondary);
    figure_->setColour(!value_ && running_ ? colours.secondary : QColor());
}

void PlotHeader::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && caption_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
