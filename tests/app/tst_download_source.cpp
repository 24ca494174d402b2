// The descriptions of where data sets are fetched from.
#include "app/fetch/download_source.h"

#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

const QByteArray file =
    R"({"name": "a.gz", "gzip_bytes": 10, "bytes": 100, "gzip_md5": ")" + QByteArray(32, 'A') + "\"}";

QByteArray described(const QByteArray& name, const QByteArray& mirror, const QByteArray& files) {
    return "{\"name\": \"" + name + "\", \"mirrors\": [\"" + mirror + "\"], \"files\": [" + files + "]}";
}

} // namespace

class TestDownloadSource : public QObject {
    Q_OBJECT

private slots:
    void theProgramKnowsSome() {
        QCOMPARE(downloadNames(), (QStringList{"fashion-mnist", "mnist"}));
        QVERIFY(!downloadNamed("../presets/best"));
        for (const QString& name : downloadNames()) {
            const auto source = downloadNamed(name);
            QVERIFY(source);
            QCOMPARE(source->name, name);
            QCOMPARE(source->files.size(), 4);
            QCOMPARE(source->files[0].name, QString("train-images-idx3-ubyte.gz"));
            QCOMPARE(source->files[0].bytes, 16 + 60000 * 784);
            QVERIFY(source->gzipBytes() > 10'000'000);
        }
        QCOMPARE(downloadNamed("mnist")->mirrors.size(), 2);
        QCOMPARE(downloadNamed("fashion-mnist")->title, QString("Fashion-MNIST"));
        QVERIFY(downloadNamed("mnist")->about.contains("handwritten"));
        QCOMPARE(allDownloads().size(), std::size_t(downloadNames().size()));
        QCOMPARE(downloadNamed("fashion-mnist")->classNames.size(), std::size_t{10});
    }

    void reads() {
        const DownloadSource source = parseDownloadSource(described("a", "http://h/x", file), "f");
        QCOMPARE(source.mirrors[0].resolved(QUrl("a.gz")), QUrl("http://h/x/a.gz"));
        QCOMPARE(source.files[0].gzipMd5, QByteArray(32, 'a'));
        QVERIFY(source.classNames.empty());
        QCOMPARE(source.title, QString("a"));
        QVERIFY(source.about.isEmpty());
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("sentence");
        const auto changed = [](const QByteArray& before, const QByteArray& after) {
            return described("a", "http://h/", QByteArray(file).replace(before, after));
        };
        QTest::newRow("no JSON") << QByteArray("{") << "f: it is not a JSON object.";
        QTest::newRow("no mirrors") << QByteArray(R"({"name": "a"})") << "f: it names no 'mirrors'.";
        QTest::newRow("no files") << described("a", "http://h/", "") << "f: it names no 'files'.";
        QTest::newRow("a way out") << described("../a", "http://h/", file)
                                   << "f: a 'name' is that of a file or a data set, not '../a'.";
        QTest::newRow("a file's way out")
            << changed("a.gz", "../a.gz") << "f: a 'name' is that of a file or a data set, not '../a.gz'.";
        QTest::newRow("a file of this machine") << described("a", "file:///etc", file)
                                                << "f: a mirror is an address that begins with https:// or http://, "
                                                   "not 'file:///etc'.";
        QTest::newRow("no gzip") << changed("a.gz", "a.zip") << "f: a file's 'name' ends in .gz.";
        QTest::newRow("no size") << changed("\"bytes\": 100", "\"bytes\": -1")
                                 << "f: 'bytes' is a number of bytes from 1 to 4294967296.";
        QTest::newRow("too large") << changed("\"bytes\": 100", "\"bytes\": 1000000000000")
                                   << "f: 'bytes' is a number of bytes from 1 to 4294967296.";
        QTest::newRow("no checksum") << changed("gzip_md5", "md5") << "f: 'a.gz' has neither 'sha256' nor 'gzip_md5'.";
        QTest::newRow("half a checksum") << changed("AAAA\"", "\"") << "f: 'gzip_md5' has 32 hexadecimal digits.";
    }

    void refuses() {
        QFETCH(QByteArray, json);
        QFETCH(QString, sentence);
        try {
            parseDownloadSource(json, "f");
            QFAIL("What describes no download was read.");
        } catch (const std::runtime_error& error) {
            QCOMPARE(QString(error.what()), sentence);
        }
    }
};

QTEST_APPLESS_MAIN(TestDownloadSource)
#include "tst_download_source.moc"
