// Data sets in the window, as the program puts it together: fetched from a server that breaks off and stalls, and
// opened from a person's own files.
#include "app/data_services.h"

#include "tests/support/data_window.h"

#include <QDialog>
#include <QImage>
#include <QLineEdit>
#include <QSignalSpy>

using namespace unroll;
using State = SessionController::State;

namespace {

const QByteArray firstFile = "/train-images-idx3-ubyte.gz";

} // namespace

class TestDataServices : public QObject, private DataWindow {
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void oneSentenceAndOneButtonBringASet() {
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        QCOMPARE(box()->currentText(), QString("strokes"));
        QTRY_COMPARE(
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
        QTRY_COMPARE(settings_->hyperparameters().data, std::string("tiny"));
    }

    void picturesAreImported() {
        open();
        folder_ = pictures("cats, dogs");
        openByMenu("Import pictures");
        AWAIT_DATA("cats  dogs");
        AWAIT_READY();
        QCOMPARE(window_->controller().info().classes, 2);
        QCOMPARE(window_->controller().info().width, 6);
        QCOMPARE(box()->currentText(), QString("cats  dogs"));
        openByMenu("Import pictures"); // the name is taken
        AWAIT_DATA("cats  dogs-2");
    }

    void picturesInAnOpenedFolderAreOffered() {
        open();
        folder_ = pictures("mine");
        openByMenu("Open a folder");
        QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<MessageBar*>()->sentence().contains("mine"), 20000);
        press("Import its pictures");
        AWAIT_DATA("mine");
    }

    void picturesThatCannotBeReadAreLeftOutWhenAPersonSaysSo() {
        open();
        folder_ = pictures("mine");
        for (const char* name : {"cat/7.png", "dog/7.png"}) {
            QFile broken(QDir(folder_).filePath(name));
            QVERIFY(broken.open(QIODevice::WriteOnly));
            broken.write("\x89PNG\r\n\x1a\n and no more");
        }
        openByMenu("Import pictures");
        const auto* messages = window_->findChild<MessageBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(messages->sentence().contains("2 pictures"), 20000);
        const QString refusal = messages->sentence();
        QVERIFY2(refusal.contains("cat/7.png") && refusal.contains("dog/7.png"), qPrintable(refusal));
        QVERIFY2(!refusal.contains("--"), qPrintable(refusal)); // there is no command line here
        QCOMPARE(window_->controller().hyperparameters().data, std::string("strokes"));
        press("Import the others");
        AWAIT_DATA("mine");
        AWAIT_READY();
        const SessionInfo& info = window_->controller().info();
        QCOMPARE(info.trainImages + info.testImages, 14);
        QVERIFY2(said().contains("dog/7.png"), qPrintable(said()));
        folder_ = pictures("others"); // of which there is nothing to be said
        openByMenu("Import pictures");
        AWAIT_DATA("others");
        QVERIFY2(said().isEmpty(), qPrintable(said()));
    }

    // What could not be opened is said until something else is.
    void aRefusalGoesWithTheNextSet() {
        open();
        const auto* messages = window_->findChild<MessageBar*>();
        for (const char* name : {"nothing", "nothing more"}) {
            folder_ = home_->filePath(name);
            QVERIFY(QDir(home_->path()).mkpath(name));
            openByMenu("Open a folder");
            QTRY_VERIFY_WITH_TIMEOUT(messages->sentence().contains(folder_ + '\''), 20000);
        }
        saveDatasetFolder(unusual(), path("letters"), Compression::None);
        folder_ = home_->filePath("letters");
        openByMenu("Open a folder");
        AWAIT_DATA(folder_);
        QVERIFY2(!messages->sentence().contains("nothing"), qPrintable(messages->sentence()));
    }

