#include "ui/inspect/graph_layout.h"

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

#include <graphviz/gvc.h>

namespace unroll {
namespace {

constexpr double pointsPerInch = 72;

void set(void* of, const char* name, const std::string& value) {
    std::string key = name;
    std::string text = value;
    std::string nothing;
    agsafeset(of, key.data(), text.data(), nothing.data());
}

// dot's vertical axis points upwards.
QPointF turned(const pointf& point, double height) { return {point.x, height - point.y}; }

QPainterPath lineOf(Agedge_t* edge, double height) {
    QPainterPath line;
    const splines* found = ED_spl(edge);
    if (!found)
        return line;
    for (int part = 0; part < static_cast<int>(found->size); ++part) {
        const bezier& curve = found->list[part];
        line.moveTo(turned(curve.list[0], height));
        for (int i = 1; i + 2 < static_cast<int>(curve.size); i += 3)
            line.cubicTo(turned(curve.list[i], height), turned(curve.list[i + 1], height),
                         turned(curve.list[i + 2], height));
        if (curve.eflag)
            line.lineTo(turned(curve.ep, height));
    }
    return line;
}

} // namespace

GraphLayout layOut(const std::vector<QSizeF>& nodes, const std::vector<GraphEdge>& edges) {
    static std::mutex mutex; // Graphviz knows one thread
    const std::lock_guard lock(mutex);
    const std::unique_ptr<GVC_t, int (*)(GVC_t*)> context(gvContext(), gvFreeContext);
    std::string name = "tape";
    const std::unique_ptr<Agraph_t, int (*)(Agraph_t*)> graph(agopen(name.data(), Agdirected, nullptr), agclose);
    set(graph.get(), "rankdir", "TB");
    set(graph.get(), "nodesep", "0.18");
    set(graph.get(), "ranksep", "0.28");
    std::vector<Agnode_t*> made;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        std::string id = std::to_string(i);
        Agnode_t* node = agnode(graph.get(), id.data(), 1);
        set(node, "shape", "box");
        set(node, "fixedsize", "true");
        set(node, "label", "");
        set(node, "width", std::to_string(nodes[i].width() / pointsPerInch));
        set(node, "height", std::to_string(nodes[i].height() / pointsPerInch));
        made.push_back(node);
    }
    std::vector<Agedge_t*> drawn;
    for (const GraphEdge& edge : edges) {
        std::string id = std::to_string(drawn.size());
        drawn.push_back(agedge(graph.get(), made[static_cast<std::size_t>(edge.from)],
                               made[static_cast<std::size_t>(edge.to)], id.data(), 1));
    }
    if (gvLayout(context.get(), graph.get(), "dot") != 0)
        throw std::runtime_error("Graphviz can't lay out the graph: is its dot plugin installed (libgvc6)?");
    GraphLayout layout;
    const boxf box = GD_bb(graph.get());
    layout.size = {box.UR.x - box.LL.x, box.UR.y - box.LL.y};
    for (Agnode_t* node : made)
        layout.centres.push_back(turned(ND_coord(node), layout.size.height()));
    for (Agedge_t* edge : drawn)
        layout.edges.push_back(lineOf(edge, layout.size.height()));
    gvFreeLayout(context.get(), graph.get());
    return layout;
}

} // namespace unroll
