// A digit as a network reads it, piece after piece: what was read up to a cell is inked, what comes is faint, the
// cell's own piece is tinted. In place of the ink it can show a number for every pixel.
#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace unroll {

class ReadingCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ReadingCanvas(QWidget* parent = nullptr);

    // `cellOfPixel` says for every pixel, row by row, which cell reads it; -1: nobody knows yet.
    void setImage(const QImage& image, std::vector<int> cellOfPixel);
    void setCell(int cell);

    // Numbers of either sign, one for each pixel; empty shows the ink.
    void setPixelValues(std::vector<float> values);

    void paint(QPainter& painter, const QRect& room, const QPalette& palette) const;

    QSize sizeHint() const override { return {240, 240}; }
    QSize minimumSizeHint() const override { return {84, 84}; }

signals:
    void cellChosen(int cell); // by the mouse or an arrow key

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRect place(const QRect& room) const;
    QImage drawn(const QPalette& palette) const;
    int cells() const;
    std::size_t pixelAt(int x, int y) const; // of a pixel among all

    QImage image_;
    std::vector<int> cellOfPixel_;
    std::vector<float> values_;
    int cell_ = 0;
};

} // namespace unroll
