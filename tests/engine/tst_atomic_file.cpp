#include "engine/files/atomic_file.h"
#include "engine/files/read_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace unroll;

namespace {

std::filesystem::path pathIn(const QTemporaryDir& folder, const char* name) {
    return folder.filePath(name).toStdString();
}

QStringList filesIn(const QTemporaryDir& folder) {
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
}

// The sentence a failing write ends with, or nothing.
QString failureOf(const std::filesystem::path& path, std::string_view bytes) {
    try {
        writeFileAtomically(path, bytes);
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

// No file may grow beyond `bytes` while this lives: a disk that fills up in the middle of a file.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
};

// A superuser may write anywhere, so that the test becomes an ordinary user for a while.
class OrdinaryUser {
public:
    OrdinaryUser()
        : wasRoot_(geteuid() == 0) {
        if (wasRoot_ && seteuid(65534) != 0)
            qFatal("seteuid failed");
    }
    ~OrdinaryUser() {
        if (wasRoot_ && seteuid(0) != 0)
            qFatal("seteuid failed");
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;

private:
    bool wasRoot_;
};

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private slots:
    void writesAllBytes_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("one line\n");
        QTest::newRow("zeros") << QByteArray(1000, '\0');
        QTest::newRow("large") << QByteArray(5000000, 'x');
    }
    void writesAllBytes() {
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        writeFileAtomically(pathIn(folder, "file"), {bytes.constData(), static_cast<std::size_t>(bytes.size())});
        QCOMPARE(QByteArray::fromStdString(readFile(pathIn(folder, "file"))), bytes);
        QCOMPARE(filesIn(folder), QStringList{"file"});
    }

    void replacesWhatWasThere() {
        const QTemporaryDir folder;
        writeFileAtomically(pathIn(folder, "file"), "a longer text than the next");
        writeFileAtomically(pathIn(folder, "file"), "short");
        QCOMPARE(readFile(pathIn(folder, "file")), std::string("short"));
        QCOMPARE(filesIn(folder).size(), 1);
    }

    void othersMayReadItAsTheUmaskAllows() {
        const QTemporaryDir folder;
        const mode_t before = umask(022);
        writeFileAtomically(pathIn(folder, "file"), "text");
        umask(before);
        struct stat status {};
        QCOMPARE(stat(pathIn(folder, "file").c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0644U);
    }

    void aReaderKeepsTheOldFileWhole() {
        const QTemporaryDir folder;
        writeFileAtomically(pathIn(folder, "file"), "before");
        QFile reader(folder.filePath("file"));
        QVERIFY(reader.open(QIODevice::ReadOnly));
        writeFileAtomically(pathIn(folder, "file"), "afterwards");
        QCOMPARE(reader.readAll(), QByteArray("before"));
    }

    void aFullDiskLeavesTheOldFile() {
        const QTemporaryDir folder;
        writeFileAtomically(pathIn(folder, "file"), "before");
        const std::string large(100000, 'x');
        QString sentence;
        {
            const FileSizeLimit limit(4096);
            sentence = failureOf(pathIn(folder, "file"), large);
        }
        QVERIFY2(sentence.startsWith("Cannot write " + folder.filePath("file") + ": "), qPrintable(sentence));
        QVERIFY2(sentence.endsWith("free some space or choose another folder."), qPrintable(sentence));
        QCOMPARE(readFile(pathIn(folder, "file")), std::string("before"));
        QCOMPARE(filesIn(folder), QStringList{"file"});
    }

    void aFolderInItsPlaceIsLeftAlone() {
        const QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath("file/inside"));
        QVERIFY(failureOf(pathIn(folder, "file"), "text").startsWith("Cannot write"));
        QVERIFY(QDir(folder.filePath("file/inside")).exists());
        QCOMPARE(filesIn(folder), QStringList{"file"});
    }

    void aMissingFolderIsNamed() {
        const QTemporaryDir folder;
        const QString sentence = failureOf(pathIn(folder, "nowhere/file"), "text");
        QVERIFY2(sentence.contains("nowhere/file: No such file or directory; create the folder"), qPrintable(sentence));
        QVERIFY(filesIn(folder).isEmpty());
    }

    void aFolderWithoutPermissionIsNamed() {
        const QTemporaryDir folder;
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner));
        QString sentence;
        {
            const OrdinaryUser user;
            sentence = failureOf(pathIn(folder, "file"), "text");
        }
        QVERIFY(QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QVERIFY2(sentence.contains("Permission denied; choose a folder you may write to"), qPrintable(sentence));
        QVERIFY(filesIn(folder).isEmpty());
    }

    void readingNamesWhatIsMissing() {
        const QTemporaryDir folder;
        QVERIFY_EXCEPTION_THROWN(readFile(pathIn(folder, "nothing")), std::runtime_error);
        try {
            readFile(folder.path().toStdString());
            QFAIL("a folder was read as a file");
        } catch (const std::runtime_error& error) {
            QVERIFY(QString(error.what()).contains("it is a folder"));
        }
    }

    void whatKilledWritersLeftIsRemoved() {
        const QTemporaryDir folder;
        const pid_t killed = fork();
        if (killed == 0)
            _exit(0);
        QCOMPARE(waitpid(killed, nullptr, 0), killed);
        const QString dead = QString::number(killed);
        const QStringList others{".metrics.csv." + QString::number(getpid()) + ".1.part", "metrics.csv",
                                 ".metrics.csv.part", "x." + dead + ".1.part"};
        for (const QString& name :
             QStringList{".metrics.csv." + dead + ".1.part", ".a b." + dead + ".12.part"} + others) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        removeHalfFiles(folder.path().toStdString());
        const QStringList left = filesIn(folder);
        QCOMPARE(QSet<QString>(left.begin(), left.end()), QSet<QString>(others.begin(), others.end()));
        removeHalfFiles(folder.filePath("no such folder").toStdString());
    }
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
