// A line of one pixel between two parts of the window.
#pragma once

#include "ui/theme/colours.h"

#include <QPainter>
#include <QWidget>

namespace unroll {

class Rule : public QWidget {
public:
    Rule(Qt::Orientation orientation, QWidget* parent)
        : QWidget(parent) {
        if (orientation == Qt::Horizontal)
            setFixedHeight(1);
        else
            setFixedWidth(1);
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), coloursOf(palette()).outline); }
};

} // namespace unroll
