#include "ui/inspect/digit_delegate.h"

#include "ui/inspect/digit_grid_model.h"
#include "ui/state/digit_image.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/ink.h"

#include <QPainter>

#include <algorithm>

namespace unroll {
namespace {

constexpr int gap = 2; // around a tile
constexpr int barHeight = 3;
constexpr int narrow = 32; // tiles below this width have a smaller mark
constexpr int largestMark = 10;
constexpr int markDistance = 3;

QFont captionFont(QFont font) {
    font.setBold(true);
    return font;
}

bool said(const QModelIndex& index) { return index.data(DigitGridModel::PredictionRole).isValid(); }

} // namespace

int DigitDelegate::captionHeight(const QFontMetrics& metrics) { return metrics.height() + barHeight + 1; }

int DigitDelegate::widthFor(const QString& prediction, const QFont& font) {
    return 2 * gap + largestMark + markDistance + QFontMetrics(captionFont(font)).horizontalAdvance(prediction) + 1;
}

void DigitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setFont(option.font);
    const QRect inner = option.rect.adjusted(gap, gap, -gap, -gap);
    const QRect square(inner.topLeft(), QSize(inner.width(), inner.width()));
    const int below = square.bottom() + 1;
    const QRect bar(inner.left(), inner.bottom() - barHeight + 1, inner.width(), barHeight);
    paintImage(painter, square, option.palette, index);
    if (said(index)) {
        paintCaption(painter, QRect(inner.left(), below, inner.width(), bar.top() - below), option.palette, index);
        paintBar(painter, bar, option.palette, index);
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(option.palette.color(QPalette::WindowText), 1));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
    painter->restore();
}

void DigitDelegate::paintImage(QPainter* painter, const QRect& square, const QPalette& palette,
                               const QModelIndex& index) const {
    const Colours colours = coloursOf(palette);
    const QImage image = index.data(DigitGridModel::ImageRole).value<QImage>();
    painter->drawImage(placeOf(image.size(), square), inked(image, palette));
    const bool right = index.data(DigitGridModel::RightRole).toBool();
    const bool wrong = said(index) && !right;
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(wrong ? colours.wrong : colours.outline, wrong ? 1.5 : 1));
    painter->drawRect(QRectF(square).adjusted(0.5, 0.5, -0.5, -0.5));
}

void DigitDelegate::paintCaption(QPainter* painter, const QRect& caption, const QPalette& palette,
                                 const QModelIndex& index) const {
    const Colours colours = coloursOf(palette);
    const bool right = index.data(DigitGridModel::RightRole).toBool();
    const QColor color = right ? colours.right : colours.wrongText;
    const int mark = std::min(caption.height() - 4, caption.width() < narrow ? 8 : largestMark);
    const int markGap = caption.width() < narrow ? 1 : markDistance;
    painter->drawPixmap(caption.left(), caption.top() + (caption.height() - mark) / 2,
                        iconPixmap(right ? QStringLiteral("tick") : QStringLiteral("cross"), color, mark,
                                   painter->device()->devicePixelRatioF()));
    const QFont bold = captionFont(painter->font());
    const QFont plain = painter->font();
    painter->setFont(bold);
    painter->setPen(color);
    const QRect room = caption.adjusted(mark + markGap, 0, 0, 0);
    const QString prediction = index.data(DigitGridModel::PredictionNameRole).toString();
    const QString label = index.data(DigitGridModel::LabelNameRole).toString();
    const QString elided = QFontMetrics(bold).elidedText(prediction, Qt::ElideRight, room.width());
    painter->drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                      elided.size() > 1 ? elided : prediction); // as far as it goes
    const int both = QFontMetrics(bold).horizontalAdvance(prediction) + QFontMetrics(plain).horizontalAdvance(label);
    if (right || room.width() < both + 2)
        return; // the tool tip has the label of a tile too narrow for it
    painter->setFont(plain);
    painter->setPen(colours.secondary);
    painter->drawText(caption, Qt::AlignRight | Qt::AlignVCenter, label);
}

void DigitDelegate::paintBar(QPainter* painter, const QRect& bar, const QPalette& palette,
                             const QModelIndex& index) const {
    const Colours colours = coloursOf(palette);
    const double probability = std::clamp(index.data(DigitGridModel::ProbabilityRole).toDouble(), 0.0, 1.0);
    painter->setPen(Qt::NoPen);
    painter->setBrush(colours.outline);
    painter->drawRect(bar);
    painter->setBrush(index.data(DigitGridModel::RightRole).toBool() ? colours.right : colours.wrong);
    painter->drawRect(QRectF(bar.left(), bar.top(), bar.width() * probability, bar.height()));
}

} // namespace unroll
