// Draws a cell of the table of runs: the run's line with its name, figures whose digits take the same width.
#pragma once

#include <QStyledItemDelegate>

namespace unroll {

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    static constexpr int padding = 6; // left and right of a cell's text
    static int rowHeight(const QFontMetrics& metrics);
    static QRect swatchRect(const QRect& cell); // what is clicked to hide or show a run

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

private:
    void paintName(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintSwatch(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
};

} // namespace unroll
