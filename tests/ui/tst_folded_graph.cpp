#include "ui/inspect/folded_graph.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

namespace {

// Parameters w; image x, a slice of it for each cell; states h by cell; a loss of the last.
TapeNodes chain(std::int64_t cells) {
    TapeNodes nodes{{.name = "w", .op = "parameter"}, {.name = "x", .op = "input"}};
    int before = -1;
    int step = 0;
    for (std::int64_t cell = 1; cell <= cells; ++cell) {
        nodes.push_back({.name = "slice", .op = "slice_rows", .operands = {1}, .forwardStep = ++step});
        const int slice = static_cast<int>(nodes.size()) - 1;
        TapeNode state{
            .name = "h", .op = "tanh", .layer = 1, .cell = cell, .operands = {0, slice}, .forwardStep = ++step};
        if (before >= 0)
            state.operands.push_back(before);
        nodes.push_back(state);
        before = static_cast<int>(nodes.size()) - 1;
    }
    nodes.push_back({.name = "loss", .op = "loss", .operands = {before}, .forwardStep = ++step});
    return nodes;
}

} // namespace

class TestFoldedGraph : public QObject {
    Q_OBJECT

private slots:
    // What is made for one cell alone belongs to it; what several use to none.
    void nodesBelongToTheCellThatUsesThem() {
        const TapeNodes nodes = chain(3);
        const std::vector<std::int64_t> cells = cellsOf(nodes);
        QCOMPARE(cells, (std::vector<std::int64_t>{0, 0, 1, 1, 2, 2, 3, 3, 0}));
    }

    void theOthersAreTwoStacks() {
        const TapeNodes nodes = chain(784);
        const FoldedGraph graph = folded(nodes, 400);
        QCOMPARE(graph.nodes.size(), 7U); // w, x, two stacks, a slice, a state, the loss
        std::size_t members = 0;
        std::vector<std::pair<std::int64_t, std::int64_t>> stacks;
        for (const FoldedNode& node : graph.nodes) {
            members += node.members.size();
            if (node.node < 0)
                stacks.emplace_back(node.firstCell, node.lastCell);
        }
        QCOMPARE(members, nodes.size()); // nothing is lost
        QCOMPARE(stacks, (std::vector<std::pair<std::int64_t, std::int64_t>>{{1, 399}, {401, 784}}));
        QCOMPARE(graph.placeOf.size(), nodes.size());
        for (std::size_t i = 0; i < graph.edges.size(); ++i) {
            QVERIFY(graph.edges[i].from != graph.edges[i].to);
            QCOMPARE(std::ranges::count(graph.edges, graph.edges[i]), 1);
        }
        const auto place = [&](std::int64_t cell) { return graph.placeOf[static_cast<std::size_t>(1 + 2 * cell)]; };
        const auto has = [&](int from, int to) { return std::ranges::count(graph.edges, GraphEdge{from, to}) == 1; };
        QVERIFY(has(place(1), place(400)));
        QVERIFY(has(place(400), place(401)));
        QVERIFY(!has(place(1), place(401)));
        QVERIFY(has(place(784), graph.placeOf.back()));
    }

    void theEndsHaveOneStack() {
        QCOMPARE(folded(chain(5), 1).nodes.size(), 6U);
        QCOMPARE(folded(chain(5), 5).nodes.size(), 6U);
        QCOMPARE(folded(chain(1), 1).nodes.size(), 5U);
    }

    void allCanBeOpened() {
        const TapeNodes nodes = chain(4);
        const FoldedGraph graph = folded(nodes, 0);
        QCOMPARE(graph.nodes.size(), nodes.size());
        std::size_t operands = 0;
        for (const TapeNode& node : nodes)
            operands += node.operands.size();
        QCOMPARE(graph.edges.size(), operands);
    }
};

QTEST_GUILESS_MAIN(TestFoldedGraph)
#include "tst_folded_graph.moc"
