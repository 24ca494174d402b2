#include "tests/support/drawn_runs.h"
#include "ui/plots/tikz_export.h"

#include <QRegularExpression>
#include <QTest>

using namespace unroll;

namespace {

PlotData trained() {
    PlotData data;
    data.plannedEpochs = 5;
    data.present = drawnRun({}, RunRole::Present, 5);
    data.present.batches = drawnBatches(50, 10);
    data.others = {drawnRun("100% & more", RunRole::Reference, 5, 0.6), drawnRun("eta_0", RunRole::Compared, 3, 0.7),
                   drawnRun("ghost", RunRole::Ghost, 3)};
    data.others[1].slot = 1;
    return data;
}

QString picture(const PlotData& data, PlotKind kind = PlotKind::Accuracy) {
    return QString::fromUtf8(tikz({{kind, data}}, {480, 300}));
}

// The numbers of the line that a legend's entry belongs to.
QStringList coordinatesOf(const QString& tex, const QString& name) {
    const QString before = tex.left(tex.indexOf("\\addlegendentry{" + name + "}"));
    return before.mid(before.lastIndexOf("coordinates {") + 13).remove("};").simplified().split(' ');
}

} // namespace

class TestTikzExport : public QObject {
    Q_OBJECT

private slots:
    void everyGroupIsClosed() {
        const QString tex = picture(trained());
        QCOMPARE(tex.count('{') - tex.count("\\{"), tex.count('}') - tex.count("\\}"));
        QCOMPARE(tex.count('['), tex.count(']'));
        for (const char* environment : {"tikzpicture", "axis"}) {
            QCOMPARE(tex.count(QStringLiteral("\\begin{%1}").arg(environment)), 1);
            QCOMPARE(tex.count(QStringLiteral("\\end{%1}").arg(environment)), 1);
        }
        static const QRegularExpression plot("\\\\addplot\\[[^\\]]+\\] coordinates \\{[^}]+\\};");
        QCOMPARE(tex.count(plot), tex.count("\\addplot"));
    }

    void everyColourIsDefinedBeforeItIsUsed() {
        const QString tex = picture(trained());
        static const QRegularExpression use("unroll[0-9A-F]{6}");
        for (auto match = use.globalMatch(tex); match.hasNext();) {
            const auto found = match.next();
            const qsizetype defined = tex.indexOf(QStringLiteral("\\definecolor{%1}").arg(found.captured()));
            QVERIFY(defined >= 0 && defined <= found.capturedStart());
        }
    }

    void linesHaveTheirCoordinates() {
        const QString tex = picture(trained());
        QCOMPARE(coordinatesOf(tex, "test images"), (QStringList{"(1,80)", "(2,82)", "(3,84)", "(4,86)", "(5,88)"}));
        QCOMPARE(coordinatesOf(tex, "eta\\_0").size(), 3);
        QCOMPARE(coordinatesOf(tex, "single batches").size(), 50);
        QCOMPARE(coordinatesOf(tex, "100\\% \\& more").front(), QString("(1,60)"));
        QVERIFY(!tex.contains("ghost"));
    }

    void longLinesHaveFewMarks() {
        PlotData data = trained();
        QVERIFY(picture(data).contains("mark repeat=1]"));
        data.present = drawnRun({}, RunRole::Present, 100);
        QCOMPARE(picture(data).count("mark repeat=4]"), 2); // test images and training images
    }

    void viewIsThatOfTheWindow() {
        PlotData data = trained();
        data.view.logarithmicLoss = true;
        data.view.train = false;
        data.view.axis = PlotView::Axis::Seconds;
        data.horizontal = AxisRange{1, 3};
        const QString tex = picture(data, PlotKind::Loss);
        QVERIFY(tex.contains("ymode=log"));
        QVERIFY(tex.contains("xmin=1, xmax=3"));
        QVERIFY(tex.contains("xlabel={Seconds of training}"));
        QVERIFY(!tex.contains("training images"));
    }

    void bandsAreClosedAreas() {
        PlotData data = trained();
        data.others[1].deviations = data.others[1].epochs;
        for (EpochMetrics& deviation : data.others[1].deviations)
            deviation.testAccuracy = 0.01;
        const QString tex = picture(data);
        QVERIFY(tex.contains("(1,71) (2,73) (3,75) (3,73) (2,71) (1,69)\n} -- cycle;"));
    }

    void textsAreSetAsTheyAre_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("set");
        QTest::newRow("plain") << "eta 0.03" << QByteArray("eta 0.03");
        QTest::newRow("special") << "a_b^c~{d}\\"
                                 << QByteArray("a\\_b\\textasciicircum{}c\\textasciitilde{}\\{d\\}\\textbackslash{}");
        QTest::newRow("accents") << QStringLiteral("\u00e9t\u00e9 #1") << QByteArray("\xc3\xa9t\xc3\xa9 \\#1");
    }
    void textsAreSetAsTheyAre() {
        QFETCH(QString, text);
        QTEST(latexText(text), "set");
    }
};

QTEST_MAIN(TestTikzExport)
#include "tst_tikz_export.moc"
