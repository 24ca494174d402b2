// A file's content decides whether it is gzip, and what lies behind the packed data is padding or a fault.
#include "engine/data/byte_source.h"
#include "tests/support/idx_bytes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

namespace {

QByteArray readAll(const std::filesystem::path& file) {
    const auto source = ByteSource::open(file);
    QByteArray bytes(100000, '\0');
    bytes.truncate(static_cast<qsizetype>(
        source->read({reinterpret_cast<std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())})));
    return bytes;
}

} // namespace

class TestByteSource : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

private slots:
    void contentDecides_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("content");
        const QByteArray text = "what is in it";
        const QByteArray zeros(70000, '\0'); // more than is read at once
        const auto row = [](const char* title, const char* name, const QByteArray& bytes, const QByteArray& content) {
            QTest::newRow(title) << name << bytes << content;
        };
        row("plain", "file", text, text);
        row("gzip", "file.gz", gzip(text), text);
        row("unpacked, named .gz", "file.gz", text, text);
        row("gzip without the ending", "file", gzip(text), text);
        row("another ending", "file.bin", gzip(text), text);
        row("upper case", "FILE.GZ", gzip(text), text);
        row("zeros behind", "file.gz", gzip(text) + QByteArray(512, '\0'), text);
        row("one zero behind", "file.gz", gzip(text) + QByteArray(1, '\0'), text);
        row("many zeros behind", "file.gz", gzip(text) + zeros, text);
        row("zeros between members", "file.gz", gzip(text) + zeros + gzip(text), text + text);
        row("zeros are content", "file.gz", gzip(text + QByteArray(9, '\0')), text + QByteArray(9, '\0'));
        row("zeros behind what is plain", "file", text + QByteArray(9, '\0'), text + QByteArray(9, '\0'));
        row("nothing", "file", "", "");
        row("one byte of the magic", "file", "\x1f", "\x1f");
        row("gzip within gzip is opened once", "file.gz", gzip(gzip(text)), gzip(text));
    }
    void contentDecides() {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, content);
        QCOMPARE(readAll(writeBytes(folder_.filePath(name), bytes)), content);
    }

    void plainIsAsItLies() {
        const QByteArray packed = gzip("content");
        const auto source = ByteSource::openPlain(writeBytes(folder_.filePath("packed.gz"), packed));
        QCOMPARE(source->maximumSize(), static_cast<std::uint64_t>(packed.size()));
        QVERIFY(source->sizeIsExact());
    }

    void refusesWhatLiesBehind_data() {
        QTest::addColumn<QByteArray>("behind");
        QTest::addColumn<qint64>("at"); // behind the packed data
        QTest::newRow("rubbish") << QByteArray("rubbish") << qint64{0};
        QTest::newRow("zeros, then rubbish") << QByteArray(100, '\0') + "rubbish" << qint64{100};
        QTest::newRow("a web page") << QByteArray("<html></html>") << qint64{0};
    }
    void refusesWhatLiesBehind() {
        QFETCH(QByteArray, behind);
        QFETCH(qint64, at);
        const QByteArray packed = gzip("content");
        const std::filesystem::path file = writeBytes(folder_.filePath("file.gz"), packed + behind);
        QCOMPARE(sentenceOf([&] { readAll(file); }),
                 QString("'%1', byte 7: expected the end of the file or more gzip data, found other bytes behind the "
                         "gzip data, from compressed byte %2 on; gunzip leaves them out.")
                     .arg(file.c_str())
                     .arg(packed.size() + at));
    }
};

QTEST_APPLESS_MAIN(TestByteSource)
#include "tst_byte_source.moc"
