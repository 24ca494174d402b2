#include "ui/charts/plot_header.h"

#include "ui/charts/plot_legend.h"
#include "ui/widgets/figure_label.h"

#include <QLabel>
#include <QTest>

#include <algorithm>

using namespace unroll;

class TestPlotHeader : public QObject {
    Q_OBJECT

private slots:
    void aNarrowHeaderKeepsTheNamesOfItsLines_data() {
        QTest::addColumn<PlotKind>("kind");
        QTest::newRow("accuracy") << PlotKind::Accuracy;
        QTest::newRow("loss") << PlotKind::Loss;
    }
    void aNarrowHeaderKeepsTheNamesOfItsLines() {
        QFETCH(PlotKind, kind);
        PlotHeader header(kind);
        header.setView(PlotView{});
        header.setValue(0.884);
        header.setComparison(PlotComparison{0.013, "3", 2});
        header.show();
        const auto* legend = header.findChild<PlotLegend*>();
        const auto labels = header.findChildren<QLabel*>();
        const auto caption = std::find_if(labels.begin(), labels.end(),
                                          [](const QLabel* label) { return label->text() == "on test images"; });
        QVERIFY(caption != labels.end());

        header.resize(900, header.sizeHint().height());
        QTRY_VERIFY((*caption)->isVisible());
        const int needed = header.sizeHint().width();
        for (const int lacking : {0, 1, (*caption)->width()}) {
            header.resize(needed - lacking, header.height());
            QTRY_COMPARE((*caption)->isVisible(), lacking == 0);
            QTRY_VERIFY(legend->width() >= legend->sizeHint().width());
        }
        header.resize(900, header.height());
        QTRY_VERIFY((*caption)->isVisible());
    }

    // Of a first epoch that takes long; the figure on the test images takes its place.
    void theBatchesSpeakBeforeTheFirstEpoch() {
        for (const PlotKind kind : {PlotKind::Accuracy, PlotKind::Loss}) {
            PlotHeader header(kind);
            header.resize(900, header.sizeHint().height());
            header.show();
            const auto* figure = header.findChild<FigureLabel*>();
            header.setRunning(0.714);
            QCOMPARE(header.valueText(), kind == PlotKind::Accuracy ? QStringLiteral("\u2248\u200971\u2009%")
                                                                    : QStringLiteral("\u2248\u20090.71"));
            QVERIFY(figure->accessibleName().endsWith("on training batches"));
            QTRY_VERIFY(labelled(header, "on training batches"));
            header.setValue(0.9);
            QCOMPARE(header.valueText(),
                     kind == PlotKind::Accuracy ? QStringLiteral("90.0\u2009%") : QStringLiteral("0.900"));
            QVERIFY(figure->accessibleName().startsWith("Test"));
            QTRY_VERIFY(labelled(header, "on test images"));
            header.setRunning(0.5);
            QVERIFY(!header.valueText().contains(QStringLiteral("\u2248")));
        }
    }

    void saysWhatTheChangeIsTo() {
        PlotHeader header(PlotKind::Accuracy);
        header.setComparison(PlotComparison{0.013, "wide <net>", 2});
        QVERIFY(header.changeText().isEmpty());
        header.setValue(0.884);
        QCOMPARE(header.changeText(), QStringLiteral("\u25b2 1.3 vs wide <net>"));
        const auto labels = header.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->toolTip() == "Change against wide &lt;net&gt;, both at epoch 2";
        }));
        PlotView errors;
        errors.errorRate = true;
        header.setView(errors);
        QCOMPARE(header.changeText(), QStringLiteral("\u25bc 1.3 vs wide <net>"));
        header.setComparison({});
        QVERIFY(header.changeText().isEmpty());
    }

    void aLongNameIsCutShort() {
        PlotHeader header(PlotKind::Loss);
        header.setValue(0.3);
        header.setComparison(PlotComparison{-0.1, QString(200, 'w'), 0});
        QVERIFY(header.changeText().startsWith(QStringLiteral("\u25bc 0.100 vs www")));
        QVERIFY(header.changeText().size() < 60);
    }

    void aGroupHasItsDeviation() {
        PlotHeader header(PlotKind::Accuracy);
        header.setValue(0.931, 0.0021);
        QCOMPARE(header.valueText(), QStringLiteral("93.1\u2009% \u00b1\u20090.2"));
        header.setValue(0.931);
        QCOMPARE(header.valueText(), QStringLiteral("93.1\u2009%"));
        PlotHeader loss(PlotKind::Loss);
        loss.setValue(0.238, 0.0031);
        QCOMPARE(loss.valueText(), QStringLiteral("0.238 \u00b1\u20090.003"));
    }

    void nothingIsCaptionedBeforeThereIsAFigure() {
        PlotHeader header(PlotKind::Accuracy);
        header.resize(900, 40);
        header.show();
        for (const QLabel* label : header.findChildren<QLabel*>())
            QVERIFY(!label->isVisible() || label->text() != "on test images");
    }

private:
    static bool labelled(const PlotHeader& header, const QString& text) {
        const auto labels = header.findChildren<QLabel*>();
        return std::ranges::any_of(labels,
                                   [&](const QLabel* label) { return label->isVisible() && label->text() == text; });
    }
};

QTEST_MAIN(TestPlotHeader)
#include "tst_plot_header.moc"