    void picturesThatAreNoneAreTold() {
        open();
        folder_ = home_->filePath("nothing");
        QVERIFY(QDir(home_->path()).mkpath("nothing/empty"));
        openByMenu("Import pictures");
        QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<MessageBar*>()->sentence().contains("nothing"), 20000);
        QCOMPARE(window_->controller().hyperparameters().data, std::string("strokes"));
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
        QVERIFY(button("Retrain")->isVisible());
    }

    void goesOnAfterCancel() {
        server_->set(
            firstFile,
            {{.kind = Reply::BreakOff, .body = first()}, {.kind = Reply::Silence, .body = first()}, {.body = first()}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        QTRY_COMPARE_WITH_TIMEOUT(server_->requests().size(), 2, 20000);
        AWAIT_SAID("Fetching Tiny");
        press("Cancel");
        QCOMPARE(said(), QString("Tiny was not fetched to its end; what has arrived is kept."));
        press("Resume");
        AWAIT_DATA("tiny");
        QVERIFY(server_->requests()[2].range.startsWith("bytes="));
    }

    void saysHowFarItIs() {
        server_->set("/train-labels-idx1-ubyte.gz", {{.kind = Reply::Silence, .body = "x"}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        const QString arrived = QLocale().toString(static_cast<double>(first().size()) / 1024, 'f', 1);
        AWAIT_SAID(QString("Fetching Tiny: %1").arg(arrived));
        QVERIFY2(said().endsWith(size() + "."), qPrintable(said()));
    }

    void goesOnUnseenWhenTheBarIsClosed() {
        server_->set(firstFile, {{.kind = Reply::BreakOff, .body = first()}, {.body = first()}});
        open();
        QTest::keyClick(box(), Qt::Key_Down);
        press("Fetch Tiny");
        QTest::mouseClick(bar()->findChild<QToolButton*>("messageClose"), Qt::LeftButton);
        AWAIT_DATA("tiny");
        QVERIFY(said().isEmpty());
    }

    void saysWhyItFailedAndTriesAgain() {
        server_->set(firstFile, {{.kind = Reply::Status, .status = 404}, {.body = first()}});
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
        server_->set(
            firstFile,
            {{.kind = Reply::BreakOff, .body = first()}, {.kind = Reply::Silence, .body = first()}, {.body = first()}});
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

    void aSetThatIsNowhereIsToldInTheWindowsWords_data() {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("words");
        QTest::newRow("a name") << "letters"
                                << "No data set letters was found";
        QTest::newRow("a folder") << "/nowhere/letters"
                                  << "There is no data set at /nowhere/letters";
    }
    void aSetThatIsNowhereIsToldInTheWindowsWords() {
        QFETCH(QString, data);
        QFETCH(QString, words);
        start(data.toStdString(), 2, path("data"));
        auto* messages = window_->findChild<MessageBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(messages->sentence().startsWith(words), 20000);
        QVERIFY2(!messages->sentence().contains("--"), qPrintable(messages->sentence()));
        press("Use the built-in digits");
        AWAIT_READY();
        AWAIT_DATA("digits");
    }

    void theFormIsFittedToTheSetItBeginsWith() {
        saveDatasetFolder(unusual(), path("data/letters"), Compression::None);
        start("letters", 2, path("data"));
        AWAIT_READY();
        QCOMPARE(window_->controller().hyperparameters().cells, 5);
        QCOMPARE(cellTexts(), (QStringList{"1", "3", "5", "9", "15", "45"}));
        QVERIFY(isNoted("In place of 4, which does not divide 45 pixels"));
        QCOMPARE(window_->findChild<MessageBar*>()->sentence().count("cells"), 0);
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
        QVERIFY(said().contains("42 of 42 training images are of one shade all over"));
        QVERIFY(isNoted("held out by seed"));
        QCOMPARE(settings_->recentData(), std::vector<std::string>{folder_.toStdString()});
        window_.reset();
        open();
        QVERIFY(box()->findData(folder_, Qt::ToolTipRole) >= 0);
        QVERIFY(!isNoted("held out by seed"));
    }

    // Told once, and no longer when it holds no longer.
    void saysWhichClassesAreMissing() {
        Dataset sorted = tinyDataset();
        for (std::size_t i = 0; i < 120; ++i)
            sorted.train.labels[i] = static_cast<std::uint8_t>(i / 30);
        saveDatasetFolder(sorted, path("data/sorted"), Compression::None);
        open();
        QVERIFY(said().isEmpty());
        Hyperparameters setting = window_->controller().hyperparameters();
        setting.data = "sorted";
        setting.cells = 4;
        setting.trainLimit = 60;
        edit(setting);
        AWAIT_SAID("2 of 4 classes (2, 3) have no image among the first 60 of 120 training images");
        setting.trainLimit = 120;
        edit(setting);
        QTRY_VERIFY_WITH_TIMEOUT(said().isEmpty(), 20000);
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
        QTest::newRow("web pages") << "pages"
                                   << "is no IDX file; it is a web page";
        QTest::newRow("gone") << "gone"
                              << "There is no data set at";
    }
    void aBadFolderCostsNothing() {
        QFETCH(QString, folder);
        QFETCH(QString, words);
        QVERIFY(QDir(home_->path()).mkpath("empty"));
        saveDatasetFolder(tinyDataset(), path("damaged"), Compression::None);
        QVERIFY(QFile::resize(home_->filePath("damaged/train-images-idx3-ubyte"), 100));
        saveDatasetFolder(tinyDataset(), path("pages"), Compression::None);
        QFile page(home_->filePath("pages/train-images-idx3-ubyte"));
        QVERIFY(page.open(QIODevice::WriteOnly) && page.write("<!DOCTYPE html>") > 0);
        page.close();
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
    // Two classes of seven pictures each, 6 x 8 pixels.
    QString pictures(const QString& name) const {
        const QDir folder(home_->filePath(name));
        for (const char* label : {"cat", "dog"}) {
            folder.mkpath(label);
            for (int i = 0; i < 7; ++i) {
                QImage image(6, 8, QImage::Format_Grayscale8);
                image.fill(0);
                image.setPixel(i % 6, i, qRgb(255, 255, 255));
                image.save(folder.filePath(QString("%1/%2.png").arg(label).arg(i)));
            }
        }
        return folder.path();
    }
};

QTEST_MAIN(TestDataServices)
#include "tst_data_services.moc"
