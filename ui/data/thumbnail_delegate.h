// Draws a small image with lines of text below it: its name and, in a list of classes, how many there are.
#pragma once

#include <QStyledItemDelegate>

namespace unroll {

class ThumbnailDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    // The rows of `imageRole` are grey images, as inked() takes them. `countRole`: a number below the name; -1: none.
    ThumbnailDelegate(int imageRole, int countRole, QObject* parent);

    void setImageSide(int side) { side_ = side; } // in device-independent pixels

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintImage(QPainter* painter, const QRect& square, const QPalette& palette, const QModelIndex& index) const;
    void paintText(QPainter* painter, const QRect& line, const QString& text) const;

    int imageRole_;
    int countRole_;
    int side_ = 40;
};

} // namespace unroll
