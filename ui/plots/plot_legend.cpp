#include "ui/plots/plot_legend.h"

#include "ui/look/spacing.h"
#include "ui/plots/plot_theme.h"

#include <QEvent>
#include <QPainter>

#include <array>

namespace unroll {
namespace {

constexpr int sampleWidth = 24;
constexpr int between = grid(4);
constexpr double marker = 3.5; // half of a marker's width

enum class Line { Test, Train, Batches };
constexpr std::array lines{Line::Test, Line::Train, Line::Batches};

QString nameOf(Line line) {
    switch (line) {
    case Line::Test:
        return PlotLegend::tr("test");
    case Line::Train:
        return PlotLegend::tr("training");
    case Line::Batches:
        return PlotLegend::tr("batches");
    }
    return {};
}

void drawSample(QPainter& painter, Line line, const PlotTheme& theme, double x, double y) {
    const QPointF middle(x + sampleWidth / 2.0, y);
    QPen pen(line == Line::Batches ? theme.batches : theme.run, line == Line::Test ? 2 : line == Line::Train ? 1.5 : 1);
    if (line == Line::Train)
        pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(QPointF(x, y), QPointF(x + sampleWidth, y));
    painter.setPen(QPen(theme.run, 1.5));
    if (line == Line::Test) {
        painter.setBrush(theme.run);
        painter.drawEllipse(middle, marker, marker);
    } else if (line == Line::Train) {
        painter.setBrush(theme.background);
        painter.drawRect(QRectF(middle.x() - marker, middle.y() - marker, 2 * marker, 2 * marker));
    }
}

} // namespace

PlotLegend::PlotLegend(QWidget* parent)
    : QWidget(parent) {
    setFont(smallFont());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setToolTip(tr("Per epoch: test images (solid), training images (dashed); thin: every single batch"));
}

QSize PlotLegend::sizeHint() const {
    const QFontMetrics metrics(font());
    int width = -between;
    for (const Line line : lines)
        width += sampleWidth + grid(1) + metrics.horizontalAdvance(nameOf(line)) + between;
    return {width, metrics.height()};
}

void PlotLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const PlotTheme theme = screenTheme(palette());
    const QFontMetrics metrics = painter.fontMetrics();
    double x = 0;
    for (const Line line : lines) {
        const int nameWidth = metrics.horizontalAdvance(nameOf(line));
        if (x + sampleWidth + grid(1) + nameWidth > width())
            return; // a narrow window shows the entries that fit, whole
        drawSample(painter, line, theme, x, height() / 2.0);
        x += sampleWidth + grid(1);
        painter.setPen(theme.referenceText);
        painter.drawText(QPointF(x, (height() - metrics.height()) / 2.0 + metrics.ascent()), nameOf(line));
        x += nameWidth + between;
    }
}

void PlotLegend::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace unroll
