#include "ui/state/reference_curves.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

namespace {

const QByteArray totals = "name,file,test_accuracy,seconds,allocated_gib\n";

std::vector<double> accuraciesOf(const ReferenceCurve& curve) {
    std::vector<double> values;
    for (const MetricPoint& point : curve.accuracy)
        values.push_back(point.y);
    return values;
}

void write(const QTemporaryDir& folder, const QString& name, const QByteArray& text) {
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("can't write %s", qPrintable(file.fileName()));
}

} // namespace

class TestReferenceCurves : public QObject {
    Q_OBJECT

private slots:
    void thePapersTablesAreCompiledIn() {
        const auto curves = readReferenceCurves();
        QCOMPARE(curves.size(), 3U);
        QCOMPARE(curves[0].name, QString("Flux"));
        QCOMPARE(curves[1].name, QString("PyTorch"));
        QVERIFY(accuraciesOf(curves[0]) == (std::vector{0.891, 0.919, 0.930, 0.938, 0.944}));
        QVERIFY(accuraciesOf(curves[1]) == (std::vector{0.639, 0.829, 0.884, 0.906, 0.918}));
        QVERIFY(accuraciesOf(curves[2]) == (std::vector{0.700, 0.858, 0.888, 0.901, 0.910}));
        for (const auto& curve : curves)
            for (std::size_t i = 0; i < curve.accuracy.size(); ++i)
                QCOMPARE(curve.accuracy[i].x, static_cast<double>(i + 1));
        QCOMPARE(curves[0].testAccuracy, 0.944);
        QCOMPARE(curves[1].seconds, 94.0);
        QVERIFY(!curves[1].allocatedGibibytes);
        QCOMPARE(curves[2].allocatedGibibytes.value(), 85.0);
    }

    void readsLinesOfEverySystem() {
        const QTemporaryDir folder;
        write(folder, "totals.csv", "name,file,test_accuracy,seconds,allocated_gib\r\nA,a.csv,1,2.5,\r\n\r\n");
        write(folder, "a.csv", "epoch,accuracy\r\n1,0.5");
        const auto curves = readReferenceCurves(folder.path());
        QCOMPARE(curves.size(), 1U);
        QCOMPARE(curves.front().seconds, 2.5);
        QVERIFY(curves.front().accuracy == (std::vector<MetricPoint>{{1, 0.5}}));
    }

    void refusesWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("complaint");
        const QByteArray good = totals + "A,a.csv,0.9,1,2\n";
        QTest::newRow("wrong header") << QByteArray("name,file\n") << QByteArray() << "totals.csv, line 1: the header";
        QTest::newRow("empty") << QByteArray() << QByteArray() << "totals.csv, line 1: the header";
        QTest::newRow("missing column") << totals + "A,a.csv,0.9,1\n"
                                        << QByteArray() << "totals.csv, line 2: the line must have 5";
        QTest::newRow("no such table") << totals + "A,b.csv,0.9,1,2\n" << QByteArray() << "b.csv: can't be read";
        QTest::newRow("word") << good << QByteArray("epoch,accuracy\n1,good\n") << "a.csv, line 2: 'good' must";
        QTest::newRow("percent") << good << QByteArray("epoch,accuracy\n1,91.2\n") << "a.csv, line 2: '91.2' must";
        QTest::newRow("not a number") << good << QByteArray("epoch,accuracy\n1,nan\n") << "a.csv, line 2: 'nan' must";
        QTest::newRow("decimal comma") << good << QByteArray("epoch,accuracy\n1,0,5\n") << "a.csv, line 2: the line";
        QTest::newRow("epochs out of order")
            << good << QByteArray("epoch,accuracy\n2,0.5\n2,0.6\n") << "a.csv, line 3: the epochs must ascend";
        QTest::newRow("time missing") << totals + "A,a.csv,0.9,,2\n"
                                      << QByteArray("epoch,accuracy\n1,0.5\n") << "totals.csv, line 2: '' must";
    }
    void refusesWhatIsWrong() {
        QFETCH(QByteArray, index);
        QFETCH(QByteArray, table);
        QFETCH(QString, complaint);
        const QTemporaryDir folder;
        write(folder, "totals.csv", index);
        write(folder, "a.csv", table);
        try {
            readReferenceCurves(folder.path());
            QFAIL("was accepted");
        } catch (const std::runtime_error& error) {
            QVERIFY2(QString(error.what()).contains(complaint), error.what());
        }
    }
};

QTEST_APPLESS_MAIN(TestReferenceCurves)
#include "tst_reference_curves.moc"
