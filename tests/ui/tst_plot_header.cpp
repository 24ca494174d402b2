#include "ui/plots/plot_header.h"

#include "ui/plots/plot_legend.h"

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
        header.setValueBefore(0.871);
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

    void nothingIsCaptionedBeforeThereIsAFigure() {
        PlotHeader header(PlotKind::Accuracy);
        header.resize(900, 40);
        header.show();
        for (const QLabel* label : header.findChildren<QLabel*>())
            QVERIFY(!label->isVisible() || label->text() != "on test images");
    }
};

QTEST_MAIN(TestPlotHeader)
#include "tst_plot_header.moc"
