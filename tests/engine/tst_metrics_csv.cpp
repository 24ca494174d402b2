#include "engine/files/metrics_csv.h"

#include <QTest>

#include <clocale>
#include <limits>
#include <stdexcept>

using namespace unroll;

namespace {

const QByteArray header = "epoch,step,seconds,eta,train_loss,train_accuracy,test_loss,test_accuracy,"
                          "samples_per_second,allocated_bytes,gradient_norm\n";

std::vector<EpochMetrics> twoEpochs() {
    EpochMetrics first{1, 600, 0.25, 0.015, 1.25, 0.7, 0.75, 0.8, 240000, 0, 2.5};
    EpochMetrics second{2, 1200, 0.1 + 0.2, 1e-300, 1.0 / 3, 0.875, 5e-324, 1, 1e22, 9007199254740993, 0};
    return {first, second};
}

QString failureOf(const QByteArray& text) {
    try {
        parseMetricsCsv({text.constData(), static_cast<std::size_t>(text.size())}, "metrics.csv");
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestMetricsCsv : public QObject {
    Q_OBJECT

private slots:
    void text() {
        QCOMPARE(QByteArray::fromStdString(metricsCsv({})), header);
        QCOMPARE(QByteArray::fromStdString(metricsCsv(std::vector{twoEpochs().front()})),
                 header + "1,600,0.25,0.015,1.25,0.7,0.75,0.8,240000,0,2.5\n");
    }

    void readsBackTheSameBits() {
        QVERIFY(parseMetricsCsv(metricsCsv({}), "metrics.csv").empty());
        QVERIFY(parseMetricsCsv(metricsCsv(twoEpochs()), "metrics.csv") == twoEpochs());
    }

    void notFiniteNumbersSurvive() {
        EpochMetrics epoch;
        epoch.trainLoss = std::numeric_limits<double>::quiet_NaN();
        epoch.gradientNorm = std::numeric_limits<double>::infinity();
        const auto back = parseMetricsCsv(metricsCsv(std::vector{epoch}), "metrics.csv");
        QVERIFY(std::isnan(back.at(0).trainLoss));
        QCOMPARE(back.at(0).gradientNorm, epoch.gradientNorm);
    }

    void theLocaleDoesNotMatter() {
        const std::string expected = metricsCsv(twoEpochs());
        for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C.UTF-8"}) {
            if (!std::setlocale(LC_ALL, name))
                continue; // not on this machine; the process tests set one by environment as well
            QCOMPARE(metricsCsv(twoEpochs()), expected);
            QVERIFY(parseMetricsCsv(expected, "metrics.csv") == twoEpochs());
        }
        std::setlocale(LC_ALL, "C");
    }

    void whatASpreadsheetSavesIsRead_data() {
        QTest::addColumn<QByteArray>("text");
        const QByteArray written = QByteArray::fromStdString(metricsCsv(twoEpochs()));
        const QByteArray dos = QByteArray(written).replace("\n", "\r\n");
        QTest::newRow("a line's end of Windows") << dos;
        QTest::newRow("a mark of the byte order") << "\xef\xbb\xbf" + written;
        QTest::newRow("no line's end at the file's") << written.chopped(1);
        QTest::newRow("all of it") << "\xef\xbb\xbf" + dos.chopped(2);
        QTest::newRow("half a line's end") << dos.chopped(1);
    }
    void whatASpreadsheetSavesIsRead() {
        QFETCH(QByteArray, text);
        QVERIFY(parseMetricsCsv(text.toStdString(), "metrics.csv") == twoEpochs());
    }

    void aHeaderAloneHasNoEpochs() { QVERIFY(parseMetricsCsv(header.chopped(1).toStdString(), "metrics.csv").empty()); }

    void errorsNameLineAndColumn_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("sentence");
        const QByteArray row = "1,600,0.25,0.015,1.25,0.7,0.75,0.8,240000,0,2.5\n";
        const auto add = [](const char* name, const QByteArray& text, const char* sentence) {
            QTest::newRow(name) << text << QString(sentence);
        };
        add("empty", "", "metrics.csv, line 1: the header 'epoch,step,seconds,");
        add("no header", row, "line 1: the header 'epoch,step,seconds,");
        add("truncated header", header.left(20), "line 1: the header 'epoch,step,seconds,");
        add("truncated row", header + row + row.left(20), "line 3: there are fewer than the 11 columns");
        add("a mark of the byte order alone", "\xef\xbb\xbf", "line 1: the header 'epoch,step,seconds,");
        add("two marks of the byte order", "\xef\xbb\xbf\xef\xbb\xbf" + header, "line 1: the header 'epoch,");
        add("a word", header + QByteArray(row).replace("0.7,", "high,"),
            "line 2: column train_accuracy expects a number, not 'high'.");
        add("a decimal comma", header + QByteArray(row).replace("0.25", "0,25"), "line 2: there are more than the 11");
        add("a unit", header + QByteArray(row).replace("0.25", "0.25s"), "line 2: column seconds expects a number");
        add("a space", header + QByteArray(row).replace("0.25", " 0.25"), "line 2: column seconds expects a number");
        add("a fraction of an epoch", header + row + QByteArray(row).replace("1,600", "1.5,600"),
            "line 3: column epoch expects a whole number, not '1.5'.");
        add("too large", header + QByteArray(row).replace("1,600", "99999999999999999999,600"),
            "line 2: column epoch expects a whole number");
        add("an empty cell", header + QByteArray(row).replace("0.015", ""),
            "line 2: column eta expects a number, not ''.");
        add("too few", header + "1,600,0.25\n", "line 2: there are fewer than the 11 columns");
        add("too many", header + QByteArray(row).replace("\n", ",9\n"), "line 2: there are more than the 11 columns");
        add("an empty line", header + "\n" + row, "line 2: there are fewer than the 11 columns");
    }
    void errorsNameLineAndColumn() {
        QFETCH(QByteArray, text);
        QFETCH(QString, sentence);
        const QString failure = failureOf(text);
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY(failure.startsWith("metrics.csv, line "));
        QVERIFY(failure.endsWith('.'));
    }
};

QTEST_APPLESS_MAIN(TestMetricsCsv)
#include "tst_metrics_csv.moc"
