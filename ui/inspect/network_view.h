// The network of the form, unrolled over its cells: the piece of the image that each of them reads, the state that it
// hands on, and the read-out, with the size of each.
#pragma once

#include "ui/state/network_shape.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace unroll {

// What becomes of an image in the network, cell by cell.
struct NetworkCourse {
    std::vector<int> answers{};     // the class that the read-out names after each cell
    std::vector<float> gradients{}; // norm of dL/dh after each cell, of the layer that is read out

    bool operator==(const NetworkCourse&) const = default;
};

class NetworkView : public QWidget {
    Q_OBJECT

public:
    explicit NetworkView(QWidget* parent = nullptr);

    // `cell` is what a cell does: "tanh", "LSTM". A network may be asked after every cell, or after the last.
    void setNetwork(const NetworkShape& shape, const QString& cell, bool readsOutEverywhere);

    // A bar under each cell, its gradient over six decades, and its answer; an empty one has neither, nor has one of
    // another number of cells than the network on show.
    void setCourse(NetworkCourse course);
    void setClassNames(const QStringList& names); // of digits none

    QString description() const; // the drawing in words

    QSize sizeHint() const override { return {192, 140}; }
    QSize minimumSizeHint() const override { return {160, 108}; }

signals:
    void cellChosen(int cell); // pressed, from 0

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool showsCourse() const;
    QRectF drawingArea() const;
    QString answerText(int cell) const;
    double drawSizes(QPainter& painter, const QRectF& inside) const;

    NetworkShape shape_;
    QString cell_;
    bool readsOutEverywhere_ = false;
    NetworkCourse course_;
    double sizesHeight_ = 0; // of the lines above, as they were drawn last
    QStringList names_;
};

} // namespace unroll
