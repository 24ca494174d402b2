// Data sets in the window, as the program puts it together: fetched from a server that breaks off and stalls, and
// opened from a person's own files.
#include "app/data_services.h"
#include "engine/session/training_session.h"
#include "tests/support/tiny_download.h"
#include "tests/support/unreliable_server.h"
#include "ui/main_window.h"
#include "ui/panels/message_bar.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace unroll;
using namespace std::chrono_literals;
using State = SessionController::State;

#define AWAIT_READY() QTRY_COMPARE_WITH_TIMEOUT(window_->controller().state(), State::Ready, 20000)
#define AWAIT_DATA(name)                                                                                               \
    QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(window_->controller().hyperparameters().data), name, 20000)
#define AWAIT_SAID(words) QTRY_VERIFY_WITH_TIMEOUT(said().contains(words), 20000)

namespace {

const QByteArray firstFile = "/train-images-idx3-ubyte.gz";

} // namespace

class TestDataServices : public QObject {
    Q_OBJECT

private slots:
    void init() {
        home_ = std::make_unique<QTemporaryDir>();
        server_ = std::make_unique<UnreliableServer>();
        settings_ = std::make_unique<Settings>(home_->filePath("unroll.ini"));
        settings_->setRetrainsAsDragged(false);
        for (const QString& name : tiny_.bodies.keys())
            server_->set('/' + name.toLatin1(), {Answer{.body = tiny_.bodies[name]}});
        saveDatasetFolder(tinyHandwriting(), path("data/strokes"), Compression::None);
        folder_.clear();
    }
    void cleanup() {
        window_.reset();
        settings_.reset();
    }

    void oneSentenceAndOneButtonBringASet() {
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        QCOMPARE(box()->currentText(), QString("strokes"));
        QCOMPARE(
            said(),
            QString("Tiny (a few rows) is not on this computer; fetching it takes %1 over the network.").arg(size()));
        QVERIFY(server_->requests().empty());
        press("Fetch Tiny");
        AWAIT_DATA("tiny");
        AWAIT_READY();
        QCOMPARE(box()->currentText(), QString("tiny"));
        QVERIFY(said().isEmpty());
        for (int row = 0; row < box()->count(); ++row)
            QVERIFY(!box()->itemText(row).contains("fetch"));
        QCOMPARE(window_->controller().info().width, 4);
        QCOMPARE(settings_->hyperparameters().data, std::string("tiny"));
    }

    void aTrainingThatHasBegunIsNotReplaced() {
        settings_->setRetrainsAsDragged(true);
        open();
        QTest::keyClick(window_.get(), Qt::Key_B);
        QTRY_COMPARE(window_->controller().state(), State::Paused);
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        QTRY_COMPARE_WITH_TIMEOUT(box()->currentText(), QString("tiny"), 20000);
        QCOMPARE(window_->controller().hyperparameters().data, std::string("strokes"));
        QVERIFY(button("Train anew")->isVisible());
    }

