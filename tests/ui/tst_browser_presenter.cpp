#include "tests/support/test_window.h"
// Looking at the data in the window, also while it trains.
#include "tests/support/fake_data.h"
#include "tests/support/session_scripts.h"
#include "ui/data/image_list_model.h"

#include <QDockWidget>
#include <QLabel>
#include <QListView>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>

using namespace unroll;
using State = SessionController::State;

class TestMainWindowDataBrowser : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
    }
    void cleanup() {
        window_.reset();
        settings_.reset();
    }

    void isClosedUntilItIsAskedFor() {
        open(shortScript());
        QVERIFY(!dock()->isVisible());
        QVERIFY(images()->model()->rowCount() == 0);
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        QTest::keyClick(window_.get(), Qt::Key_D, Qt::ControlModifier);
        QVERIFY(!dock()->isVisible());
    }

    void leavesRoomBesideIt_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(1024, 640);
        QTest::newRow("usual") << QSize(1280, 800);
        QTest::newRow("large") << QSize(1920, 1080);
    }
    void leavesRoomBesideIt() {
        QFETCH(QSize, size);
        open(shortScript());
        window_->resize(size);
        look();
        const QRect place = dock()->geometry();
        QVERIFY(window_->geometry().contains(place));
        QVERIFY(place.width() * place.height() < 0.42 * size.width() * size.height());
        for (const char* name : {"setting", "train", "statusLine"}) {
            const auto* beside = window_->findChild<QWidget*>(name);
            QVERIFY2(!place.intersects(QRect(beside->mapToGlobal(QPoint()), beside->size())), name);
        }
    }

    void showsTheImagesInView() {
        open(shortScript());
        look();
        QTRY_VERIFY(isDrawn(0));
        QCOMPARE(imageAt(3), pixelsOf(DataPart::Train, 3));
        QVERIFY(images()->model()->data(images()->model()->index(999, 0), Qt::DisplayRole).toString() == "9");
    }

    void saysWhatIsInIt() {
        open(shortScript());
        look();
        const auto* figures = window_->findChild<QLabel*>("dataFigures");
        QTRY_VERIFY(figures->text().startsWith("1"));
        for (const char* words : {"000 images", "mean is 0.2500", "standard deviation 0.5000", "20.0", "from 0 to 255"})
            QVERIFY2(figures->text().contains(words), qPrintable(figures->text()));
        const QString source = window_->findChild<QLabel*>("dataSource")->text();
        QVERIFY(source.contains("28 \u00d7 28 pixels, 10 classes"));
        QVERIFY(source.contains(QString(64, '0')));
        QCOMPARE(classes()->model()->rowCount(), 11);
    }

    void switchesToTheTestImages() {
        open(shortScript());
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        QTest::mouseClick(window_->findChild<QToolButton*>("testPart"), Qt::LeftButton);
        QTRY_COMPARE(images()->model()->rowCount(), 100);
        QTRY_VERIFY(isDrawn(3));
        QCOMPARE(imageAt(3), pixelsOf(DataPart::Test, 3));
    }

    void showsOneClassAndGoesToAnIndex() {
        open(shortScript());
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        const QRect seven = classes()->visualRect(classes()->model()->index(8, 0));
        QTest::mouseClick(classes()->viewport(), Qt::LeftButton, {}, seven.center());
        QCOMPARE(images()->model()->rowCount(), 100);
        type(957);
        QCOMPARE(images()->currentIndex().row(), 95);
        QTRY_VERIFY(isDrawn(95));
        type(958);
        QCOMPARE(images()->model()->rowCount(), 1000);
        QCOMPARE(images()->currentIndex().row(), 958);
        QTRY_COMPARE(imageAt(958), pixelsOf(DataPart::Train, 958));
        QTest::keyClick(images(), Qt::Key_Right);
        QCOMPARE(index()->value(), 959);
    }

    void answersWhileABatchTakesLong() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 5);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->awaitArrival();
        look();
        QTRY_VERIFY(isDrawn(0));
        gate->open();
        AWAIT(window_->controller(), State::Finished);
        QVERIFY(isDrawn(0));
    }

    void anotherRunOnTheSameDataLeavesItAsItIs() {
        open(shortScript());
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        type(500);
        QTest::keyClick(window_.get(), Qt::Key_N);
        AWAIT(window_->controller(), State::Finished);
        QCOMPARE(index()->value(), 500);
        QCOMPARE(images()->currentIndex().row(), 500);
    }

    void onlyWhatIsSeenIsRead() {
        open(shortScript(600));
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 60000);
        QTRY_VERIFY(isDrawn(0));
        int drawn = 0;
        for (int row = 0; row < 60000; ++row)
            drawn += images()->model()->index(row, 0).data(ImageListModel::ImageRole).isValid() ? 1 : 0;
        QVERIFY2(drawn < 1000, qPrintable(QString::number(drawn)));
    }

    void augmentedImagesWaitForShiftOrRotate() {
        open(shortScript());
        look();
        QVERIFY(!augmented()->isEnabled() && !epoch()->isEnabled());
        QVERIFY(augmented()->toolTip().contains("shift or angle"));
        QVERIFY(!strip()->isVisible());
        auto* field = window_->findChild<QWidget*>("rotate");
        QVERIFY(field);
        window_->activateWindow();
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Up);
        QTRY_VERIFY(augmented()->isEnabled());
        QVERIFY(!epoch()->isEnabled()); // chosen, but not yet shown
    }

    void showsTheTrainingImagesAsTheyAreTrainedOn() {
        open(shortScript(), moving());
        look();
        QTRY_COMPARE(imageAt(3), pixelsOf(DataPart::Train, 3));
        QVERIFY(window_->findChild<QLabel*>("augmentationExtent")->text().contains("1.5 px"));
        QTest::mouseClick(augmented(), Qt::LeftButton);
        QTRY_COMPARE(epochOf(3), 1);
        QTRY_VERIFY(window_->findChild<QLabel*>("dataFigures")->text().contains("0.2600"));
        epoch()->setFocus();
        QTest::keyClick(epoch(), Qt::Key_Up);
        QTRY_COMPARE(epochOf(3), 2);
        QTest::mouseClick(augmented(), Qt::LeftButton);
        QTRY_COMPARE(imageAt(3), pixelsOf(DataPart::Train, 3));
        QTRY_VERIFY(window_->findChild<QLabel*>("dataFigures")->text().contains("0.2500"));
    }

    void whatIsChosenStaysChosenWhileTheImagesMove() {
        open(shortScript(), moving());
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        classes()->setCurrentIndex(classes()->model()->index(8, 0));
        type(957);
        QTest::mouseClick(augmented(), Qt::LeftButton);
        QTRY_VERIFY(window_->findChild<QLabel*>("dataFigures")->text().contains("0.2600"));
        QCOMPARE(images()->model()->rowCount(), 100);
        QCOMPARE(classes()->currentIndex().row(), 8);
        QCOMPARE(images()->currentIndex().row(), 95);
        QCOMPARE(index()->value(), 957);
    }

    void showsTheChosenImageEpochByEpoch() {
        open(shortScript(), moving());
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        QTest::mouseClick(augmented(), Qt::LeftButton);
        QTRY_COMPARE(strip()->model()->rowCount(), 15);
        QVERIFY(strip()->isVisible());
        type(42);
        QTRY_COMPARE(variant(0), pixelsOf(DataPart::Train, 42));
        for (int row = 1; row < 15; ++row)
            QCOMPARE(variant(row).at(1), row);
        epoch()->setValue(7);
        QTRY_COMPARE(variant(1).at(1), 7);
        QCOMPARE(strip()->model()->index(1, 0).data().toString(), QString("7"));
        QCOMPARE(window_->findChild<QLabel*>("variantsTitle")->text(), QString("Training image 42 in epochs 7 to 20"));
    }

    void testImagesAreShownAsTheyAre() {
        open(shortScript(), moving());
        look();
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        QTest::mouseClick(augmented(), Qt::LeftButton);
        QTest::mouseClick(window_->findChild<QToolButton*>("testPart"), Qt::LeftButton);
        QVERIFY(!augmented()->isEnabled() && !strip()->isVisible());
        QTRY_COMPARE(images()->model()->rowCount(), 100);
        QTRY_COMPARE(imageAt(3), pixelsOf(DataPart::Test, 3));
        QTest::mouseClick(window_->findChild<QToolButton*>("trainPart"), Qt::LeftButton);
        QTRY_COMPARE(images()->model()->rowCount(), 1000);
        QTRY_COMPARE(epochOf(3), 1); // as it was chosen
    }

    void isListedAmongTheShortcuts() {
        open(shortScript());
        bool listed = false;
        for (const auto* label : window_->findChild<QWidget*>("shortcutSheet")->findChildren<QLabel*>())
            listed = listed || label->text() == "Ctrl+D";
        QVERIFY(listed);
    }

