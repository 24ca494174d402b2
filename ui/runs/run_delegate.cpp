#include "ui/runs/run_delegate.h"

#include "ui/runs/run_table_model.h"
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/run_style.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>

namespace unroll {
namespace {

constexpr int swatchWidth = 28;
constexpr int pinSize = 12;
constexpr qreal lineWidth = 2.5;

RunKind kindAt(const QModelIndex& index) { return static_cast<RunKind>(index.data(RunTableModel::KindRole).toInt()); }

bool isShown(const QModelIndex& index) { return index.data(Qt::CheckStateRole).toInt() != Qt::Unchecked; }

QPen linePen(const QModelIndex& index, const QPalette& palette, bool selected) {
    const Colours colours = coloursOf(palette);
    if (!isShown(index)) // an outline can't be seen on what is selected
        return {selected ? colours.secondary : colours.outline, 1};
    if (kindAt(index) == RunKind::Reference || kindAt(index) == RunKind::References)
        return {colours.reference, lineWidth};
    return runStyle(index.data(RunTableModel::SlotRole).toInt(), palette)
        .pen(kindAt(index) == RunKind::Seed ? 1 : lineWidth);
}

QColor textColour(const QStyleOptionViewItem& option, const QModelIndex& index) {
    const bool quiet = index.data(RunTableModel::QuietRole).toBool();
    return quiet ? coloursOf(option.palette).secondary : option.palette.color(QPalette::Text);
}

} // namespace

int RunDelegate::rowHeight(const QFontMetrics& metrics) { return std::max(grid(5), metrics.height() + grid(1)); }

QRect RunDelegate::swatchRect(const QRect& cell) {
    return {cell.left(), cell.top(), swatchWidth + padding, cell.height()};
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {grid(10), rowHeight(option.fontMetrics)};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, option.palette.color(QPalette::Highlight));
    painter->setFont(option.font);
    painter->setPen(textColour(option, index));
    if (columnOf(index).kind == RunColumn::Kind::Name) {
        paintName(painter, option, index);
    } else {
        const QFontMetrics metrics(option.font);
        const QRect inner = option.rect.adjusted(padding, 0, -padding, 0);
        const QString text = metrics.elidedText(index.data().toString(), Qt::ElideRight, inner.width());
        const bool right = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>() & Qt::AlignRight;
        const int x = right ? inner.right() + 1 - figureWidth(metrics, text) : inner.left();
        drawFigures(*painter, x, inner.center().y() + (metrics.ascent() - metrics.descent()) / 2 + 1, text);
    }
    painter->restore();
}

void RunDelegate::paintName(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QRect rest = option.rect.adjusted(padding, 0, -padding, 0);
    if (kindAt(index) == RunKind::Hint) {
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        return;
    }
    paintSwatch(painter, option, index);
    rest.setLeft(swatchRect(option.rect).right() + padding);
    if (index.data(RunTableModel::PinnedRole).toBool()) {
        painter->drawPixmap(rest.right() - pinSize + 1, rest.center().y() - pinSize / 2 + 1,
                            iconPixmap(QStringLiteral("pin"), coloursOf(option.palette).secondary, pinSize,
                                       painter->device()->devicePixelRatioF()));
        rest.setRight(rest.right() - pinSize - 2);
    }
    QFont font = option.font;
    font.setBold(index.data(RunTableModel::PresentRole).toBool());
    font.setItalic(index.data(RunTableModel::DraftRole).toBool());
    painter->setFont(font);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rest.width()));
}

// The run's line as the plots draw it; a thin grey one with a gap for what is hidden.
void RunDelegate::paintSwatch(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QRectF place = QRectF(swatchRect(option.rect)).adjusted(padding, 0, 0, 0);
    const qreal middle = place.center().y();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(linePen(index, option.palette, option.state & QStyle::State_Selected));
    if (isShown(index)) {
        painter->drawLine(QPointF(place.left(), middle), QPointF(place.right(), middle));
    } else {
        painter->drawLine(QPointF(place.left(), middle), QPointF(place.center().x() - 5, middle));
        painter->drawLine(QPointF(place.center().x() + 5, middle), QPointF(place.right(), middle));
        painter->drawEllipse(QPointF(place.center().x(), middle), 2.5, 2.5);
    }
    painter->restore();
}

bool RunDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                              const QModelIndex& index) {
    const bool press = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    const bool checkable = index.flags() & Qt::ItemIsUserCheckable;
    if (!checkable || (!press && event->type() != QEvent::MouseButtonRelease))
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !swatchRect(option.rect).contains(mouse->pos()))
        return false;
    if (press)
        return true; // neither a selection nor a double click on the row
    return model->setData(index, isShown(index) ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                   const QModelIndex& index) const {
    auto* editor = new QLineEdit(parent);
    editor->setFont(option.font);
    editor->setFrame(false);
    const bool name = columnOf(index).kind == RunColumn::Kind::Name;
    editor->setAccessibleName(name ? tr("Name of the run") : tr("Note on the run"));
    editor->setToolTip(name ? tr("A name for the run; empty for its number alone") : tr("A note on the run"));
    editor->setPlaceholderText(name ? tr("Name") : tr("Note"));
    return editor;
}

// A row that changes because it trains does not take away what was typed.
void RunDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    auto* line = qobject_cast<QLineEdit*>(editor);
    if (line && !line->isModified())
        line->setText(index.data(Qt::EditRole).toString());
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                       const QModelIndex& index) const {
    QRect place = option.rect;
    if (columnOf(index).kind == RunColumn::Kind::Name)
        place.setLeft(swatchRect(option.rect).right());
    editor->setGeometry(place);
}

} // namespace unroll
