#include "ui/export/plot_export.h"
#include "ui/theme/colour_scheme.h"

#include <QImage>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

using namespace unroll;

namespace {

DrawnRun runOf(const QString& name, RunRole role, double accuracy) {
    DrawnRun run;
    run.name = name;
    run.role = role;
    run.imagesPerEpoch = 1000;
    for (int i = 1; i <= 3; ++i) {
        EpochMetrics epoch;
        epoch.epoch = i;
        epoch.seconds = i;
        epoch.trainAccuracy = accuracy + 0.04 * i;
        epoch.testAccuracy = accuracy + 0.05 * i;
        epoch.trainLoss = 1.0 / i;
        epoch.testLoss = 0.9 / i;
        run.epochs.push_back(epoch);
    }
    return run;
}

PlotData trained() {
    PlotData data;
    data.plannedEpochs = 3;
    data.present = runOf("mine", RunRole::Present, 0.75);
    for (int step = 1; step <= 30; ++step)
        data.present.batches.push_back({step / 10.0, step / 10.0, step * 100.0, 0.2 + 0.02 * step, 30.0 / step});
    data.others = {runOf("Somebody", RunRole::Reference, 0.6)};
    return data;
}

// All texts of the <text> elements, in order.
QStringList textsOf(const QByteArray& svg) {
    QStringList texts;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text"))
            texts.append(reader.readElementText().trimmed());
    if (reader.hasError())
        texts.clear();
    return texts;
}

// The corners of all lines that are drawn.
QList<QPointF> pointsOf(const QByteArray& svg) {
    QList<QPointF> points;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("polyline"))
            for (const QString& point : reader.attributes().value("points").toString().split(' ', Qt::SkipEmptyParts))
                points.append({point.section(',', 0, 0).toDouble(), point.section(',', 1).toDouble()});
    return points;
}

int coloursOf(const QImage& image) {
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    return static_cast<int>(colours.size());
}

} // namespace

class TestPlotExport : public QObject {
    Q_OBJECT

private slots:
    void pngHasTheSizeAndThePlot() {
        const QByteArray bytes = renderPlots({{PlotKind::Accuracy, trained()}}, PlotFormat::Png, {480, 300}, 2);
        const QImage image = QImage::fromData(bytes, "PNG");
        QCOMPARE(image.size(), QSize(960, 600));
        QVERIFY(coloursOf(image) > 20);
        QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    }

    void paperIsWhiteInADarkWindow() {
        applyColourScheme(ColourScheme::Light);
        const QByteArray light = renderPlots({{PlotKind::Loss, trained()}}, PlotFormat::Png, {300, 200}, 1);
        applyColourScheme(ColourScheme::Dark);
        QCOMPARE(renderPlots({{PlotKind::Loss, trained()}}, PlotFormat::Png, {300, 200}, 1), light);
    }

    void svgKeepsTextAsText() {
        const QByteArray svg = renderPlots({{PlotKind::Accuracy, trained()}}, PlotFormat::Svg, {480, 300});
        const QStringList texts = textsOf(svg);
        for (const char* wanted : {"Accuracy", "Epoch", "100 %", "Somebody", "test images", "training images"})
            QVERIFY2(texts.contains(QLatin1String(wanted)), wanted);
        QVERIFY(!svg.contains("<image"));
    }

