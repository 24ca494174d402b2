// Looking at the data in the window, also while it trains.
#include "tests/support/fake_data.h"
#include "tests/support/session_scripts.h"
#include "ui/main_window.h"
#include "ui/models/image_list_model.h"

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

    void isListedAmongTheShortcuts() {
        open(shortScript());
        bool listed = false;
        for (const auto* label : window_->findChild<QWidget*>("shortcutSheet")->findChildren<QLabel*>())
            listed = listed || label->text() == "Ctrl+D";
        QVERIFY(listed);
    }

private:
    void open(const FakeScript& script) {
        WindowServices services;
        services.dataNames = {"digits"};
        window_ = std::make_unique<MainWindow>(fakeFactory(script), services, *settings_, withEpochs(2));
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

    QDockWidget* dock() const { return window_->findChild<QDockWidget*>("dataPart"); }
    QListView* images() const { return window_->findChild<QListView*>("dataImages"); }
    QListView* classes() const { return window_->findChild<QListView*>("dataClasses"); }
    QSpinBox* index() const { return window_->findChild<QSpinBox*>("imageIndex"); }

    QImage image(int row) const {
        return images()->model()->index(row, 0).data(ImageListModel::ImageRole).value<QImage>();
    }
    bool isDrawn(int row) const { return !image(row).isNull(); }
    std::vector<std::uint8_t> imageAt(int row) const {
        const QImage shown = image(row);
        std::vector<std::uint8_t> pixels;
        for (int y = 0; y < shown.height(); ++y)
            pixels.insert(pixels.end(), shown.constScanLine(y), shown.constScanLine(y) + shown.width());
        return pixels;
    }
    static std::vector<std::uint8_t> pixelsOf(DataPart part, std::int64_t index) {
        const std::vector<std::int64_t> wanted{index};
        return FakeData(60000, 100, 28).images(part, wanted)[0].pixels;
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<MainWindow> window_;
};

QTEST_MAIN(TestMainWindowDataBrowser)
#include "tst_main_window_data_browser.moc"