    void goesOnAfterCancel() {
        server_->set(firstFile, {{.kind = Answer::BreakOff, .body = first()},
                                 {.kind = Answer::Silence, .body = first()},
                                 {.body = first()}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        QTRY_COMPARE_WITH_TIMEOUT(server_->requests().size(), 2, 20000);
        AWAIT_SAID("Fetching Tiny");
        press("Cancel");
        QCOMPARE(said(), QString("Tiny was not fetched to its end; what has arrived is kept."));
        press("Go on");
        AWAIT_DATA("tiny");
        QVERIFY(server_->requests()[2].range.startsWith("bytes="));
    }

    void saysHowFarItIs() {
        server_->set("/train-labels-idx1-ubyte.gz", {{.kind = Answer::Silence, .body = "x"}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        const QString arrived = QLocale().toString(static_cast<double>(first().size()) / 1024, 'f', 1);
        AWAIT_SAID(QString("Fetching Tiny: %1").arg(arrived));
        QVERIFY2(said().endsWith(size() + "."), qPrintable(said()));
    }

    void goesOnUnseenWhenTheBarIsClosed() {
        server_->set(firstFile, {{.kind = Answer::BreakOff, .body = first()}, {.body = first()}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        QTest::mouseClick(bar()->findChild<QToolButton*>("messageClose"), Qt::LeftButton);
        AWAIT_DATA("tiny");
        QVERIFY(said().isEmpty());
    }

    void saysWhyItFailedAndTriesAgain() {
        server_->set(firstFile, {{.kind = Answer::Status, .status = 404}, {.body = first()}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        AWAIT_SAID("The data set tiny can't be fetched");
        QVERIFY(said().contains("it answers 404"));
        QCOMPARE(window_->controller().state(), State::Ready);
        press("Try again");
        AWAIT_DATA("tiny");
    }

    void withoutANetworkTheWindowGoesOn() {
        open();
        server_->close();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        AWAIT_SAID("refused");
        QTest::keyClick(window_.get(), Qt::Key_B);
        QTRY_COMPARE(window_->controller().state(), State::Paused);
        QCOMPARE(window_->controller().hyperparameters().data, std::string("strokes"));
        QVERIFY(said().contains("refused"));
    }

    void withoutAHomeThereIsNoPlace() {
        open(2, {});
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        AWAIT_SAID("There is no home folder");
    }

    void closingLeavesWhatHasArrived() {
        server_->set(firstFile, {{.kind = Answer::BreakOff, .body = first()},
                                 {.kind = Answer::Silence, .body = first()},
                                 {.body = first()}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        QTRY_COMPARE_WITH_TIMEOUT(server_->requests().size(), 2, 20000);
        window_->close();
        window_.reset();
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        AWAIT_DATA("tiny");
        QCOMPARE(server_->requests()[2].range, "bytes=" + QByteArray::number(first().size() / 2) + "-");
    }

    void aMissingSetIsOfferedAndTheBuiltInOneServes() {
        start("tiny", 2, path("data"));
        AWAIT_DATA("digits");
        AWAIT_READY();
        QVERIFY(said().startsWith("Tiny (a few rows) is not on this computer"));
        QVERIFY(window_->controller().info().trainImages > 0);
    }

    void aSetOfFilesHasNoFreshImages() {
        start("digits", 2, path("data"), true);
        AWAIT_READY();
        QTest::keyClick(box(), Qt::Key_Down);
        AWAIT_DATA("strokes");
        AWAIT_READY();
        QVERIFY(!window_->controller().hyperparameters().fresh);
    }

    void opensAFolder() {
        saveDatasetFolder(unusual(), path("letters"), Compression::Gzip);
        QVERIFY(QFile::remove(home_->filePath("letters/t10k-images-idx3-ubyte.gz")));
        QVERIFY(QFile::remove(home_->filePath("letters/t10k-labels-idx1-ubyte.gz")));
        folder_ = home_->filePath("letters");
        open();
        openByMenu("folder");
        AWAIT_DATA(folder_);
        AWAIT_READY();
        QCOMPARE(window_->controller().hyperparameters().cells, 5);
        QCOMPARE(cellTexts(), (QStringList{"1", "3", "5", "9", "15", "45"}));
        QCOMPARE(window_->controller().info().classNames, (std::vector<std::string>{"alpha", "beta", "gamma"}));
        QVERIFY(said().contains("a seventh of its training images"));
        QVERIFY(isNoted("held out by seed"));
        QCOMPARE(settings_->recentData(), std::vector<std::string>{folder_.toStdString()});
        window_.reset();
        open();
        QVERIFY(box()->findData(folder_, Qt::ToolTipRole) >= 0);
        QVERIFY(!isNoted("held out by seed"));
    }

    void opensSingleFiles() {
        saveDatasetFolder(tinyDataset(), path("own"), Compression::None);
        const QStringList names{"a-images", "a-labels", "b-images", "b-labels"};
        const char* usual[] = {trainImagesName, trainLabelsName, testImagesName, testLabelsName};
        QStringList paths;
        for (qsizetype i = 0; i < 4; ++i) {
            paths.append(home_->filePath("own/" + names[i]));
            QVERIFY(QFile::rename(home_->filePath(QString("own/") + usual[i]), paths[i]));
        }
        open();
        openByMenu("files");
        auto* dialog = window_->findChild<QDialog*>("dataFiles");
        QTRY_VERIFY(dialog && dialog->isVisible());
        for (int i = 0; i < 4; ++i)
            QTest::keyClicks(dialog->findChild<QLineEdit*>(QString("file%1").arg(i)), paths[i]);
        QTest::keyClick(dialog, Qt::Key_Return);
        AWAIT_DATA(paths.join(','));
        AWAIT_READY();
        QCOMPARE(window_->controller().info().trainImages, 120);
        QCOMPARE(window_->controller().info().testImages, 40);
        QCOMPARE(box()->currentText(), QString("a-images"));
    }

    void aBadFolderCostsNothing_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << "empty"
                               << "train-images-idx3-ubyte";
        QTest::newRow("damaged") << "damaged"
                                 << "train-images-idx3-ubyte";
        QTest::newRow("gone") << "gone"
                              << "There is no folder";
    }
    void aBadFolderCostsNothing() {
        QFETCH(QString, folder);
        QFETCH(QString, words);
        QVERIFY(QDir(home_->path()).mkpath("empty"));
        saveDatasetFolder(tinyDataset(), path("damaged"), Compression::None);
        QVERIFY(QFile::resize(home_->filePath("damaged/train-images-idx3-ubyte"), 100));
        folder_ = home_->filePath(folder);
        open();
        QTest::keyClick(window_.get(), Qt::Key_B);
        QTRY_COMPARE(window_->controller().state(), State::Paused);
        openByMenu("folder");
        auto* messages = window_->findChild<MessageBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(messages->sentence().contains(words), 20000);
        QCOMPARE(window_->controller().state(), State::Paused);
        QCOMPARE(box()->currentText(), QString("strokes"));
        QVERIFY(settings_->recentData().empty());
    }

private:
    std::filesystem::path path(const QString& name) const { return home_->filePath(name).toStdString(); }
    QByteArray first() const { return tiny_.bodies["train-images-idx3-ubyte.gz"]; }

    // 9 x 5 pixels, three classes with names.
    static Dataset unusual() {
        Dataset data{.name = "letters", .width = 9, .height = 5, .classes = 3, .train = {}, .test = {}};
        data.classNames = {"alpha", "beta", "gamma"};
        for (ImageSet* set : {&data.train, &data.test}) {
            set->count = 42;
            for (int i = 0; i < 42; ++i) {
                set->labels.push_back(static_cast<std::uint8_t>(i % 3));
                set->pixels.insert(set->pixels.end(), 45, static_cast<std::uint8_t>(80 * (i % 3)));
            }
        }
        return data;
    }

    DownloadSource source() const {
        DownloadSource source = tiny_.source;
        source.title = "Tiny";
        source.about = "a few rows";
        source.mirrors = {server_->url("")};
        return source;
    }

    QString size() const {
        return QLocale().toString(static_cast<double>(source().gzipBytes()) / 1024, 'f', 1) + QChar(0xa0) + "KiB";
    }

    void start(const std::string& data, std::int64_t epochs, const std::filesystem::path& fetchInto,
               bool fresh = false) {
        const auto catalog = std::make_shared<Catalog>(std::vector<std::filesystem::path>{path("data")});
        WindowServices services;
        services.dataNames = catalog->names();
        services.data =
            dataServices(catalog, {source()}, fetchInto, {}, {.silence = 60s, .firstPause = 1ms, .rounds = 3});
        services.data.askFolder = [this](QWidget*, const QString&, const QString&, const QString&) { return folder_; };
        Hyperparameters setting;
        setting.data = data;
        setting.epochs = epochs;
        setting.fresh = fresh;
        window_ = std::make_unique<MainWindow>(trainingSessionFactory(catalog), services, *settings_, setting);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void open(std::int64_t epochs, const std::filesystem::path& fetchInto) {
        start("strokes", epochs, fetchInto);
        AWAIT_READY();
    }
    void open(std::int64_t epochs = 2) { open(epochs, path("data")); }

    void openByMenu(const QString& word) const {
        for (QAction* action : window_->findChild<QToolButton*>("dataMenu")->menu()->actions())
            if (action->text().remove('&').contains(word))
                return action->trigger();
        QFAIL("no such entry in the menu");
    }

    MessageBar* bar() const { return window_->findChild<MessageBar*>("dataMessages"); }
    QString said() const { return bar()->sentence(); }
    QComboBox* box() const { return window_->findChild<QComboBox*>("data"); }
    QToolButton* button(const QString& name) const {
        for (auto* candidate : window_->findChildren<QToolButton*>())
            if (candidate->accessibleName() == name && candidate->isVisible())
                return candidate;
        qFatal("no button '%s'", qPrintable(name));
    }
    void press(const QString& name) const { QTest::mouseClick(button(name), Qt::LeftButton); }

    QStringList cellTexts() const {
        QStringList texts;
        const auto* cells = window_->findChild<QComboBox*>("cells");
        for (int row = 0; row < cells->count(); ++row)
            texts.append(cells->itemText(row).section(' ', 0, 0));
        return texts;
    }
    bool isNoted(const QString& words) const {
        for (const auto* label : window_->findChildren<QLabel*>())
            if (label->text().contains(words) && label->isVisible() && !qobject_cast<MessageBar*>(label->parent()))
                return true;
        return false;
    }

    const TinyDownload tiny_;
    std::unique_ptr<QTemporaryDir> home_;
    std::unique_ptr<UnreliableServer> server_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<MainWindow> window_;
    QString folder_; // that a person chooses
};

QTEST_MAIN(TestDataServices)
#include "tst_data_services.moc"
