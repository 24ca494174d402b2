// A graph whose markers are drawn whole at the edge of the axes.
#pragma once

#include <qcustomplot.h>

namespace unroll {

class MarkedGraph : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

protected:
    QRect clipRect() const override {
        constexpr int overhang = 8;
        return QCPGraph::clipRect().adjusted(-overhang, -overhang, overhang, overhang);
    }
};

} // namespace unroll
