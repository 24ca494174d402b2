// Paper to draw a digit on, with the mouse, a pen or a finger.
#pragma once

#include <QImage>
#include <QPointF>
#include <QWidget>

#include <vector>

namespace unroll {

class DrawingPad : public QWidget {
    Q_OBJECT

public:
    explicit DrawingPad(QWidget* parent = nullptr);

    // Of the pad's side; of the strokes that come next.
    void setPenWidth(double share) { penWidth_ = share; }

    bool isEmpty() const { return strokes_.empty(); }

    // A picture in place of a drawing, QImage::Format_Grayscale8, 0 the paper, 255 the ink: until a stroke begins, or
    // it is taken away as one.
    void setPicture(const QImage& ink);
    bool showsPicture() const { return !picture_.isNull(); }
    bool isDrawing() const { return drawing_; } // a stroke is under way
    void undo();                                // the last stroke
    void clear();

    // Ink on paper, side x side: QImage::Format_Grayscale8, 0 the paper, 255 the ink.
    QImage image(int side) const;

    QSize sizeHint() const override { return {180, 180}; }
    QSize minimumSizeHint() const override { return {112, 112}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width; }

signals:
    void changed(); // with every piece of a stroke

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Stroke {
        double width = 0;              // of the side
        std::vector<QPointF> points{}; // 0...1
    };

    QRect paper() const;
    void paintStrokes(QPainter& painter, double side) const;
    void addPoint(const QPointF& position);

    std::vector<Stroke> strokes_;
    QImage picture_;
    double penWidth_ = 0.08;
    bool drawing_ = false;
};

} // namespace unroll
