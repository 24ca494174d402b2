// The network of the form, unrolled over its cells: the piece of the image that each of them reads, the state that it
// hands on, and the read-out, with the size of each.
#pragma once

#include "ui/state/network_shape.h"

#include <QWidget>

namespace unroll {

class NetworkView : public QWidget {
    Q_OBJECT

public:
    explicit NetworkView(QWidget* parent = nullptr);

    // `cell` is what a cell does: "tanh", "LSTM". A network may be asked after every cell, or after the last.
    void setNetwork(const NetworkShape& shape, const QString& cell, bool readsOutEverywhere);

    QString description() const; // the drawing in words

    QSize sizeHint() const override { return {192, 112}; }
    QSize minimumSizeHint() const override { return {160, 92}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double drawSizes(QPainter& painter, const QRectF& inside) const;

    NetworkShape shape_;
    QString cell_;
    bool readsOutEverywhere_ = false;
};

} // namespace unroll
