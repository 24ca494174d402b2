// A graph as boxes and lines: what is computed is filled, where gradients have arrived is framed, and one box is the
// operation that ran last. A person presses a box, drags the paper, turns the wheel to come nearer.
#pragma once

#include "ui/inspect/graph_layout.h"

#include <QFont>
#include <QWidget>

#include <optional>
#include <vector>

namespace unroll {

struct GraphBox {
    QString title{};
    QString detail{}; // its shape
    enum class Kind { Operation, Given, Stack } kind = Kind::Operation;
    bool computed = false;
    bool arrived = false; // a gradient
    bool wrong = false;   // a number in it is not finite
};

class GraphCanvas : public QWidget {
    Q_OBJECT

public:
    explicit GraphCanvas(QWidget* parent = nullptr);

    QSizeF sizeOf(const GraphBox& box) const; // before it is laid out

    void setGraph(GraphLayout layout, std::vector<GraphEdge> edges); // keeps the boxes
    void setBoxes(std::vector<GraphBox> boxes);                      // as many as the graph has
    void setNote(const QString& note);                               // stands there as long as there is no layout
    void setCurrent(std::optional<int> box);                         // brings it into sight
    void setChosen(std::optional<int> box);

    void paint(QPainter& painter, const QSize& size, const QPalette& palette) const;

    QSize sizeHint() const override { return {320, 260}; }
    QSize minimumSizeHint() const override { return {120, 100}; }

signals:
    void boxChosen(int box);
    void stepWanted(int steps); // by the arrow keys
    void endWanted(bool last);  // by Home and End

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF rectOf(std::size_t box) const; // in the layout
    double fitting(const QSize& size) const;
    double scaleFor(const QSize& size) const;
    QPointF originFor(const QSize& size) const;
    std::optional<int> boxAt(const QPointF& position) const;
    void reveal(int box);
    void drawBox(QPainter& painter, std::size_t box, const QPalette& palette) const;

    GraphLayout layout_;
    std::vector<GraphEdge> edges_;
    std::vector<GraphBox> boxes_;
    QString note_;
    std::optional<int> current_;
    std::optional<int> chosen_;
    std::optional<double> zoom_; // nothing: as large as fits, and can be read
    QPointF middle_;             // of what is in sight, in the layout
    std::optional<QPointF> pressed_;
    bool drags_ = false;
};

} // namespace unroll
