#include "engine/files/npy.h"

#include <QTest>

#include <cstring>
#include <stdexcept>
#include <vector>

using namespace unroll;

class TestNpy : public QObject {
    Q_OBJECT

private slots:
    void layout_data() {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::addColumn<QByteArray>("shape");
        QTest::newRow("empty") << qint64{0} << qint64{10} << QByteArray("(0, 10)");
        QTest::newRow("one") << qint64{1} << qint64{1} << QByteArray("(1, 1)");
        QTest::newRow("logits") << qint64{10000} << qint64{10} << QByteArray("(10000, 10)");
    }
    void layout() {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QFETCH(QByteArray, shape);
        std::vector<float> values(static_cast<std::size_t>(rows * columns));
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = static_cast<float>(i) / 3.0F;
        const std::string bytes = npyBytes(rows, columns, values);

        QCOMPARE(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
        const std::size_t headerLength =
            static_cast<unsigned char>(bytes[8]) + 256U * static_cast<unsigned char>(bytes[9]);
        QCOMPARE((10 + headerLength) % 64, 0U);
        const QByteArray header(bytes.data() + 10, static_cast<qsizetype>(headerLength));
        QVERIFY(header.endsWith('\n'));
        QCOMPARE(header.trimmed(), "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }");
        QCOMPARE(bytes.size(), 10 + headerLength + values.size() * sizeof(float));
        std::vector<float> stored(values.size());
        if (!stored.empty())
            std::memcpy(stored.data(), bytes.data() + 10 + headerLength, stored.size() * sizeof(float));
        QCOMPARE(stored, values);
    }

    void aShapeThatDoesNotFitIsRefused() {
        const std::vector<float> values(6);
        QVERIFY_EXCEPTION_THROWN(npyBytes(2, 2, values), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(npyBytes(-2, -3, values), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestNpy)
#include "tst_npy.moc"
