#include "engine/files/npy.h"

#include <QTest>

#include <cstring>
#include <stdexcept>
#include <vector>

using namespace unroll;

namespace {

// A file of a version with this header, and no numbers.
std::string fileOf(const QByteArray& header, int version) {
    std::string bytes("\x93NUMPY", 6);
    bytes += static_cast<char>(version);
    bytes += '\0';
    const auto length = static_cast<std::size_t>(header.size());
    for (int i = 0; i < (version == 1 ? 2 : 4); ++i)
        bytes += static_cast<char>(length >> (8 * i) & 0xFFU);
    return bytes + header.toStdString();
}

} // namespace

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

    void readsBackWhatItWrites() {
        const std::vector<float> values{1, 2, 3, -0.5F, 0.1F, 1e-40F};
        const std::string bytes = npyBytes(2, 3, values);
        const NpyArray array = parseNpy(bytes, "a");
        QCOMPARE(array.shape, (std::vector<std::int64_t>{2, 3}));
        QCOMPARE(array.strides, (std::vector<std::int64_t>{3, 1}));
        QCOMPARE(array.count(), 6);
        for (std::int64_t i = 0; i < 6; ++i)
            QCOMPARE(array.at(i), static_cast<double>(values[static_cast<std::size_t>(i)]));
    }

    void headersOfOtherProgramsAreRead_data() {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<int>("version");
        QTest::newRow("NumPy") << QByteArray("{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }   \n") << 1;
        QTest::newRow("version 2") << QByteArray("{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }\n") << 2;
        QTest::newRow("version 3") << QByteArray("{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }\n") << 3;
        QTest::newRow("another order") << QByteArray("{\"shape\":(3,),\"fortran_order\":True,\"descr\":\"<i2\"}") << 1;
        QTest::newRow("the machine's order")
            << QByteArray("{'shape': ( 3 ),'fortran_order':False , 'descr' : '=i2'}") << 1;
    }
    void headersOfOtherProgramsAreRead() {
        QFETCH(QByteArray, header);
        QFETCH(int, version);
        const std::string data("\x01\x00\xFF\xFF\x00\x80", 6);
        const std::string file = fileOf(header, version) + data; // into which the array points
        const NpyArray array = parseNpy(file, "a");
        QCOMPARE(array.shape, (std::vector<std::int64_t>{3}));
        QCOMPARE(array.at(0), 1.0);
        QCOMPARE(array.at(1), -1.0);
        QCOMPARE(array.at(2), -32768.0);
    }

    void everyTypeIsRead_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<double>("value");
        const auto row = [](const char* type, const char* hexadecimal, double value) {
            QTest::newRow(type) << QByteArray(type) << QByteArray::fromHex(hexadecimal) << value;
        };
        row("|b1", "02", 1);
        row("|u1", "ff", 255);
        row("|i1", "ff", -1);
        row("<u2", "0201", 258);
        row(">u2", "0102", 258);
        row("<i4", "feffffff", -2);
        row(">u4", "fffffffe", 4294967294.0);
        row("<i8", "00000000000000c0", -0x1p62);
        row("<u8", "00000000000000c0", 0x1.8p63);
        row("<f2", "003c", 1);
        row(">f2", "c000", -2);
        row(">f4", "3f800000", 1);
        row("<f8", "000000000000e03f", 0.5);
    }
    void everyTypeIsRead() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, bytes);
        QFETCH(double, value);
        const std::string file =
            fileOf("{'descr': '" + type + "', 'fortran_order': False, 'shape': ()}", 1) + bytes.toStdString();
        QCOMPARE(parseNpy(file, "a").at(0), value);
    }

    void fortransOrderHasItsFirstIndexTogether() {
        const std::string file = fileOf("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4)}", 1);
        QCOMPARE(parseNpy(file + std::string(24, '\0'), "a").strides, (std::vector<std::int64_t>{1, 2, 6}));
    }

    void whatIsNoArrayIsRefused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const std::string& file, const char* sentence) {
            QTest::newRow(name) << QByteArray::fromStdString(file) << QString(sentence);
        };
        const auto one = [](const QByteArray& header) { return fileOf(header, 1) + '\0'; };
        add("nothing", "", "it has 0 bytes that begin otherwise.");
        add("text", "label,pixel0", "it has 12 bytes that begin otherwise.");
        add("a beginning", fileOf("", 1).substr(0, 8), "it has 8 bytes.");
        add("another version", fileOf("{}", 4), "its format's version is 4");
        add("within the header", fileOf("{'descr'", 1).substr(0, 14), "it ends within its header.");
        add("within the length", fileOf("", 2).substr(0, 10), "it ends within its header.");
        add("a huge header", fileOf(QByteArray(70000, ' '), 2), "its header has 70000 bytes");
        add("no type", one("{'fortran_order': False, 'shape': (1,)}"), "its header has no 'descr'");
        add("no shape", one("{'descr': '|u1', 'fortran_order': False}"), "its header has no 'shape'");
        add("no order", one("{'descr': '|u1', 'shape': (1,)}"), "its header has no 'fortran_order'");
        add("a list as shape", one("{'descr': '|u1', 'fortran_order': False, 'shape': [1]}"), "a tuple, not [1]}.");
        add("no end", one("{'descr': '|u1', 'fortran_order': False, 'shape': (1"), "a tuple, not (1.");
        add("a negative size", one("{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}"), "whole numbers");
        add("an old long", one("{'descr': '|u1', 'fortran_order': False, 'shape': (1L,)}"), "whole numbers");
        add("beyond 64 bits", one("{'descr': '|u1', 'fortran_order': False, 'shape': (4294967296, 4294967296, 2)}"),
            "does not fit the 1 bytes");
        add("too much", one("{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}"), "does not fit the 1 bytes");
        add("too little", one("{'descr': '|u1', 'fortran_order': False, 'shape': (0,)}"), "does not fit the 1 bytes");
        add("half a number", one("{'descr': '<u2', 'fortran_order': False, 'shape': (0,)}"),
            "does not fit the 1 bytes");
        add("an order", one("{'descr': '|u1', 'fortran_order': 1, 'shape': (1,)}"), "True or False, not 1, 'shape'");
        add("objects", one("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"), "it holds Python objects");
        add("complex numbers", one("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}"), "of type '<c8'");
        add("no type at all", one("{'descr': '', 'fortran_order': False, 'shape': (1,)}"), "of type ''");
    }
    void whatIsNoArrayIsRefused() {
        QFETCH(QByteArray, file);
        QFETCH(QString, sentence);
        QString failure;
        try {
            parseNpy(file.toStdString(), "a.npy");
        } catch (const std::runtime_error& error) {
            failure = error.what();
        }
        QVERIFY2(failure.startsWith("a.npy: ") && failure.contains(sentence), qPrintable(failure));
    }

    void aShapeThatDoesNotFitIsRefused() {
        const std::vector<float> values(6);
        QVERIFY_EXCEPTION_THROWN(npyBytes(2, 2, values), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(npyBytes(-2, -3, values), std::invalid_argument);
    }
};

QTEST_APPLESS_MAIN(TestNpy)
#include "tst_npy.moc"
