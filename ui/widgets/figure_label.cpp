#include "ui/widgets/figure_label.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <vector>

namespace unroll {
namespace {

int digitWidth(const QFontMetrics& metrics) {
    int widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    return widest;
}

// A digit by itself, and whatever stands between digits together: characters beyond 16 bits, accents and joined emoji
// are drawn whole.
std::vector<QString> piecesOf(const QString& text) {
    std::vector<QString> pieces;
    bool open = false; // the last piece is no digit
    for (const QChar character : text) {
        if (open && !character.isDigit())
            pieces.back() += character;
        else
            pieces.emplace_back(character);
        open = !character.isDigit();
    }
    return pieces;
}

int advance(const QFontMetrics& metrics, const QString& piece, int digit) {
    return piece.front().isDigit() ? digit : metrics.horizontalAdvance(piece);
}

} // namespace

int figureWidth(const QFontMetrics& metrics, const QString& text) {
    const int digit = digitWidth(metrics);
    int width = 0;
    for (const QString& piece : piecesOf(text))
        width += advance(metrics, piece, digit);
    return width;
}

void drawFigures(QPainter& painter, int x, int baseline, const QString& text) {
    const QFontMetrics metrics = painter.fontMetrics();
    const int digit = digitWidth(metrics);
    for (const QString& piece : piecesOf(text)) {
        const int cell = advance(metrics, piece, digit);
        painter.drawText(x + (cell - metrics.horizontalAdvance(piece)) / 2, baseline, piece);
        x += cell;
    }
}

FigureLabel::FigureLabel(const QString& widest, Qt::Alignment alignment, QWidget* parent)
    : QWidget(parent)
    , widest_(widest)
    , alignment_(alignment) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FigureLabel::setText(const QString& text) {
    if (text == text_)
        return;
    const QSize before = sizeHint();
    text_ = text;
    setAccessibleDescription(text);
    if (sizeHint() != before)
        updateGeometry();
    update();
}

void FigureLabel::setColour(const QColor& colour) {
    colour_ = colour;
    update();
}

QSize FigureLabel::sizeHint() const {
    const QFontMetrics metrics(font());
    return {std::max(figureWidth(metrics, widest_), figureWidth(metrics, text_)), metrics.height()};
}

int FigureLabel::baseline() const {
    return (height() - QFontMetrics(font()).height()) / 2 + QFontMetrics(font()).ascent();
}

void FigureLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(colour_.isValid() ? colour_ : palette().color(QPalette::WindowText));
    const int x = alignment_ & Qt::AlignRight ? width() - figureWidth(painter.fontMetrics(), text_) : 0;
    drawFigures(painter, x, baseline(), text_);
}

void FigureLabel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace unroll