    void pdfIsOneAndEmbedsItsFonts() {
        const QByteArray pdf = renderPlots({{PlotKind::Accuracy, trained()}}, PlotFormat::Pdf, {480, 300});
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(pdf.contains("/FontFile2") || pdf.contains("/FontFile3"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    }

    void emptyRunHasAxesAndNoLegend() {
        PlotData data;
        data.plannedEpochs = 5;
        const QStringList texts = textsOf(renderPlots({{PlotKind::Loss, data}}, PlotFormat::Svg, {480, 300}));
        QVERIFY(texts.contains("Loss"));
        QVERIFY(texts.contains("5"));
        QVERIFY(!texts.contains("test images"));
    }

    void recordOfTheCommandLineIsDrawn() {
        RunRecord record;
        record.hyperparameters.epochs = 2;
        EpochMetrics epoch;
        epoch.epoch = 1;
        epoch.trainAccuracy = 0.7;
        epoch.testAccuracy = 0.8;
        record.epochs = {epoch};
        const QImage image = QImage::fromData(plotPng(record, PlotKind::Accuracy, {400, 250}), "PNG");
        QCOMPARE(image.size(), QSize(400, 250));
        const RunRecord empty;
        QVERIFY(plotPng(empty, PlotKind::Accuracy, {400, 250}) != plotPng(record, PlotKind::Accuracy, {400, 250}));
    }

    void twoPlotsStandBelowEachOther() {
        const std::vector<ExportedPlot> both{{PlotKind::Accuracy, trained()}, {PlotKind::Loss, trained()}};
        QCOMPARE(QImage::fromData(renderPlots(both, PlotFormat::Png, {480, 300}, 1)).size(), QSize(480, 600));
        const QStringList texts = textsOf(renderPlots(both, PlotFormat::Svg, {480, 300}));
        QVERIFY(texts.contains("Accuracy") && texts.contains("Loss"));
        const QByteArray pdf = renderPlots(both, PlotFormat::Pdf, {480, 300});
        QCOMPARE(pdf.count("/Type /Page\n"), 1);
    }

    void drawingEndsAtTheAxes() {
        PlotData data = trained();
        data.vertical = AxisRange{80, 90};
        const QByteArray svg = renderPlots({{PlotKind::Accuracy, data}}, PlotFormat::Svg, {480, 300});
        for (const QPointF& point : pointsOf(svg))
            QVERIFY2(point.x() > 0 && point.x() < 480 && point.y() > 0 && point.y() < 300,
                     qPrintable(QStringLiteral("%1, %2").arg(point.x()).arg(point.y())));
        QVERIFY(pointsOf(svg).size() > 20);
    }

    void namesAreWholeWhereThereIsRoom() {
        PlotData data = trained();
        const QString name = "GRU row by row, eta 0.03, five seeds and a half";
        data.others.push_back(runOf(name, RunRole::Compared, 0.5));
        const std::vector<ExportedPlot> both{{PlotKind::Accuracy, data}, {PlotKind::Loss, trained()}};
        const QByteArray wide = renderPlots(both, PlotFormat::Svg, {1920, 1200});
        QVERIFY(textsOf(wide).contains(name));
        const QStringList narrow = textsOf(renderPlots(both, PlotFormat::Svg, {480, 300}));
        QVERIFY(!narrow.contains(name) && narrow.filter("GRU row").size() == 1);
    }

    // An error of zero lies below a logarithmic axis; nothing of it is in a file but a line that leaves there.
    void anEpochWithoutErrorsIsNoNumberThatIsNone_data() {
        QTest::addColumn<int>("epoch");
        for (const int epoch : {0, 1, 2})
            QTest::addRow("epoch %d", epoch + 1) << epoch;
    }
    void anEpochWithoutErrorsIsNoNumberThatIsNone() {
        QFETCH(int, epoch);
        PlotData data = trained();
        data.view.errorRate = data.view.logarithmicError = true;
        data.present.epochs[static_cast<std::size_t>(epoch)].testAccuracy = 1;
        data.present.batches[4].accuracy = 1;
        data.others.push_back(runOf("perfect", RunRole::Compared, 0.85)); // 1 at its end
        for (EpochMetrics& row : data.others.back().epochs)
            row.trainAccuracy = row.testAccuracy = 1;
        const QByteArray svg = renderPlots({{PlotKind::Accuracy, data}}, PlotFormat::Svg, {480, 300});
        QVERIFY(!svg.contains("nan") && !svg.contains("inf"));
        for (const QPointF& point : pointsOf(svg))
            QVERIFY2(point.y() > 0 && point.y() < 300, qPrintable(QString::number(point.y())));
        QVERIFY(renderPlots({{PlotKind::Accuracy, data}}, PlotFormat::Pdf, {480, 300}).startsWith("%PDF"));
    }

    // Some programs draw a line of no length as a dot.
    void noLineHasNoLength() {
        const QByteArray svg = renderPlots({{PlotKind::Accuracy, trained()}}, PlotFormat::Svg, {480, 300});
        QXmlStreamReader reader(svg);
        int lines = 0;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement || reader.name() != QLatin1String("polyline"))
                continue;
            ++lines;
            const QStringList points = reader.attributes().value("points").toString().split(' ', Qt::SkipEmptyParts);
            QVERIFY2(QSet<QString>(points.begin(), points.end()).size() > 1, qPrintable(points.join(' ')));
        }
        QVERIFY(lines > 3);
    }

    void impossibleSizeIsRefused() {
        QVERIFY_EXCEPTION_THROWN(renderPlots({}, PlotFormat::Svg, {480, 300}), std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(renderPlots({{PlotKind::Loss, trained()}}, PlotFormat::Png, {40000, 300}, 2),
                                 std::runtime_error);
        QVERIFY_EXCEPTION_THROWN(renderPlots({{PlotKind::Loss, trained()}}, PlotFormat::Png, {0, 300}, 1),
                                 std::runtime_error);
    }
};

QTEST_MAIN(TestPlotExport)
#include "tst_plot_export.moc"
