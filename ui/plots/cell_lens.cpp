#include "ui/plots/cell_lens.h"

#include "ui/theme/spacing.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QTimer>

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

namespace unroll {
namespace {

constexpr int readableCell = 6;     // pixels
constexpr double glassWidth = 0.42; // of the plot
constexpr double glassHeight = 0.6;

// The range of so many units around a place, within the whole.
QCPRange around(double place, const QCPRange& whole) {
    const double size = std::min<double>(CellLens::cells, whole.size());
    const double lower = std::clamp(std::round(place) - size / 2 + 0.5, whole.lower, whole.upper - size);
    return {lower, lower + size};
}

} // namespace

CellLens::CellLens(QCustomPlot& plot, Over over, std::function<std::optional<double>()> marked)
    : QObject(&plot)
    , plot_(plot)
    , over_(over)
    , marked_(std::move(marked))
    , glass_(new QLabel(&plot)) {
    glass_->setObjectName(QStringLiteral("cellLens"));
    glass_->setAttribute(Qt::WA_TransparentForMouseEvents);
    glass_->setFrameShape(QFrame::Box);
    glass_->setFocusPolicy(Qt::NoFocus);
    glass_->hide();
    plot.setMouseTracking(true);
    plot.installEventFilter(this);
}

bool CellLens::isNeeded() const {
    const QCPAxisRect& rect = *plot_.axisRect();
    return plot_.xAxis->range().size() > 2 * cells && rect.width() < plot_.xAxis->range().size() * readableCell &&
           plot_.width() > grid(60) && plot_.height() > grid(30);
}

bool CellLens::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseMove && isNeeded()) {
        const QPointF place = static_cast<QMouseEvent*>(event)->position();
        if (plot_.axisRect()->rect().contains(place.toPoint()))
            show(plot_.xAxis->pixelToCoord(place.x()), plot_.yAxis->pixelToCoord(place.y()),
                 place.x() > plot_.axisRect()->rect().center().x());
        else
            hide();
    } else if (event->type() == QEvent::KeyPress && isNeeded()) {
        QTimer::singleShot(0, this, [this] { // once the key has moved the mark
            if (const auto place = marked_(); place && plot_.hasFocus() && isNeeded())
                show(*place, {}, plot_.xAxis->coordToPixel(*place) > plot_.axisRect()->rect().center().x());
        });
    } else if (event->type() == QEvent::Leave || event->type() == QEvent::FocusOut || event->type() == QEvent::Hide) {
        hide();
    }
    return QObject::eventFilter(watched, event);
}

// The plot draws it itself, in other ranges, and is as it was before anybody sees it.
void CellLens::show(double x, std::optional<double> y, bool onTheLeft) {
    const QSize size(static_cast<int>(plot_.width() * glassWidth), static_cast<int>(plot_.height() * glassHeight));
    const QCPRange columns = plot_.xAxis->range();
    const QCPRange rows = plot_.yAxis->range();
    plot_.xAxis->setRange(around(x, columns));
    if (over_ == Over::ColumnsAndRows && y && rows.size() > 2 * cells)
        plot_.yAxis->setRange(around(*y, rows));
    emit ranged();
    const QPixmap drawn = plot_.toPixmap(size.width(), size.height(), plot_.devicePixelRatioF());
    plot_.xAxis->setRange(columns);
    plot_.yAxis->setRange(rows);
    emit returned();
    plot_.replot();
    glass_->setPixmap(drawn);
    glass_->resize(size + QSize(2, 2));
    const QRect room = plot_.axisRect()->rect();
    glass_->move(onTheLeft ? room.left() + grid(1) : room.right() - glass_->width() - grid(1), room.top() + grid(1));
    glass_->show();
}

void CellLens::hide() { glass_->hide(); }

} // namespace unroll