private:
    void open(const FakeScript& script, const Hyperparameters& setting = withEpochs(2)) {
        WindowServices services;
        services.dataNames = {"digits"};
        window_.make(fakeFactory(script), services, folder_->filePath("unroll.ini"), setting);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        AWAIT(window_->controller(), State::Ready);
    }
    void look() const {
        QTest::keyClick(window_.get(), Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(dock()->isVisible());
    }
    void type(int number) const {
        index()->selectAll();
        QTest::keyClicks(index(), QString::number(number));
        QTest::keyClick(index(), Qt::Key_Return);
    }

    static Hyperparameters moving() {
        Hyperparameters setting = withEpochs(2);
        setting.shift = 1.5;
        return setting;
    }

    QToolButton* augmented() const { return window_->findChild<QToolButton*>("augmentedImages"); }
    QSpinBox* epoch() const { return window_->findChild<QSpinBox*>("augmentedEpoch"); }
    QListView* strip() const { return window_->findChild<QListView*>("variants"); }
    QDockWidget* dock() const { return window_->findChild<QDockWidget*>("dataPart"); }
    QListView* images() const { return window_->findChild<QListView*>("dataImages"); }
    QListView* classes() const { return window_->findChild<QListView*>("dataClasses"); }
    QSpinBox* index() const { return window_->findChild<QSpinBox*>("imageIndex"); }

    QImage image(int row) const {
        return images()->model()->index(row, 0).data(ImageListModel::ImageRole).value<QImage>();
    }
    bool isDrawn(int row) const { return !image(row).isNull(); }
    std::vector<std::uint8_t> imageAt(int row) const { return bytesOf(image(row)); }
    // That an augmented image tells; 0 of one as it is, -1 as long as there is none.
    int epochOf(int row) const { return isDrawn(row) ? imageAt(row).at(1) : -1; }
    std::vector<std::uint8_t> variant(int row) const {
        return bytesOf(strip()->model()->index(row, 0).data(Qt::UserRole).value<QImage>());
    }
    static std::vector<std::uint8_t> bytesOf(const QImage& shown) {
        std::vector<std::uint8_t> pixels;
        for (int y = 0; y < shown.height(); ++y)
            pixels.insert(pixels.end(), shown.constScanLine(y), shown.constScanLine(y) + shown.width());
        return pixels;
    }
    static std::vector<std::uint8_t> pixelsOf(DataPart part, std::int64_t index) {
        const std::vector<std::int64_t> wanted{index};
        return FakeData(60000, 100, 28).images({part}, wanted)[0].pixels;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindowDataBrowser)
#include "tst_browser_presenter.moc"
