#include "ui/panels/thumbnail_list.h"

#include "ui/look/spacing.h"
#include "ui/panels/thumbnail_delegate.h"

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
