#include "ui/look/colour_scheme.h"
#include "ui/plots/plot_export.h"

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
        const QByteArray bytes = renderPlot(trained(), PlotKind::Accuracy, PlotFormat::Png, {480, 300}, 2);
        const QImage image = QImage::fromData(bytes, "PNG");
        QCOMPARE(image.size(), QSize(960, 600));
        QVERIFY(coloursOf(image) > 20);
        QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
    }

    void paperIsWhiteInADarkWindow() {
        applyColourScheme(ColourScheme::Light);
        const QByteArray light = renderPlot(trained(), PlotKind::Loss, PlotFormat::Png, {300, 200}, 1);
        applyColourScheme(ColourScheme::Dark);
        QCOMPARE(renderPlot(trained(), PlotKind::Loss, PlotFormat::Png, {300, 200}, 1), light);
    }

    void svgKeepsTextAsText() {
        const QByteArray svg = renderPlot(trained(), PlotKind::Accuracy, PlotFormat::Svg, {480, 300});
        const QStringList texts = textsOf(svg);
        for (const char* wanted : {"Accuracy", "Epoch", "100 %", "Somebody", "test images", "training images"})
            QVERIFY2(texts.contains(QLatin1String(wanted)), wanted);
        QVERIFY(!svg.contains("<image"));
    }

    void pdfIsOneAndEmbedsItsFonts() {
        const QByteArray pdf = renderPlot(trained(), PlotKind::Accuracy, PlotFormat::Pdf, {480, 300});
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(pdf.contains("/FontFile2") || pdf.contains("/FontFile3"));
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    }

    void emptyRunHasAxesAndNoLegend() {
        PlotData data;
        data.plannedEpochs = 5;
        const QStringList texts = textsOf(renderPlot(data, PlotKind::Loss, PlotFormat::Svg, {480, 300}));
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

    void impossibleSizeIsRefused() {
        QVERIFY_EXCEPTION_THROWN(renderPlot(trained(), PlotKind::Loss, PlotFormat::Png, {0, 300}, 1),
                                 std::runtime_error);
    }
};

QTEST_MAIN(TestPlotExport)
#include "tst_plot_export.moc"
