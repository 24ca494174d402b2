#include "ui/runs/run_header.h"

#include "ui/runs/run_delegate.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QPainter>

namespace unroll {

RunHeader::RunHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent) {
    setFont(smallFont());
    setHighlightSections(false);
    setSectionsClickable(false);
    setMinimumSectionSize(grid(8));
}

QSize RunHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), fontMetrics().height() + grid(1)}; }

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
    painter->drawText(rect.adjusted(first ? grid(3) : RunDelegate::padding, 0, -RunDelegate::padding, 0),
                      static_cast<int>(alignment), first ? title.toUpper() : title);
    painter->restore();
}

} // namespace unroll
