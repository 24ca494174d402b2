#include "tests/support/drawn_runs.h"
#include "ui/export/report_pdf.h"
#include "ui/state/figure_texts.h"

#include <QAbstractTextDocumentLayout>
#include <QLocale>
#include <QTest>
#include <QTextDocument>
#include <QTextFrame>
#include <QXmlStreamReader>

#include <cmath>

using namespace unroll;

namespace {

Report trained() {
    Report report;
    report.record.hyperparameters.eta = 0.0321;
    report.record.status = RunStatus::Done;
    report.record.info.dataName = "digits & more";
    report.record.epochs = drawnRun({}, RunRole::Present, 3).epochs;
    report.record.epochs.back().allocatedBytes = 1536;
    report.record.confusion = ConfusionMatrix{2, {40, 3, 0, 57}};
    PlotData data;
    data.present = drawnRun({}, RunRole::Present, 3);
    report.plots = {{PlotKind::Accuracy, data}, {PlotKind::Loss, data}};
    QImage ink(28, 28, QImage::Format_Grayscale8);
    ink.fill(200);
    report.digits = {{ink, 4, 4}, {ink, 9, 7}, {ink, 1, std::nullopt}};
    return report;
}

// The texts of a page's elements of one kind.
QStringList textsOf(const QString& html, const QString& element) {
    QStringList texts;
    for (qsizetype at = html.indexOf('<' + element); at >= 0; at = html.indexOf('<' + element, at + 1)) {
        const qsizetype from = html.indexOf('>', at) + 1;
        texts.append(html.mid(from, html.indexOf("</" + element, from) - from));
    }
    return texts;
}

} // namespace

class TestRunReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void holdsSettingCurvesFiguresConfusionAndDigits() {
        const QString html = reportHtml(trained());
        QCOMPARE(textsOf(html, "h2"), (QStringList{"Curves", "Figures", "Confusion", "Some test images", "Setting"}));
        const QStringList cells = textsOf(html, "td");
        for (const QString& text : {QString("0.0321"), bytesText(1536), QString("40"), QString("57"), QString("3")})
            QVERIFY2(cells.contains(text), qPrintable(text));
        QVERIFY(html.contains("digits &amp; more"));
        QVERIFY(html.contains(QStringLiteral("\u2717 7 (is 9)")));
        QVERIFY(html.contains(QStringLiteral("\u2713 4")));
    }

    void saysWhatTheRunIs() {
        Report report = trained();
        QCOMPARE(textsOf(reportHtml(report), "h1"), QStringList("A run of Unroll"));
        report.about = {"wide & slow", "for the talk", "Eta 0.02 is better than eta 0.015."};
        report.made = QDateTime(QDate(2024, 2, 29), QTime(13, 5));
        const QString html = reportHtml(report);
        QCOMPARE(textsOf(html, "h1"), QStringList("wide &amp; slow"));
        QVERIFY(html.contains("<title>wide &amp; slow</title>"));
        for (const QString& words : {QString("for the talk"), QString("Eta 0.02 is better"), QString("2024"),
                                     QSysInfo::prettyProductName().toHtmlEscaped()})
            QVERIFY2(html.contains(words), qPrintable(words));
        QVERIFY(reportPdf(report).contains("/Title"));
        QVERIFY(!reportPdf(report).contains("/Title (\xfe\xff)"));
    }

    void zeroIsSaidAsWhatItMeans() {
        const QString html = reportHtml(trained());
        for (const char* line : {">Training images</th><td>all<", ">Test images</th><td>all<",
                                 ">Worker threads</th><td>automatic<", ">Fresh images</th><td>off<"})
            QVERIFY2(html.contains(line), line);
    }

    // A row that ends with its page is cut when it is printed, so there is room below, wherever a table begins.
    void tablesEndAboveTheEndOfThePage() {
        for (int above = 0; above < 30; ++above) {
            QTextDocument document;
            document.setPageSize({400, 500});
            QString html = QString("<p style=\"margin:0\">Above</p>").repeated(above) + "<h2>Heading</h2><table>";
            for (int row = 0; row < 5; ++row)
                html += "<tr><td>one</td><td>two</td></tr>";
            document.setHtml(html + "</table>");
            keepTablesWhole(document);
            const auto* layout = document.documentLayout();
            const double bottom = layout->frameBoundingRect(document.rootFrame()->childFrames().front()).bottom();
            QVERIFY2(std::fmod(bottom, 500) < 500 - 30, qPrintable(QString::number(bottom)));
        }
    }

    void numbersAreOfOneLocale() {
        Report report = trained();
        report.record.info.trainImages = 60000;
        report.record.confusion = ConfusionMatrix{2, {4000, 3, 0, 5700}};
        for (const QLocale& locale : {QLocale::c(), QLocale(QLocale::German)}) {
            QLocale::setDefault(locale);
            const QString html = reportHtml(report);
            for (const int number : {60000, 4000, 5700})
                QVERIFY2(html.contains(groupedText(number)), qPrintable(locale.name()));
        }
        QLocale::setDefault(QLocale::c());
    }

    void tablesAreNotBrokenOverPages() {
        QTextDocument document;
        document.setPageSize({400, 500});
        QString html;
        for (int i = 0; i < 3; ++i) {
            html += "<h2>Heading</h2><p>A sentence.</p><table>";
            for (int row = 0; row < 14; ++row)
                html += "<tr><td>cell</td></tr>";
            html += "</table>";
        }
        document.setHtml(html);
        const auto broken = [&] {
            int count = 0;
            for (const QTextFrame* frame : document.rootFrame()->childFrames()) {
                const QRectF place = document.documentLayout()->frameBoundingRect(const_cast<QTextFrame*>(frame));
                count += std::floor(place.top() / 500) != std::floor(place.bottom() / 500);
            }
            return count;
        };
        QVERIFY(broken() > 0);
        keepTablesWhole(document);
        QCOMPARE(broken(), 0);
    }

    void curvesAreDrawingsWithinThePage() {
        const QString html = reportHtml(trained());
        QCOMPARE(html.count("<svg"), 1); // one picture of both, their axes at the same place
        QVERIFY(!html.contains("<?xml"));
        for (qsizetype at = html.indexOf("<svg"); at >= 0; at = html.indexOf("<svg", at + 1)) {
            QXmlStreamReader reader(html.mid(at, html.indexOf("</svg>", at) + 6 - at));
            int texts = 0;
            while (!reader.atEnd())
                texts += reader.readNext() == QXmlStreamReader::StartElement && reader.name() == QLatin1String("text");
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
            QVERIFY(texts > 5);
        }
        QCOMPARE(html.count("src=\"data:image/png;base64,"), 3);
        QVERIFY(!html.contains("src=\"http") && !html.contains("href="));
    }

    void whatIsNotThereIsLeftOut() {
        Report report = trained();
        report.record.confusion.reset();
        report.digits.clear();
        report.record.epochs.clear();
        const QString html = reportHtml(report);
        QCOMPARE(textsOf(html, "h2"), (QStringList{"Curves", "Figures", "Setting"}));
        QVERIFY(html.contains("No epoch was trained to its end."));
    }

    void wideImagesStayWide() {
        Report report = trained();
        QImage wide(56, 14, QImage::Format_Grayscale8);
        wide.fill(200);
        report.digits = {{wide, 4, 4}};
        const QString html = reportHtml(report);
        QVERIFY(html.contains("<img alt=\"\" width=\"56\" height=\"14\""));
        const qsizetype from = html.indexOf("base64,") + 7;
        const QImage picture =
            QImage::fromData(QByteArray::fromBase64(html.mid(from, html.indexOf('"', from) - from).toLatin1()));
        QCOMPARE(picture.size(), QSize(112, 28));
    }

    void manyClassesArePicturedOnThePage() {
        Report report = trained();
        ConfusionMatrix matrix{62, std::vector<std::int64_t>(62 * 62)};
        for (int label = 0; label < 62; ++label)
            matrix.at(label, label) = 9;
        matrix.at(24, 1) = 7;
        report.record.confusion = matrix;
        report.record.info.classNames.clear();
        for (int label = 0; label < 62; ++label)
            report.record.info.classNames.push_back("class " + std::to_string(label));
        report.digits.clear();
        const QString html = reportHtml(report);
        QVERIFY(html.contains("<img alt=\"\" width=\"640\" height=\"640\""));
        QVERIFY(!html.contains("true \\ predicted"));
        const QStringList cells = textsOf(html, "td");
        const qsizetype mistake = cells.indexOf("class 24");
        QVERIFY(mistake >= 0);
        QCOMPARE(cells.mid(mistake, 3), (QStringList{"class 24", "class 1", "7"}));
        QCOMPARE(reportPdf(report).count("/Subtype /Image"), 1);
    }

    void pagesEmbedTheirFontsAndDrawTheCurves() {
        const QByteArray pdf = reportPdf(trained());
        QVERIFY(pdf.startsWith("%PDF"));
        QVERIFY(pdf.contains("/FontFile2") || pdf.contains("/FontFile3"));
        QCOMPARE(pdf.count("/Subtype /Image"), 3); // the digits; curves are none
        QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    }
};

QTEST_MAIN(TestRunReport)
#include "tst_run_report.moc"
