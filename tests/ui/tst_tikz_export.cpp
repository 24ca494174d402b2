#include "tests/support/drawn_runs.h"
#include "ui/export/tikz_export.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
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

    void isAsWideAsItsText() {
        const QString tex = picture(trained());
        QVERIFY(tex.contains("\\noindent\\hspace*{3em}%"));
        QVERIFY(tex.contains("width=\\linewidth-3em-0.4em, height=0.495\\linewidth"));
        QVERIFY(tex.contains("\\end{tikzpicture}\\hspace*{0.4em}%"));
        QVERIFY(tex.contains("xtick={0,1,2,3,4,5}"));
    }

    // Whatever their numbers need: the axes of both begin and end at the same places.
    void severalStandUnderOneAnother() {
        PlotData data = trained();
        data.view.axis = PlotView::Axis::Images;
        const QByteArray tex = tikz({{PlotKind::Accuracy, data}, {PlotKind::Loss, data}}, {480, 300});
        QCOMPARE(tex.count("{tikzpicture}[trim axis left, trim axis right]"), 2);
        QCOMPARE(tex.count("width=\\linewidth-3em-1.3em, height=0.38\\linewidth"), 2); // for 5000
        QVERIFY(tex.contains("title={Accuracy (\\%)}"));
        QVERIFY(tex.contains("title={Loss}"));
    }

    void referencesAreToldApart() {
        PlotData data = trained();
        data.others = {drawnRun("one", RunRole::Reference, 5, 0.6), drawnRun("two", RunRole::Reference, 5, 0.5),
                       drawnRun("three", RunRole::Reference, 5, 0.4)};
        static const QRegularExpression style("addplot\\[(unroll[0-9A-F]{6}, [a-z ]*)\\] coordinates");
        QSet<QString> styles;
        const QString tex = picture(data);
        for (auto match = style.globalMatch(tex); match.hasNext();)
            styles.insert(match.next().captured(1));
        styles.removeIf([](const QString& found) { return found.contains("very thin"); });
        QCOMPARE(styles.size(), 3);
    }

    void ghostsAreOfTheWindowAlone() { QCOMPARE(picture(trained()).count("forget plot"), 1); } // eta_0's training

    void changesAreMarked() {
        PlotData data = trained();
        data.present.changes = {{2.5, "eta 0.03_"}, {99, "beyond"}};
        const QString tex = picture(data);
        QVERIFY(tex.contains("(axis cs:2.5,50) -- (axis cs:2.5,100)"));
        QVERIFY(tex.contains("{eta 0.03\\_};"));
        QVERIFY(!tex.contains("beyond"));
    }

    void longNamesAreShortenedWhole() {
        PlotData data = trained();
        data.others[1].name = QString(39, 'x') + QString::fromUtf8("\xf0\x9f\x94\xa5") + "yyy";
        const QString tex = picture(data);
        QVERIFY(tex.contains("{" + QString(39, 'x') + QChar(0x2026) + "}"));
        QVERIFY(!tex.contains(QChar::ReplacementCharacter));
    }

    // No point at 0, which a logarithmic axis does not have, may join its neighbours.
    void anEpochWithoutErrorsBreaksALogarithmicLine() {
        PlotData data = trained();
        data.view.errorRate = data.view.logarithmicError = true;
        data.present.epochs[2].testAccuracy = 1;
        const QString tex = picture(data);
        QVERIFY(tex.contains("unbounded coords=jump"));
        QCOMPARE(coordinatesOf(tex, "test images").at(2), QString("(3,0)"));
        QVERIFY(!tex.contains("nan") && !tex.contains("inf"));
    }

    // As a person puts it into an article on A4; a line that is too wide or too high is a fault.
    void latexSetsItWithoutAWarning_data() {
        QTest::addColumn<PlotData>("data");
        QTest::newRow("usual") << trained();
        PlotData full = trained();
        full.others = {drawnRun("The paper's own, MNIST", RunRole::Reference, 5, 0.6),
                       drawnRun("PyTorch, MNIST", RunRole::Reference, 5, 0.5),
                       drawnRun("a run with a name that is a good deal too long for a legend", RunRole::Compared, 5)};
        full.others[2].deviations = full.others[2].epochs;
        for (EpochMetrics& deviation : full.others[2].deviations)
            deviation.testAccuracy = deviation.testLoss = 0.05;
        full.present.changes = {{1.5, "eta 0.015 \u2192 0.03"}};
        QTest::newRow("full") << full;
        full.view.errorRate = full.view.logarithmicError = full.view.logarithmicLoss = true;
        full.present.epochs[2].testAccuracy = 1;
        QTest::newRow("logarithmic") << full;
        full.view = {};
        full.view.axis = PlotView::Axis::Images;
        full.present.name = "50% <b> of lr_0.01 & more";
        QTest::newRow("images") << full;
        for (DrawnRun* run : {&full.present, &full.others[0], &full.others[1], &full.others[2]})
            run->imagesPerEpoch = 60000;
        QTest::newRow("many images") << full;
    }
    void latexSetsItWithoutAWarning() {
        QFETCH(PlotData, data);
        const QString latex = QStandardPaths::findExecutable("pdflatex");
        if (latex.isEmpty())
            QSKIP("There is no pdflatex (Debian's texlive-latex-recommended and texlive-pictures).");
        const QTemporaryDir folder;
        const auto write = [&](const QString& name, const QByteArray& text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("plots.tex", tikz({{PlotKind::Accuracy, data}, {PlotKind::Loss, data}}, {480, 300})));
        QVERIFY(write("article.tex", "\\documentclass[a4paper]{article}\n\\usepackage{pgfplots}\n"
                                     "\\pgfplotsset{compat=1.16}\n\\begin{document}\n\\begin{figure}\n\\input{plots}\n"
                                     "\\caption{Curves}\n\\end{figure}\n\\input{plots}\n\\end{document}\n"));
        QProcess process;
        process.setWorkingDirectory(folder.path());
        process.start(latex, {"-interaction=nonstopmode", "-halt-on-error", "article.tex"});
        QVERIFY(process.waitForFinished(100000));
        const QString said = QString::fromUtf8(process.readAllStandardOutput());
        if (said.contains("File `pgfplots.sty' not found"))
            QSKIP("There is no pgfplots (Debian's texlive-pictures).");
        QVERIFY2(process.exitCode() == 0, qPrintable(said.right(1000)));
        for (const char* fault : {"Overfull", "Warning", "Missing character"})
            QVERIFY2(!said.contains(fault), qPrintable(said.mid(said.indexOf(fault) - 200, 600)));
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
        QTest::newRow("beyond 16 bits") << QString::fromUtf8("\xf0\x9f\x94\xa5 lr_0.01 50% & more")
                                        << QByteArray("\xf0\x9f\x94\xa5 lr\\_0.01 50\\% \\& more");
        QTest::newRow("other glyphs in TeX's own fonts")
            << "a<b>c|d" << QByteArray("a\\textless{}b\\textgreater{}c\\textbar{}d");
        QTest::newRow("lines") << "one\n\ntwo\tthree" << QByteArray("one two three");
    }
    void textsAreSetAsTheyAre() {
        QFETCH(QString, text);
        QTEST(latexText(text), "set");
    }
};

QTEST_MAIN(TestTikzExport)
#include "tst_tikz_export.moc"
