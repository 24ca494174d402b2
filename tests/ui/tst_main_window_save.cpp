#include "ui/main_window_save.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <stdexcept>
#include <sys/resource.h>

using namespace unroll;

namespace {

// As on a full disk: no file may grow as long as this lives.
class FullDisk {
public:
    FullDisk() {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit none = before_;
        none.rlim_cur = 0;
        setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { setrlimit(RLIMIT_FSIZE, &before_); }

private:
    rlimit before_{};
};

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString failure(const QString& path, const QByteArray& bytes) {
    try {
        saveFile(path, bytes);
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestMainWindowSave : public QObject {
    Q_OBJECT

private slots:
    void replacesWhatWasThere() {
        QTemporaryDir folder;
        const QString path = folder.filePath("metrics.csv");
        saveFile(path, "before");
        saveFile(path, "now");
        QCOMPARE(contents(path), QByteArray("now"));
    }

    void aFullDiskIsSaidAndLosesNothing_data() {
        QTest::addColumn<int>("size");
        QTest::newRow("some bytes") << 10;
        QTest::newRow("many bytes") << 1000000;
    }
    void aFullDiskIsSaidAndLosesNothing() {
        QFETCH(int, size);
        QTemporaryDir folder;
        const QString path = folder.filePath("metrics.csv");
        saveFile(path, "before");
        QString sentence;
        {
            const FullDisk full;
            sentence = failure(path, QByteArray(size, 'x'));
        }
        QVERIFY(sentence.startsWith(path + " could not be saved: "));
        QCOMPARE(contents(path), QByteArray("before"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList("metrics.csv"));
    }

    void aFolderThatIsNotThereIsSaid() { QVERIFY(failure("/nowhere/metrics.csv", "x").contains("/nowhere")); }
};

QTEST_GUILESS_MAIN(TestMainWindowSave)
#include "tst_main_window_save.moc"
