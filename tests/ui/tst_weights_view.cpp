#include "tests/support/sights.h"
#include "ui/inspect/weights_view.h"
#include "ui/plots/heat_map.h"
#include "ui/widgets/flat_button.h"

#include <QMenu>
#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

// A parameter of four elements, a quarter of them at -1 and the others near zero; its gradient is ten times as large.
NetworkSight withParameters(int epochs = 2) {
    NetworkSight sight = sightWith({}, 2, 2, 3);
    for (int epoch = 0; epoch < epochs; ++epoch) {
        const Histogram weights{-1, 1, {1, 3, 0}};
        const Histogram gradient{-10, 10, {0, 4, 0}};
        ParameterStatistics found{.images = 5, .loss = 1};
        found.parameters = {{"rnn.weight_ih_l0", 4, 1, 2, weights, gradient},
                            {"rnn.weight_hh_l0", 4, 1.5, 2.5, weights, gradient}};
        found.layers = {{.units = 6, .saturated = 0.25, .dead = 2}};
        Findings findings;
        findings.study = std::make_shared<const StudyResult>(std::move(found));
        sight.past.push_back({epoch, std::make_shared<const Findings>(std::move(findings))});
    }
    sight.findings = sight.past.back().findings;
    return sight;
}

} // namespace

class TestWeightsView : public QObject {
    Q_OBJECT

private slots:
    void aColumnIsAnEpochsHistogram() {
        LookFocus focus;
        WeightsView view(focus);
        view.setSights({withParameters()});
        const HeatMapCells& cells = view.findChild<HeatMap*>()->cells();
        QCOMPARE(cells.columns, 2);
        QCOMPARE(cells.columnNames.back(), QString("1"));
        for (int column = 0; column < 2; ++column) {
            double sum = 0;
            for (int row = 0; row < cells.rows; ++row)
                if (!std::isnan(cells.at(row, column)))
                    sum += std::pow(10.0, static_cast<double>(cells.at(row, column)));
            QVERIFY(std::abs(sum - 1) < 1e-5); // nothing is lost
        }
        QVERIFY2(view.sentence().contains("rnn.weight_hh_l0") && view.sentence().contains("2 of 6 units") &&
                     view.sentence().contains("25.0"),
                 qPrintable(view.sentence()));
        QVERIFY(QString::fromStdString(view.table()).contains("1 vanilla,0,rnn.weight_ih_l0,4,1,2,gradient,-3.33"));
    }

    void anotherParameterIsChosen() {
        LookFocus focus;
        WeightsView view(focus);
        view.setSights({withParameters()});
        QMenu* menu = nullptr;
        for (FlatButton* button : view.findChildren<FlatButton*>())
            if (button->menu() && button->text().startsWith("rnn."))
                menu = button->menu();
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().first()->trigger();
        QVERIFY(view.sentence().contains("rnn.weight_ih_l0"));
        view.setSights({withParameters(3)}); // and stays chosen
        QVERIFY(view.sentence().contains("rnn.weight_ih_l0"));
    }

    void theGradientHasItsOwnScale() {
        LookFocus focus;
        WeightsView view(focus);
        view.setSights({withParameters()});
        const QString before = view.findChild<HeatMap*>()->cells().rowNames.front();
        for (FlatButton* button : view.findChildren<FlatButton*>())
            if (button->text() == "gradient")
                button->click();
        QCOMPARE(before, QString("0.97"));
        QCOMPARE(view.findChild<HeatMap*>()->cells().rowNames.front(), QString("9.8"));
    }
};

QTEST_MAIN(TestWeightsView)
#include "tst_weights_view.moc"
