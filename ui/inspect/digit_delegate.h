// Draws one test digit with what the network says of it: the prediction with a tick or a cross, the true label beside a
// wrong one, and how sure the network is as a bar.
#pragma once

#include <QStyledItemDelegate>

namespace unroll {

class DigitDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setTileSize(QSize size) { tile_ = size; }
    static int captionHeight(const QFontMetrics& metrics);
    static int widthFor(const QString& prediction,
                        const QFont& font); // of a tile that says all of it // what a tile is higher than wide

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return tile_; }

private:
    void paintImage(QPainter* painter, const QRect& square, const QPalette& palette, const QModelIndex& index) const;
    void paintCaption(QPainter* painter, const QRect& caption, const QPalette& palette, const QModelIndex& index) const;
    void paintBar(QPainter* painter, const QRect& bar, const QPalette& palette, const QModelIndex& index) const;

    QSize tile_;
};

} // namespace unroll
