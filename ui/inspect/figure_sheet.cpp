#include "ui/inspect/figure_sheet.h"

#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QToolTip>

#include <algorithm>
#include <numeric>

namespace unroll {

FigureSheet::FigureSheet(const QString& name, QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(name);
    setFocusPolicy(Qt::TabFocus);
}

void FigureSheet::setFigures(std::vector<SheetColumn> columns, std::vector<SheetRow> rows) {
    columns_ = std::move(columns);
    rows_ = std::move(rows);
    QStringList lines;
    for (const SheetRow& row : rows_) {
        QStringList cells;
        for (qsizetype i = 0; i < row.cells.size(); ++i)
            if (!row.cells[i].isEmpty())
                cells.append(columns_[static_cast<std::size_t>(i)].title + QStringLiteral(" ") + row.cells[i]);
        if (!row.detail.isEmpty())
            cells.append(row.detail);
        lines.append(cells.join(QStringLiteral(", ")));
    }
    setAccessibleDescription(lines.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int FigureSheet::rowHeight() const { return QFontMetrics(font()).height() + grid(2); }

int FigureSheet::heightOf(const SheetRow& row) const {
    return rowHeight() + (row.detail.isEmpty() ? 0 : QFontMetrics(smallFont(font())).height());
}

QSize FigureSheet::sizeHint() const {
    int height = rowHeight();
    for (const SheetRow& row : rows_)
        height += heightOf(row);
    return {320, height};
}

QWidget* FigureSheet::inScrollArea(QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus); // the sheet has it
    area->setWidget(this);
    return area;
}

std::vector<int> FigureSheet::widthsIn(int room) const {
    const QFontMetrics metrics(font());
    const QFontMetrics small(smallFont(font()));
    QFont heavy = font();
    heavy.setBold(true);
    const QFontMetrics bold(heavy);
    std::vector<int> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        int width = small.horizontalAdvance(columns_[i].title);
        for (const SheetRow& row : rows_)
            width = std::max(
                width, (row.stands ? bold : metrics).horizontalAdvance(row.cells.value(static_cast<qsizetype>(i))));
        widths.push_back(width + grid(3));
    }
    const int left = room - std::accumulate(widths.begin(), widths.end(), 0);
    for (std::size_t i = 0; i < columns_.size(); ++i)
        if (columns_[i].stretches)
            widths[i] = std::max(widths[i] + left, std::min(widths[i], grid(15)));
    return widths;
}

void FigureSheet::paint(QPainter& painter, const QRect& room, const QPalette& palette) const {
    const Colours colours = coloursOf(palette);
    const std::vector<int> widths = widthsIn(room.width());
    const int height = rowHeight();
    const auto write = [&](int top, const QStringList& cells, const QFont& type, const QColor& colour) {
        painter.setFont(type);
        painter.setPen(colour);
        const QFontMetrics metrics(type);
        int left = room.left();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const QRect place(left + grid(1), top, widths[i] - grid(2), height);
            const QString text = cells.value(static_cast<qsizetype>(i));
            painter.drawText(place, (columns_[i].isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter,
                             metrics.elidedText(text, Qt::ElideRight, place.width()));
            left += widths[i];
        }
    };
    QStringList titles;
    for (const SheetColumn& column : columns_)
        titles.append(column.title);
    painter.fillRect(room, palette.color(QPalette::Base));
    if (rows_.empty())
        return;
    write(room.top(), titles, smallFont(font()), colours.secondary);
    int top = room.top() + height;
    for (const SheetRow& row : rows_) {
        painter.setPen(colours.grid);
        painter.drawLine(room.left(), top, room.right(), top);
        if (row.share > 0) {
            QColor bar = colours.run;
            bar.setAlphaF(0.18F);
            painter.fillRect(QRectF(room.left(), top + 1, room.width() * std::min(row.share, 1.0), heightOf(row) - 1),
                             bar);
        }
        QFont type = font();
        type.setBold(row.stands);
        write(top, row.cells, type, row.wrong ? colours.wrongText : palette.color(QPalette::Text));
        const QFont small = smallFont(font());
        painter.setFont(small);
        painter.setPen(colours.secondary);
        const QRect below(room.left() + grid(1), top + height - grid(1), room.width() - grid(2),
                          heightOf(row) - height);
        if (!row.detail.isEmpty())
            painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter,
                             QFontMetrics(small).elidedText(row.detail, Qt::ElideRight, below.width()));
        top += heightOf(row);
    }
}

void FigureSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paint(painter, rect(), palette());
}

int FigureSheet::rowAt(int y) const {
    int top = rowHeight();
    for (std::size_t row = 0; row < rows_.size() && y >= top; ++row) {
        top += heightOf(rows_[row]);
        if (y < top)
            return static_cast<int>(row);
    }
    return -1;
}

void FigureSheet::mousePressEvent(QMouseEvent* event) {
    if (const int row = rowAt(static_cast<int>(event->position().y())); row >= 0 && event->button() == Qt::LeftButton)
        emit rowChosen(row);
}

bool FigureSheet::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (const int row = rowAt(help->pos().y()); row >= 0) {
            QToolTip::showText(help->globalPos(),
                               rows_[static_cast<std::size_t>(row)].cells.join(QStringLiteral("   ")).toHtmlEscaped(),
                               this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace unroll
