#include "ui/plots/trace_graph.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace unroll {
namespace {

// What a line covers of each column of device pixels, from the left edge of an area on; coordinates in device pixels.
class Columns {
public:
    explicit Columns(const QRectF& area)
        : left_(std::floor(area.left()))
        , top_(area.top())
        , bottom_(area.bottom())
        , spans_(static_cast<std::size_t>(std::ceil(area.right()) - left_)) {}

    void add(QPointF from, QPointF to) {
        if (to.x() < from.x())
            std::swap(from, to);
        const int first = std::max(0, columnOf(from.x()));
        const int last = std::min(static_cast<int>(spans_.size()) - 1, columnOf(to.x()));
        const double slope = to.x() > from.x() ? (to.y() - from.y()) / (to.x() - from.x()) : 0;
        for (int column = first; column <= last; ++column) {
            const double begin = std::max(from.x(), left_ + column);
            const double end = std::min(to.x(), left_ + column + 1.0);
            cover(column, from.y() + slope * (begin - from.x()));
            cover(column, column == columnOf(to.x()) ? to.y() : from.y() + slope * (end - from.x()));
        }
    }

    std::vector<QRectF> bars() const {
        std::vector<QRectF> bars;
        for (std::size_t i = 0; i < spans_.size(); ++i) {
            const double top = std::floor(std::max(spans_[i].top, top_));
            const double bottom = std::ceil(std::min(spans_[i].bottom, bottom_));
            if (spans_[i].top <= spans_[i].bottom && top <= bottom)
                bars.emplace_back(left_ + static_cast<double>(i), top, 1, std::max(1.0, bottom - top));
        }
        return bars;
    }

private:
    struct Span {
        double top = std::numeric_limits<double>::max();
        double bottom = std::numeric_limits<double>::lowest();
    };

    int columnOf(double x) const { return static_cast<int>(std::floor(x - left_)); }
    void cover(int column, double y) {
        Span& span = spans_[static_cast<std::size_t>(column)];
        span.top = std::min(span.top, y);
        span.bottom = std::max(span.bottom, y);
    }

    double left_;
    double top_;
    double bottom_;
    std::vector<Span> spans_;
};

} // namespace

void TraceGraph::drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const {
    const QRectF area = clipRect();
    const double ratio = painter->device()->devicePixelRatioF();
    const bool dense = static_cast<double>(lines.size()) > 2 * area.width() * ratio;
    if (!dense || painter->modes().testFlag(QCPPainter::pmVectorized))
        return QCPGraph::drawLinePlot(painter, lines);
    Columns columns({area.topLeft() * ratio, area.size() * ratio});
    for (qsizetype i = 1; i < lines.size(); ++i)
        columns.add(lines[i - 1] * ratio, lines[i] * ratio);
    painter->save();
    painter->setAntialiasing(false);
    for (const QRectF& bar : columns.bars())
        painter->fillRect(QRectF(bar.topLeft() / ratio, bar.size() / ratio), mPen.color());
    painter->restore();
}

} // namespace unroll
