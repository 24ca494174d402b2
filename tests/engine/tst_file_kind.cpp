// What comes under a data set's name and is none: each is named, with what to do about it.
#include "engine/data/file_kind.h"
#include "engine/data/idx_file.h"
#include "tests/support/idx_bytes.h"

#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

class TestFileKind : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

private slots:
    void saysWhatAFileIs_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("kind");
        const auto row = [](const char* title, const QByteArray& bytes, const char* kind) {
            QTest::newRow(title) << bytes << kind;
        };
        const char* page = "is no IDX file; it is a web page, most likely a server's error message, and not the file "
                           "itself: fetch it again.";
        row("a web page", "<!DOCTYPE html>\n<html><body>Forbidden</body></html>\n", page);
        row("without a doctype", "<html lang=\"en\"><head></head></html>", page);
        row("in capitals", "<HTML><HEAD><TITLE>404</TITLE>", page);
        row("behind blanks", "\r\n\n  \t<!doctype HTML>", page);
        row("behind a byte order mark", "\xEF\xBB\xBF<!DOCTYPE html>", page);
        row("XHTML", "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">", page);
        row("behind a comment", "<!-- saved from url --><html>", page);
        row("a packed web page", gzip("<!DOCTYPE html><html></html>"), page);
        row("a server's XML", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "; it is XML, ");
        row("gzip within gzip", gzip(gzip("anything")),
            "; it is gzip within gzip, packed twice: unpack it once (gunzip), or fetch it again.");
        row("Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
            "; it is a Git LFS pointer, which stands for the file: fetch the file itself with git lfs pull.");
        row("zip", QByteArray("PK\x03\x04\x14\0\0\0", 8), "; it is a zip archive (.zip, .npz, .pt): unpack it");
        row("tar", "train-images-idx3-ubyte" + QByteArray(257 - 23, '\0') + QByteArray("ustar\0", 6) + "00",
            "; it is a tar archive: unpack it (tar xf)");
        row("tar in gzip", gzip("a" + QByteArray(256, '\0') + "ustar"), "; it is a tar archive: unpack it (tar xf)");
        row("xz",
            QByteArray("\xFD"
                       "7zXZ\0\0\x04",
                       8),
            "; it is packed with xz: unpack it (unxz).");
        row("bzip2", "BZh91AY&SY", "; it is packed with bzip2: unpack it (bunzip2).");
        row("Zstandard", QByteArray("\x28\xB5\x2F\xFD\x04\0", 6), "; it is packed with Zstandard: unpack it (unzstd).");
        row("7-Zip", QByteArray("7z\xBC\xAF\x27\x1C\0", 7), "; it is a 7-Zip archive: unpack it.");
        row("PNG", "\x89PNG\r\n\x1A\n", "; it is a single picture: ");
        row("JPEG", "\xFF\xD8\xFF\xE0", "; it is a single picture: ");
        row("NumPy", "\x93NUMPY\x01", "; it is a NumPy array (.npy): ");
        row("a pickle", QByteArray("\x80\x04\x95\0\0", 5), "; it is a Python pickle: ");
        row("HDF5", "\x89HDF\r\n\x1A\n", "; it is an HDF5 file: ");
        row("macOS's own", QByteArray("\0\x05\x16\x07\0\x02\0\0", 8), "; it is what macOS keeps beside a file");
        row("a table", "5,0,0,0,255\n0,0,12,0,0\n",
            "; it is text: a table (.csv) is made a data set with unroll data "
            "import.");
        row("UTF-16",
            QByteArray("\xFF\xFE"
                       "5\0,\0",
                       6),
            "; it is text in UTF-16: save it as UTF-8.");
        row("nothing", "", "is empty: fetch or copy it again.");
        row("nothing, packed", gzip(""), "is empty: fetch or copy it again.");
        row("zeros", QByteArray(1000, '\0'),
            "begins with zeros in place of an IDX file's header: it was not written "
            "to its end; fetch or copy it again.");
        row("none of these", QByteArray("\x02\x03\0\x01", 4),
            "byte 0: expected 0x00, the beginning of an IDX file, "
            "found 0x02.");
    }
    void saysWhatAFileIs() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, kind);
        const std::filesystem::path file = writeBytes(folder_.filePath("train-images-idx3-ubyte.gz"), bytes);
        for (const QString& sentence :
             {sentenceOf([&] { readIdxImages(file); }), sentenceOf([&] { readIdxLabels(file, 3, 10); })}) {
            QVERIFY2(sentence.startsWith(QString("'%1'").arg(file.c_str())), qPrintable(sentence));
            QVERIFY2(sentence.contains(kind) && sentence.endsWith('.'), qPrintable(sentence));
        }
    }

    void saysNothingOfOrdinaryFiles_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("one byte") << QByteArray("P");
        QTest::newRow("IDX") << idx<quint8>(8, {2}, {1, 2});
        QTest::newRow("names") << QByteArray("zebra\n<\nPK\n");
        QTest::newRow("a table") << QByteArray("5,0,0\n");
    }
    void saysNothingOfOrdinaryFiles() {
        QFETCH(QByteArray, bytes);
        QCOMPARE(
            foreignKind({reinterpret_cast<const std::uint8_t*>(bytes.data()), static_cast<std::size_t>(bytes.size())}),
            std::string());
    }
};

QTEST_APPLESS_MAIN(TestFileKind)
#include "tst_file_kind.moc"
