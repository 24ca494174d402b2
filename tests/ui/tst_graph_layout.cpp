#include "ui/inspect/graph_layout.h"

#include <QTest>

#include <thread>

using namespace unroll;

class TestGraphLayout : public QObject {
    Q_OBJECT

private slots:
    // What is computed from others lies below them, and nothing on another.
    void itFlowsDownwards() {
        const std::vector<QSizeF> nodes{{80, 30}, {60, 30}, {100, 30}, {40, 20}};
        const std::vector<GraphEdge> edges{{0, 2}, {1, 2}, {2, 3}, {0, 3}};
        const GraphLayout layout = layOut(nodes, edges);
        QCOMPARE(layout.centres.size(), 4U);
        QCOMPARE(layout.edges.size(), 4U);
        for (const GraphEdge& edge : edges)
            QVERIFY(layout.centres[static_cast<std::size_t>(edge.from)].y() <
                    layout.centres[static_cast<std::size_t>(edge.to)].y());
        std::vector<QRectF> boxes;
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            boxes.emplace_back(layout.centres[i] - QPointF(nodes[i].width() / 2, nodes[i].height() / 2), nodes[i]);
            QVERIFY(QRectF(QPointF(), layout.size).adjusted(-1, -1, 1, 1).contains(boxes.back()));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY(!boxes[i].intersects(boxes[j]));
        }
        for (std::size_t i = 0; i < edges.size(); ++i) { // from the one to the other
            const auto near = [&](const QPointF& end, int node) {
                return boxes[static_cast<std::size_t>(node)].adjusted(-3, -3, 3, 3).contains(end);
            };
            QVERIFY(near(layout.edges[i].pointAtPercent(0), edges[i].from));
            QVERIFY(near(layout.edges[i].pointAtPercent(1), edges[i].to));
        }
    }

    void nothingIsLaidOutToo() {
        QVERIFY(layOut({}, {}).centres.empty());
        QCOMPARE(layOut({{10, 10}}, {}).centres.size(), 1U);
    }

    // Graphviz itself knows one thread at a time.
    void anyThreadMayAsk() {
        std::vector<std::thread> threads;
        std::vector<GraphLayout> found(4);
        for (GraphLayout& layout : found)
            threads.emplace_back([&layout] { layout = layOut({{50, 20}, {50, 20}}, {{0, 1}}); });
        for (std::thread& thread : threads)
            thread.join();
        for (const GraphLayout& layout : found)
            QCOMPARE(layout.centres, found.front().centres);
    }
};

QTEST_GUILESS_MAIN(TestGraphLayout)
#include "tst_graph_layout.moc"
