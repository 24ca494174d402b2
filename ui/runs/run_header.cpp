#include "ui/runs/run_header.h"

#include "ui/runs/run_delegate.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QPainter>

namespace unroll {
namespace {

constexpr int arrowWidth = 7;
constexpr int arrowHeight = 4;

} // namespace

RunHeader::RunHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    setFont(smallFont());
    setHighlightSections(false);
    setSectionsClickable(true);
    setMinimumSectionSize(grid(8));
}

QSize RunHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), fontMetrics().height() + grid(1)}; }

// Points to where the values grow.
void RunHeader::paintArrow(QPainter& painter, QPoint place) const {
    const bool up = sortIndicatorOrder() == Qt::AscendingOrder;
    const QPoint low = place + QPoint(0, up ? arrowHeight : 0);
    const QPoint tip = place + QPoint(arrowWidth / 2, up ? 0 : arrowHeight);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(painter.pen().color());
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygon({low, tip, low + QPoint(arrowWidth, 0)}));
    painter.restore();
}

void RunHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    const Colours colours = coloursOf(palette());
    painter->save();
    painter->fillRect(rect, palette().color(QPalette::Base));
    painter->fillRect(rect.left(), rect.bottom(), rect.width(), 1, colours.grid);
    const bool first = section == 0;
    painter->setFont(first ? headingFont() : font());
    painter->setPen(colours.secondary);
    const QString title = model()->headerData(section, Qt::Horizontal).toString();
    const auto alignment = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    QRect words = rect.adjusted(first ? grid(3) : RunDelegate::padding, 0, -RunDelegate::padding, 0);
    if (sortIndicatorSection() == section) {
        const bool right = alignment & Qt::AlignRight;
        const int wide = painter->fontMetrics().horizontalAdvance(first ? title.toUpper() : title);
        const int left = right ? words.right() - wide - arrowWidth - 2 : words.left() + wide + 4;
        paintArrow(*painter, {left, words.center().y() - arrowHeight / 2});
    }
    painter->drawText(
        words, static_cast<int>(alignment),
        painter->fontMetrics().elidedText(first ? title.toUpper() : title, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace unroll
