#include "ui/data/thumbnail_list.h"

#include "ui/data/thumbnail_delegate.h"
#include "ui/theme/spacing.h"

#include <QScrollBar>

namespace unroll {

ThumbnailList::ThumbnailList(QAbstractItemModel* model, ThumbnailDelegate* delegate, QWidget* parent)
    : QListView(parent) {
    delegate->setParent(this);
    setModel(model);
    setItemDelegate(delegate);
    setFont(smallFont());
    setFlow(QListView::LeftToRight);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setFrameShape(QFrame::NoFrame);
    viewport()->setAutoFillBackground(false);
}

void ThumbnailList::showOneRow() {
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QStyleOptionViewItem option;
    option.fontMetrics = QFontMetrics(font());
    setFixedHeight(itemDelegate()->sizeHint(option, {}).height() + horizontalScrollBar()->sizeHint().height());
}

} // namespace unroll
