#include "tests/support/sights.h"
#include "ui/inspect/graph_canvas.h"
#include "ui/inspect/graph_view.h"
#include "ui/plots/heat_map.h"

#include <QAbstractButton>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <limits>

using namespace unroll;

namespace {

constexpr float notYet = std::numeric_limits<float>::quiet_NaN();

std::shared_ptr<const TapeNodes> twoCells() {
    static const auto nodes =
        std::make_shared<const TapeNodes>(TapeNodes{{.name = "w", .op = "parameter", .rows = 2, .columns = 2},
                                                    {.name = "cell 1: tanh",
                                                     .op = "tanh",
                                                     .rows = 2,
                                                     .columns = 1,
                                                     .layer = 1,
                                                     .cell = 1,
                                                     .operands = {0},
                                                     .forwardStep = 1,
                                                     .backwardStep = 6},
                                                    {.name = "cell 2: tanh",
                                                     .op = "tanh",
                                                     .rows = 2,
                                                     .columns = 1,
                                                     .layer = 1,
                                                     .cell = 2,
                                                     .operands = {0, 1},
                                                     .forwardStep = 2,
                                                     .backwardStep = 5},
                                                    {.name = "loss",
                                                     .op = "softmax_cross_entropy",
                                                     .rows = 1,
                                                     .columns = 1,
                                                     .operands = {2},
                                                     .forwardStep = 3,
                                                     .backwardStep = 4}});
    return nodes;
}

// As a tape stands after the first operation.
NetworkSight atStop(int stop, int node) {
    NetworkSight sight = sightWith({}, 2, 2, 3);
    TapeState state{
        .nodes = twoCells(), .forwardStops = 3, .stops = 6, .stop = stop, .current = stop == 0 ? -1 : 1, .node = node};
    state.value = {0.5F, -0.25F};
    state.valueNorms = {1, 0.56F, notYet, notYet};
    state.gradientNorms = {notYet, notYet, notYet, notYet};
    Findings findings;
    findings.query.study = TapeStudy{};
    findings.study = std::make_shared<const StudyResult>(std::move(state));
    sight.findings = std::make_shared<const Findings>(std::move(findings));
    return sight;
}

const TapeStudy& asked(const GraphView& view) {
    static TapeStudy study;
    study = std::get<TapeStudy>(*view.wish().study);
    return study;
}

} // namespace

class TestGraphView : public QObject {
    Q_OBJECT

private slots:
    void keysAndButtonsStep() {
        LookFocus focus;
        GraphView view(focus);
        view.resize(400, 500);
        view.show();
        view.setSights({atStop(1, 1)});
        QSignalSpy wishes(&view, &InsideView::wishChanged);
        QCOMPARE(asked(view).stop, -1); // the end, at first
        auto* canvas = view.findChild<GraphCanvas*>();
        QTest::keyClick(canvas, Qt::Key_Home);
        QCOMPARE(asked(view).stop, 0);
        QTest::keyClick(canvas, Qt::Key_Right);
        QCOMPARE(asked(view).stop, 1);
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(asked(view).stop, 6); // no further than the last
        QTest::keyClick(canvas, Qt::Key_Left);
        QCOMPARE(asked(view).stop, 5);
        QCOMPARE(wishes.size(), 4);
        for (QAbstractButton* button : view.findChildren<QAbstractButton*>())
            if (button->text().startsWith("forward "))
                button->click();
        QCOMPARE(asked(view).stop, 3);
    }

    void itShowsTheNodesNumbers() {
        LookFocus focus;
        GraphView view(focus);
        view.setSights({atStop(1, 1)});
        const QList<HeatMap*> maps = view.findChildren<HeatMap*>();
        QCOMPARE(maps[0]->cells().rows, 1); // a column lies down
        QCOMPARE(maps[0]->cells().values, (std::vector<float>{0.5F, -0.25F}));
        QCOMPARE(maps[1]->cells().rows, 0); // no gradient yet
        QVERIFY2(view.sentence().contains("cell 1: tanh") && view.sentence().contains("0.56"),
                 qPrintable(view.sentence()));
        QVERIFY(QString::fromStdString(view.table()).contains("1 vanilla,2,cell 2: tanh,tanh,2,1,1,2,2,5,,\n"));
    }

    // Of two the first is drawn, and the other one says so.
    void theSecondNetworkSaysThatItIsNotDrawn() {
        LookFocus focus;
        GraphView view(focus);
        NetworkSight second = atStop(1, 1);
        second.run = "2 GRU";
        view.setSights({atStop(1, 1), second});
        QVERIFY2(view.sentence().contains("1 vanilla: 4 nodes") && view.sentence().contains("2 GRU: Not drawn"),
                 qPrintable(view.sentence()));
    }

    // The graph is laid out elsewhere; then a press on a box looks at it, or opens the stack.
    void aPressLooksAtANode() {
        LookFocus focus;
        focus.setCell(0);
        GraphView view(focus);
        view.resize(500, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setSights({atStop(1, 1)});
        auto* canvas = view.findChild<GraphCanvas*>();
        const auto press = [&](int box) {
            for (int y = 2; y < canvas->height(); y += 4) // wherever it lies
                for (int x = 2; x < canvas->width(); x += 8) {
                    QSignalSpy chosen(canvas, &GraphCanvas::boxChosen);
                    QTest::mouseClick(canvas, Qt::LeftButton, {}, QPoint(x, y));
                    if (!chosen.isEmpty() && chosen[0][0].toInt() == box)
                        return true;
                }
            return false;
        };
        QTRY_VERIFY(press(0));         // once it is laid out
        QCOMPARE(asked(view).node, 0); // the parameter
        QVERIFY(press(2));             // cell 2, stacked behind the open one
        QCOMPARE(focus.cellOf(2), 1);
    }
};

QTEST_MAIN(TestGraphView)
#include "tst_graph_view.moc"
