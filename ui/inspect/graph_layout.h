// Where the nodes and edges of a graph are drawn, from top to bottom: laid out by Graphviz's dot.
#pragma once

#include <QPainterPath>
#include <QPointF>
#include <QSizeF>

#include <vector>

namespace unroll {

struct GraphEdge {
    int from = 0;
    int to = 0;

    bool operator==(const GraphEdge&) const = default;
};

struct GraphLayout {
    QSizeF size{};
    std::vector<QPointF> centres{};    // of the nodes
    std::vector<QPainterPath> edges{}; // as they were given, each with the way of its line, arrow's point last
};

// In the unit of the nodes' sizes. May take a while: any thread, one at a time does the work. Throws
// std::runtime_error when Graphviz can't lay it out.
GraphLayout layOut(const std::vector<QSizeF>& nodes, const std::vector<GraphEdge>& edges);

} // namespace unroll
