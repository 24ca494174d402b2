#include "ui/data/thumbnail_delegate.h"

#include "ui/state/digit_image.h"
#include "ui/state/figure_texts.h"
#include "ui/theme/colours.h"
#include "ui/theme/ink.h"

#include <QPainter>

namespace unroll {
namespace {

constexpr int gap = 3; // around a tile

} // namespace

ThumbnailDelegate::ThumbnailDelegate(int imageRole, int countRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , imageRole_(imageRole)
    , countRole_(countRole) {}

QSize ThumbnailDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const int lines = countRole_ < 0 ? 1 : 2;
    return {side_ + 2 * gap, side_ + lines * option.fontMetrics.height() + 2 * gap};
}

void ThumbnailDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setFont(option.font);
    if (option.state & QStyle::State_Selected) {
        const QRectF tile(option.rect.topLeft(), QSize(option.rect.width(), sizeHint(option, index).height()));
        painter->setPen(QPen(option.palette.color(QPalette::Highlight), 2));
        painter->drawRoundedRect(tile.adjusted(1, 1, -1, -1), 3, 3);
    }
    const int left = option.rect.left() + (option.rect.width() - side_) / 2;
    const QRect square(left, option.rect.top() + gap, side_, side_);
    paintImage(painter, square, option.palette, index);
    QRect line(option.rect.left(), square.bottom() + 1, option.rect.width(), option.fontMetrics.height());
    painter->setPen(option.palette.color(QPalette::Text));
    paintText(painter, line, index.data(Qt::DisplayRole).toString());
    if (countRole_ >= 0) {
        line.translate(0, line.height());
        painter->setPen(coloursOf(option.palette).secondary);
        paintText(painter, line, groupedText(index.data(countRole_).toDouble()));
    }
    painter->restore();
}

void ThumbnailDelegate::paintText(QPainter* painter, const QRect& line, const QString& text) const {
    const QRect room = line.adjusted(gap, 0, -gap, 0);
    painter->drawText(room, Qt::AlignCenter,
                      QFontMetrics(painter->font()).elidedText(text, Qt::ElideRight, room.width()));
}

// Within the square in its own proportions; a frame alone until its pixels have come.
void ThumbnailDelegate::paintImage(QPainter* painter, const QRect& square, const QPalette& palette,
                                   const QModelIndex& index) const {
    const QImage image = index.data(imageRole_).value<QImage>();
    const QRect place = placeOf(image.size(), square);
    if (!image.isNull())
        painter->drawImage(place, inked(image, palette));
    painter->setPen(QPen(coloursOf(palette).outline, 1));
    painter->drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace unroll
