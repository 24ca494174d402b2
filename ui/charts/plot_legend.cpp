#include "ui/charts/plot_legend.h"

#include "ui/plots/line_marks.h"
#include "ui/plots/plot_theme.h"
#include "ui/theme/spacing.h"

#include <QEvent>

namespace unroll {
namespace {

constexpr int legendSampleWidth = 24;
constexpr int betweenNames = grid(4);
constexpr double markerSize = 7;

} // namespace

std::vector<PlotLegend::Line> PlotLegend::lines() const {
    std::vector<Line> lines;
    if (view_.test || !view_.train)
        lines.push_back(Line::Test);
    if (view_.train)
        lines.push_back(Line::Train);
    if (view_.batches)
        lines.push_back(Line::Batches);
    return lines;
}

QString PlotLegend::nameOf(Line line) {
    switch (line) {
    case Line::Test:
        return tr("test");
    case Line::Train:
        return tr("training");
    case Line::Batches:
        return tr("batches");
    }
    return {};
}

void PlotLegend::drawSample(QCPPainter& painter, Line line, double x, double y) const {
    const PlotTheme theme = screenTheme(*this);
    const RunStyle style = theme.style(slot_);
    QPen pen = style.pen(2);
    if (line == Line::Train)
        pen = trainingPen(style.colour, 1.5);
    else if (line == Line::Batches)
        pen = QPen(theme.faded(style.colour, 0.6), 1);
    painter.setPen(pen);
    painter.drawLine(QPointF(x, y), QPointF(x + legendSampleWidth, y));
    if (line == Line::Batches)
        return;
    const QCPScatterStyle marker = markerOf(style, line == Line::Test ? style.colour : theme.background, markerSize);
    marker.applyTo(&painter, pen);
    marker.drawShape(&painter, QPointF(x + legendSampleWidth / 2.0, y));
}

PlotLegend::PlotLegend(QWidget* parent)
    : QWidget(parent) {
    setFont(smallFont());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr(
        "Per epoch: test images (full markers), training images (dotted, hollow markers); thin: every single batch"));
}

QSize PlotLegend::sizeHint() const {
    const QFontMetrics metrics(font());
    int width = 0; // with the distance that what follows keeps
    for (const Line line : lines())
        width += legendSampleWidth + grid(1) + metrics.horizontalAdvance(nameOf(line)) + betweenNames;
    return {width, metrics.height()};
}

void PlotLegend::paintEvent(QPaintEvent*) {
    QCPPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor text = screenTheme(*this).referenceText;
    const QFontMetrics metrics = painter.fontMetrics();
    double x = 0;
    for (const Line line : lines()) {
        const int nameWidth = metrics.horizontalAdvance(nameOf(line));
        if (x + legendSampleWidth + grid(1) + nameWidth > width())
            return; // a narrow window shows the entries that fit, whole
        drawSample(painter, line, x, height() / 2.0);
        x += legendSampleWidth + grid(1);
        painter.setPen(text);
        painter.drawText(QPointF(x, (height() - metrics.height()) / 2.0 + metrics.ascent()), nameOf(line));
        x += nameWidth + betweenNames;
    }
}

void PlotLegend::setSlot(int slot) {
    slot_ = slot;
    update();
}

void PlotLegend::setView(const PlotView& view) {
    view_ = view;
    updateGeometry();
    update();
}

void PlotLegend::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace unroll
