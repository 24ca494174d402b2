// Files of bytes, plain and gzip: whole or not at all, whoever else writes beside.
#include "engine/data/byte_sink.h"
#include "engine/data/byte_source.h"
#include "tests/support/idx_bytes.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

using namespace unroll;

namespace {

using Bytes = std::vector<std::uint8_t>;

// Not to be compressed to a few bytes.
Bytes uneven(std::size_t count) {
    Bytes bytes(count);
    std::uint32_t state = 1;
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>((state = state * 1664525U + 1013904223U) >> 24);
    return bytes;
}

Bytes read(const std::filesystem::path& file) {
    const auto source = ByteSource::open(file);
    Bytes bytes(std::size_t{1} << 20);
    bytes.resize(source->read(bytes));
    return bytes;
}

} // namespace

class TestByteSink : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    std::filesystem::path path(const QString& name) const { return folder_->filePath(name).toStdString(); }
    QStringList files() const {
        return QDir(folder_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void writesBothParts_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("bytes");
        for (const char* name : {"file", "file.gz"})
            for (const int bytes : {0, 1, 65536, 300000})
                QTest::addRow("%s of %d", name, bytes) << name << bytes;
    }
    void writesBothParts() {
        QFETCH(QString, name);
        QFETCH(int, bytes);
        const Bytes header{0, 0, 8, 1};
        const Bytes data = uneven(static_cast<std::size_t>(bytes));
        writeFile(path(name), header, data);
        Bytes expected = header;
        expected.insert(expected.end(), data.begin(), data.end());
        QVERIFY(read(path(name)) == expected);
        QCOMPARE(files(), QStringList{name});
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.read(2) == "\x1f\x8b", name.endsWith(".gz"));
    }

    void leavesOthersFilesAlone() {
        writeBytes(folder_->filePath("file.gz.part"), "somebody else's");
        writeFile(path("file.gz"), {}, Bytes{1, 2, 3});
        QCOMPARE(files(), (QStringList{"file.gz", "file.gz.part"}));
        QFile part(folder_->filePath("file.gz.part"));
        QVERIFY(part.open(QIODevice::ReadOnly));
        QCOMPARE(part.readAll(), QByteArray("somebody else's"));
    }

    void writersDoNotMeet() {
        const Bytes one = uneven(200000);
        Bytes other = one;
        std::ranges::reverse(other);
        std::atomic<int> failures = 0;
        const auto write = [&](const Bytes& bytes) {
            for (int round = 0; round < 20; ++round)
                try {
                    writeFile(path("file"), {}, bytes);
                } catch (const std::runtime_error&) {
                    ++failures;
                }
        };
        {
            const std::jthread first(write, std::cref(one));
            const std::jthread second(write, std::cref(other));
        }
        QCOMPARE(failures.load(), 0);
        const Bytes last = read(path("file"));
        QVERIFY(last == one || last == other);
        QCOMPARE(files(), QStringList{"file"});
    }
};

QTEST_APPLESS_MAIN(TestByteSink)
#include "tst_byte_sink.moc"
