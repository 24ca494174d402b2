// A label for numbers that run: every digit takes the same width, whatever the font, and the label keeps the width of
// its widest text, so that nothing beside it moves.
#pragma once

#include <QPalette>
#include <QWidget>

namespace unroll {

class FigureLabel : public QWidget {
    Q_OBJECT

public:
    // `widest` is a sample of the widest text that will come.
    explicit FigureLabel(const QString& widest, Qt::Alignment alignment, QWidget* parent = nullptr);

    void setText(const QString& text);
    const QString& text() const { return text_; }

    void setColour(const QColor& colour); // an invalid one: the palette's text

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    int baseline() const; // from the top

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QString widest_;
    QString text_;
    Qt::Alignment alignment_;
    QColor colour_;
};

// The width of a text whose digits all take the width of the widest digit.
int figureWidth(const QFontMetrics& metrics, const QString& text);

// Draws such a text with the painter's font and pen, from x on.
void drawFigures(QPainter& painter, int x, int baseline, const QString& text);

} // namespace unroll
