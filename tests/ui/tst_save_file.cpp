#include "ui/state/settings.h"
#include "ui/widgets/save_file.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <stdexcept>
#include <sys/resource.h>
#include <utility>

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

void enter(QFileDialog& dialog, const QString& name) {
    auto* field = dialog.findChild<QLineEdit*>();
    field->setText(name);
    QTest::keyClick(field, Qt::Key_Return);
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

    // With real keys in the dialog itself.
    void theDialogAsksBeforeItReplaces_data() {
        QTest::addColumn<QString>("typed");
        QTest::newRow("without its suffix") << "metrics";
        QTest::newRow("whole") << "metrics.csv";
        QTest::newRow("with dots") << "lr0.01";
    }
    void theDialogAsksBeforeItReplaces() {
        QFETCH(QString, typed);
        const QTemporaryDir folder;
        Settings settings(folder.filePath("unroll.ini"));
        settings.setExportFolder(folder.path());
        for (const char* name : {"metrics.csv", "lr0.01.csv"})
            saveFile(folder.filePath(name), "before");
        QWidget window;
        bool asked = false;
        bool done = false;
        QTimer hand; // types into whatever dialog is open
        connect(&hand, &QTimer::timeout, &hand, [&] {
            if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget())) {
                if (asked)
                    return dialog->reject();
                if (!std::exchange(done, true)) // later: a dialog that opens then must not hold up the hand
                    QTimer::singleShot(0, dialog, [dialog, typed] { enter(*dialog, typed); });
            } else if (auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget())) {
                asked = true;
                QTest::keyClick(question, Qt::Key_Escape);
            }
        });
        hand.start(10);
        QCOMPARE(askSavePath(&window, {}, settings, "Save", "metrics.csv", "CSV (*.csv)"), QString());
        QVERIFY(asked);
        QCOMPARE(contents(folder.filePath("metrics.csv")), QByteArray("before"));
    }

    void theDialogGivesANameItsSuffix() {
        const QTemporaryDir folder;
        Settings settings(folder.filePath("unroll.ini"));
        settings.setExportFolder(folder.path());
        QTimer hand;
        connect(&hand, &QTimer::timeout, &hand, [] {
            if (auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget()))
                enter(*dialog, "lr0.01");
        });
        hand.start(10);
        QCOMPARE(askSavePath(nullptr, {}, settings, "Save", "plots.png", "PNG (*.png)"), folder.filePath("lr0.01.png"));
    }

    void aFolderThatIsNotThereIsSaid() { QVERIFY(failure("/nowhere/metrics.csv", "x").contains("/nowhere")); }
};

QTEST_MAIN(TestMainWindowSave)
#include "tst_save_file.moc"
