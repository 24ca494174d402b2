#include "ui/plots/line_ends.h"

#include "ui/plots/chart_layers.h"
#include "ui/plots/label_spread.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr int endSampleWidth = 16;
constexpr int nameGap = 4;
constexpr int margin = 8; // on both sides
constexpr int beside = margin + endSampleWidth + nameGap + margin;

} // namespace

LineEnds::LineEnds(QCustomPlot* plot)
    : QCPLayerable(plot, QLatin1String(ChartLayers::present)) {}

int LineEnds::room(const QFont& font, int width) {
    const auto roomOf = [&font](const QString& name) { return beside + QFontMetrics(font).horizontalAdvance(name); };
    const int least = roomOf(QCoreApplication::translate("unroll::LineEnds", "The paper's own"));
    const int most = roomOf(QCoreApplication::translate("unroll::LineEnds", "The paper's own, MNIST"));
    return std::clamp(width / 5, least, most);
}

int LineEnds::wantedRoom() const {
    int widest = 0;
    for (const RunGraphs* line : lines_)
        if (line->isShown() && !line->leadingCurve().empty())
            widest = std::max(widest, QFontMetrics(theme_.font).horizontalAdvance(line->run().name));
    return beside + widest;
}

std::vector<LineEnds::End> LineEnds::ends() const {
    const QCPRange shown = mParentPlot->xAxis->range();
    const QCPRange values = mParentPlot->yAxis->range();
    const auto places =
        static_cast<std::size_t>(std::max(1, mParentPlot->axisRect()->height() / QFontMetrics(theme_.font).height()));
    std::vector<End> ends;
    for (const RunGraphs* line : lines_) {
        const Curve& curve = line->leadingCurve();
        if (ends.size() == places || !line->isShown() || line->run().name.isEmpty() || curve.empty() ||
            curve.front().x > shown.upper || curve.back().x < shown.lower)
            continue;
        const double value = valueAt(curve, shown.upper);
        if (values.contains(value))
            ends.push_back({line, {std::min(curve.back().x, shown.upper), value}, value, 0});
    }
    std::vector<double> wanted;
    for (const End& end : ends)
        wanted.push_back(mParentPlot->yAxis->coordToPixel(end.value));
    const auto spread = spreadLabels(wanted, QFontMetrics(theme_.font).height(), mParentPlot->axisRect()->top(),
                                     mParentPlot->axisRect()->bottom());
    for (std::size_t i = 0; i < ends.size(); ++i)
        ends[i].centre = spread[i];
    std::ranges::stable_sort(ends, {}, &End::centre);
    return ends;
}

QStringList LineEnds::shownNames() const {
    QStringList names;
    for (const End& end : ends())
        names.append(end.line->run().name);
    return names;
}

void LineEnds::draw(QCPPainter* painter) {
    for (const End& end : ends())
        drawEnd(*painter, end);
}

void LineEnds::drawEnd(QCPPainter& painter, const End& end) const {
    const QRect area = mParentPlot->axisRect()->rect();
    const double right = area.right() + 1.0;
    const double height = mParentPlot->yAxis->coordToPixel(end.value);
    QPen pen = end.line->leadingPen();
    painter.setPen(QPen(theme_.faded(pen.color(), 0.3), 1, Qt::DotLine));
    painter.drawLine(QPointF(mParentPlot->xAxis->coordToPixel(end.last.x), height), QPointF(right, height));

    const double sample = right + margin;
    painter.drawLine(QPointF(right, height), QPointF(sample, end.centre));
    painter.setPen(pen);
    painter.drawLine(QPointF(sample, end.centre), QPointF(sample + endSampleWidth, end.centre));

    const QFontMetrics metrics(theme_.font);
    const double text = sample + endSampleWidth + nameGap;
    const int width = static_cast<int>(mParentPlot->viewport().right() - text);
    const bool reference = end.line->run().role == RunRole::Reference;
    painter.setFont(theme_.font);
    painter.setPen(reference ? theme_.referenceText : theme_.text);
    painter.drawText(QPointF(text, end.centre - metrics.height() / 2.0 + metrics.ascent()),
                     metrics.elidedText(end.line->run().name, Qt::ElideRight, width));
}

} // namespace unroll
