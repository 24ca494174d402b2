#include "engine/data/zip_archive.h"

#include "engine/files/read_file.h"
#include "tests/support/zip_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>

using namespace unroll;

class TestZipArchive : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::filesystem::path file_ = folder_.filePath("a.zip").toStdString();

    void write(const std::string& bytes) {
        QFile file(QString::fromStdString(file_.string()));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
    }

    // Why the first entry can't be read.
    QString failure() {
        try {
            ZipArchive(file_).read(0);
        } catch (const std::runtime_error& error) {
            return QString::fromUtf8(error.what());
        }
        return {};
    }

private slots:
    void readsWhatWasPacked() {
        const std::string large(1'000'000, 'x');
        for (const zip_int32_t method : {ZIP_CM_STORE, ZIP_CM_DEFLATE}) {
            writeZip(file_, {{"one", "1"}, {"large", large}, {"nothing", ""}}, method);
            const ZipArchive archive(file_);
            QCOMPARE(archive.names(), (std::vector<std::string>{"one", "large", "nothing"}));
            QCOMPARE(archive.read(1), large);
            QCOMPARE(archive.read(0), std::string("1"));
            QCOMPARE(archive.read(2), std::string());
        }
    }

    void whatIsNoZipIsRefused() {
        write("PK\x03\x04 and no more");
        QVERIFY(failure().contains("a.zip' can't be read as a zip file: "));
        write("");
        QVERIFY(failure().contains("can't be read as a zip file"));
        file_ = folder_.filePath("no such file").toStdString();
        QVERIFY(failure().contains("can't be read as a zip file: No such file"));
        file_ = folder_.filePath("a.zip").toStdString();
    }

    void everyTruncationIsFound() {
        writeZip(file_, {{"one", "some text, some text"}});
        const std::string whole = readFile(file_);
        for (std::size_t length = 0; length < whole.size(); ++length) {
            write(whole.substr(0, length));
            QVERIFY2(!failure().isEmpty(), qPrintable(QString::number(length)));
        }
    }

    void aBitThatFlippedIsFound() {
        writeZip(file_, {{"one", "some text that is stored"}}, ZIP_CM_STORE);
        std::string bytes = readFile(file_);
        bytes[bytes.find("text")] ^= 1;
        write(bytes);
        QVERIFY2(failure().contains("a.zip', entry one: it is damaged: "), qPrintable(failure()));
    }

    void anEntryThatAnnouncesTooMuchTakesNoMemory() {
        writeZip(file_, {{"one", std::string(1000, 'x')}});
        std::string bytes = readFile(file_);
        const std::string size("\xE8\x03\x00\x00", 4); // in the entry's own header and in the directory
        for (std::size_t place = 0; (place = bytes.find(size, place)) != std::string::npos;)
            bytes.replace(place, 4, "\xFF\xFF\xFF\x7F");
        write(bytes);
        QVERIFY2(failure().contains("announces 2147483647 bytes, more than its "), qPrintable(failure()));
    }
};

QTEST_APPLESS_MAIN(TestZipArchive)
#include "tst_zip_archive.moc"
