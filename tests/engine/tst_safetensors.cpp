#include "engine/files/safetensors.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>

using namespace unroll;

namespace {

Safetensors sample() {
    const float smallest = std::numeric_limits<float>::denorm_min();
    return {{{"rnn.weight", {2, 3}, {1, -2, 3.5F, 1e-30F, smallest, -0.0F}},
             {"bias", {2}, {0.25F, std::numeric_limits<float>::infinity()}},
             {"scalar", {}, {7}},
             {"empty", {0, 5}, {}}},
            {{"activation", "tanh"}, {"quote", "a \"quoted\" \u00e9\n"}}};
}

std::uint64_t headerLength(const std::string& bytes) {
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), 8);
    return length;
}

QByteArray dataSection(const std::string& bytes) {
    return QByteArray::fromStdString(bytes.substr(8 + headerLength(bytes)));
}

// A file made of any header and data.
QByteArray file(const QByteArray& header, qsizetype dataBytes) {
    const auto length = static_cast<quint64>(header.size());
    return QByteArray(reinterpret_cast<const char*>(&length), 8) + header + QByteArray(dataBytes, '\0');
}

QString failureOf(const QByteArray& bytes) {
    try {
        parseSafetensors({bytes.constData(), static_cast<std::size_t>(bytes.size())}, "model.safetensors");
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private slots:
    void readsBackTheSameBits() {
        const Safetensors content = sample();
        const Safetensors back = parseSafetensors(safetensorsBytes(content), "file");
        QVERIFY(back == content);
        QVERIFY(std::signbit(back.tensors[0].values[5]));
        QVERIFY(parseSafetensors(safetensorsBytes({}), "file") == Safetensors{});
    }

    void layoutIsTheFormats() {
        const std::string bytes = safetensorsBytes(sample());
        QCOMPARE(headerLength(bytes) % 8, 0U);
        const QByteArray text(bytes.data() + 8, static_cast<qsizetype>(headerLength(bytes)));
        QVERIFY(text.startsWith("{\"__metadata__\":{"));
        QVERIFY(text.trimmed().endsWith('}'));
        const QJsonObject header = QJsonDocument::fromJson(text).object();
        const QJsonObject weight = header["rnn.weight"].toObject();
        QCOMPARE(weight["dtype"].toString(), "F32");
        QCOMPARE(weight["shape"].toArray(), QJsonArray({2, 3}));
        QCOMPARE(weight["data_offsets"].toArray(), QJsonArray({0, 24}));
        QCOMPARE(header["bias"].toObject()["data_offsets"].toArray(), QJsonArray({24, 32}));
        QCOMPARE(header["scalar"].toObject()["shape"].toArray(), QJsonArray());
        QCOMPARE(header["empty"].toObject()["data_offsets"].toArray(), QJsonArray({36, 36}));
        QCOMPARE(dataSection(bytes).size(), 36);
        QCOMPARE(dataSection(bytes).left(4), QByteArray("\x00\x00\x80\x3f", 4)); // 1.0F, little-endian
    }

    void hashIsTheDataSections() {
        const QByteArray data = dataSection(safetensorsBytes(sample()));
        QCOMPARE(QByteArray::fromStdString(weightsSha256(sample().tensors)),
                 QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex());
        QCOMPARE(weightsSha256({}), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    void readsTensorsInAnyOrderOfTheHeader() {
        const QByteArray header = R"({"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},)"
                                  R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
        const Safetensors content = parseSafetensors(file(header, 8).toStdString(), "file");
        QCOMPARE(content.tensors.size(), 2U);
        QCOMPARE(content.tensors[0].name, std::string("a"));
        QCOMPARE(content.tensors[1].name, std::string("b"));
    }

    void otherFormatsBecomeFloats_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("numbers");
        QTest::addColumn<std::vector<float>>("values");
        const auto row = [](const char* type, const auto& numbers, const std::vector<float>& values) {
            const auto* bytes = reinterpret_cast<const char*>(numbers.data());
            QTest::newRow(type) << QByteArray(type)
                                << QByteArray(bytes, static_cast<qsizetype>(numbers.size() * sizeof(numbers[0])))
                                << values;
        };
        using Halves = std::array<std::uint16_t, 4>;
        row("F16", Halves{0x3C00, 0xB555, 0x0001, 0x7BFF}, {1.0F, -0x1.554p-2F, 0x1p-24F, 65504.0F});
        row("BF16", Halves{0x3F80, 0xBEAB, 0x0001, 0x7F7F}, {1.0F, -0x1.56p-2F, 0x1p-133F, 0x1.fep127F});
        row("F64", std::array<double, 4>{1.0, -1.0 / 3, 0x1p-149, 1e300 * 1e300},
            {1.0F, -1.0F / 3, 0x1p-149F, std::numeric_limits<float>::infinity()});
    }
    void otherFormatsBecomeFloats() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, numbers);
        QFETCH(std::vector<float>, values);
        QByteArray bytes = file(R"({"a":{"dtype":")" + type + R"(","shape":[2,2],"data_offsets":[0,)" +
                                    QByteArray::number(numbers.size()) + "]}}",
                                0);
        bytes += numbers;
        const Safetensors read = parseSafetensors(bytes.toStdString(), "file");
        QVERIFY(read.tensors.at(0).values == values);
        QCOMPARE(read.tensors.at(0).shape, (std::vector<std::int64_t>{2, 2}));
    }

    void writingRefusesWhatDoesNotFit() {
        QVERIFY_EXCEPTION_THROWN(safetensorsBytes({{{"a", {2, 2}, {1, 2, 3}}}, {}}), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(safetensorsBytes({{{"a", {1}, {1}}, {"a", {1}, {2}}}, {}}), std::invalid_argument);
    }

    void everyTruncationIsFound() {
        const QByteArray bytes = QByteArray::fromStdString(safetensorsBytes(sample()));
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY2(failureOf(bytes.left(length)).startsWith("model.safetensors: "),
                     qPrintable(QString::number(length)));
    }

    void errorsSayWhatWasExpected_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const QByteArray& bytes, const char* sentence) {
            QTest::newRow(name) << bytes << QString(sentence);
        };
        const auto tensor = [](const char* type, const char* shape, const char* offsets) {
            return QByteArray(R"({"a":{"dtype":)") + type + R"(,"shape":)" + shape + R"(,"data_offsets":)" + offsets +
                   "}}";
        };
        add("too short", "1234", "begins with 8 bytes");
        add("header longer than the file", QByteArray(8, '\x7f') + "{}", "but only 2 bytes follow");
        add("not JSON", file("{\"a\":", 0), "not valid JSON at byte ");
        add("not UTF-8", file("{\"\xff\":{}}", 0), "not valid JSON at byte ");
        add("a list", file("[]", 0), "expected to be a JSON object");
        add("twins", file(R"({"a":{},"a":{}})", 0), "has the name \"a\" twice");
        add("metadata no object", file(R"({"__metadata__":[]})", 0), "__metadata__ is expected to be a JSON object");
        add("metadata no text", file(R"({"__metadata__":{"cells":4}})", 0), "'cells' is none");
        add("no object", file(R"({"a":7})", 0), "tensor 'a' has no dtype");
        add("no shape", file(R"({"a":{"dtype":"F32"}})", 0), "tensor 'a' has no shape");
        add("whole numbers", file(tensor("\"I64\"", "[2]", "[0,16]"), 16), "type \"I64\" where \"F16\", \"BF16\",");
        add("type no text", file(tensor("7", "[2]", "[0,8]"), 8), "tensor 'a' is of type 7 where ");
        add("half as many halves", file(tensor("\"F16\"", "[2]", "[0,8]"), 8), "needs 4 bytes for its shape and has 8");
        QByteArray large = file(tensor("\"F64\"", "[2]", "[0,16]"), 0);
        const std::array<double, 2> numbers{1, 1e39};
        large.append(reinterpret_cast<const char*>(numbers.data()), sizeof numbers);
        add("beyond every float", large, "holds a number at place 1 that is too large for single precision");
        add("shape no list", file(tensor("\"F32\"", "2", "[0,8]"), 8), "expected to have a list as its shape");
        add("negative size", file(tensor("\"F32\"", "[-1]", "[0,4]"), 4), "has -1 in its shape");
        add("fraction", file(tensor("\"F32\"", "[1.5]", "[0,4]"), 4), "has 1.5 in its shape");
        add("one offset", file(tensor("\"F32\"", "[1]", "[0]"), 4), "two data_offsets");
        add("backwards", file(tensor("\"F32\"", "[1]", "[4,0]"), 4), "bytes 4 to 0 of the data");
        add("truncated", file(tensor("\"F32\"", "[2]", "[0,8]"), 4), "the file may be truncated");
        add("shape and bytes differ", file(tensor("\"F32\"", "[3]", "[0,8]"), 8),
            "needs 12 bytes for its shape and has 8");
        add("overflowing shape", file(tensor("\"F32\"", "[4294967296,4294967296,4]", "[0,0]"), 0), "too large");
        add("size beyond 63 bits", file(tensor("\"F32\"", "[18446744073709551615]", "[0,4]"), 4),
            "has 18446744073709551615 in its shape");
        add("size beyond 63 bits of nothing", file(tensor("\"F32\"", "[0,18446744073709551615]", "[0,0]"), 0),
            "has 18446744073709551615 in its shape");
        add("a number beyond all", file(R"({"a":1e400})", 0), "its header has a number that is too large");
        add("a tower of lists", file(QByteArray(100000, '[') + QByteArray(100000, ']'), 0),
            "lie in each other deeper than 16");
        add("gap at the start", file(tensor("\"F32\"", "[1]", "[4,8]"), 8), "leave a gap");
        add("trailing", file(tensor("\"F32\"", "[1]", "[0,4]"), 6), "2 more bytes follow");
        add("overlap",
            file(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                 R"("b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                 8),
            "tensor 'b' begins at byte 4 of the data where byte 8 is expected: tensors overlap");
    }
    void errorsSayWhatWasExpected() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, sentence);
        const QString failure = failureOf(bytes);
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY(failure.startsWith("model.safetensors: ") && failure.endsWith('.'));
    }
};

QTEST_APPLESS_MAIN(TestSafetensors)
#include "tst_safetensors.moc"
