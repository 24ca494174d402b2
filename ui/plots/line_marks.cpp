#include "ui/plots/line_marks.h"

#include <bit>

namespace unroll {
namespace {

QCPScatterStyle::ScatterShape shapeOf(RunMarker marker) {
    switch (marker) {
    case RunMarker::Disc:
        return QCPScatterStyle::ssCircle;
    case RunMarker::Square:
        return QCPScatterStyle::ssSquare;
    case RunMarker::Diamond:
        return QCPScatterStyle::ssDiamond;
    case RunMarker::Triangle:
        return QCPScatterStyle::ssTriangle;
    case RunMarker::TriangleInverted:
        return QCPScatterStyle::ssTriangleInverted;
    case RunMarker::Cross:
        return QCPScatterStyle::ssCross;
    }
    return {};
}

} // namespace

QCPScatterStyle markerOf(const RunStyle& style, const QColor& filling, double size) {
    return {shapeOf(style.marker), QPen(style.colour, 1.5), QBrush(filling), size};
}

std::size_t markerStep(std::size_t points) {
    constexpr std::size_t most = 30;
    return std::bit_ceil((points + most - 1) / most);
}

QPen trainingPen(const QColor& colour, qreal width) {
    QPen pen(colour, width, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({2, 2.5});
    return pen;
}

} // namespace unroll
