#include "tests/support/test_window.h"
// What the window as a whole does on the way: its parts stand where they belong, its drawing follows the form, a change
// is marked on the curves, its colours are as chosen, and it comes back as it was left.
#include "tests/support/session_scripts.h"
#include "tests/support/settings_portal.h"
#include "ui/charts/metric_plot.h"
#include "ui/inspect/network_view.h"
#include "ui/theme/colours.h"
#include "ui/theme/scheme_follower.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QMenu>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>

using namespace unroll;
using State = SessionController::State;

class TestWindowFollows : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        settings_->setRetrainsAsDragged(false);
    }
    void cleanup() {
        window_.reset();
        settings_.reset();
    }

    void partsStandWhereTheyBelong() {
        open(shortScript());
        const QRect plots = placeOf("accuracy").united(placeOf("loss"));
        QVERIFY(placeOf("train").bottom() < plots.top());
        QVERIFY(placeOf("presets").bottom() < placeOf("data").top());
        QVERIFY(placeOf("setting").right() < plots.left());
        QVERIFY(placeOf("accuracy").bottom() < placeOf("loss").top());
        QVERIFY(placeOf("digits").left() > plots.right());
        QVERIFY(placeOf("runs").top() > plots.bottom());
        for (const char* field : {"data", "cell", "cells", "layers", "optimizer", "seed"})
            QCOMPARE(placeOf(field).left(), placeOf("presets").left());
    }

    void networkFollowsTheForm() {
        open(shortScript());
        const auto* drawing = window_->findChild<NetworkView*>();
        const QString before = drawing->description();
        QTest::keyClick(window_->findChild<QWidget*>("hidden"), Qt::Key_Up);
        QVERIFY(drawing->description() != before);
        QVERIFY(drawing->description().contains("state of 65"));
        QTest::keyClick(window_->findChild<QWidget*>("layers"), Qt::Key_Up);
        QVERIFY(drawing->description().contains("2 layers"));
    }

    void aChangeWhileTrainingIsMarkedOnBothCurves() {
        FakeScript script = shortScript();
        const auto gate = holdAt(script, 15);
        open(script);
        QTest::keyClick(window_.get(), Qt::Key_Space);
        gate->awaitArrival();
        AWAIT(window_->controller(), State::Running);
        QTest::keyClick(window_->findChild<QSlider*>("etaslider"), Qt::Key_Right);
        gate->open();
        AWAIT(window_->controller(), State::Finished);
        for (const char* plot : {"accuracy", "loss"}) {
            const auto* drawn = window_->findChild<MetricPlot*>(plot);
            QTRY_COMPARE(drawn->data().present.changes.size(), 1U);
            const auto changes = drawn->data().present.changes;
            QCOMPARE(changes[0].text, QString("eta 0.02"));
            QVERIFY(changes[0].epochs > 1 && changes[0].epochs < 2);
        }
    }

    void coloursAreAsChosen() {
        open(shortScript());
        chooseInView("&Dark");
        QTRY_VERIFY(isDark(window_->palette()));
        const QImage dark = window_->grab().toImage();
        window_->close();
        open(shortScript());
        QTRY_VERIFY(isDark(window_->palette()));
        chooseInView("L&ight");
        QTRY_VERIFY(!isDark(window_->palette()));
        QVERIFY(dark.pixelColor(3, 3).lightness() < 64);
        QVERIFY(window_->grab().toImage().pixelColor(3, 3).lightness() > 192);
    }

    // In the plots, on the icons and images, everywhere.
    void coloursFollowTheSystemWhileItIsOpen() {
        open(shortScript());
        window_->resize(1280, 800);
        SettingsPortal portal;
        portal.scheme = 2;
        (new SchemeFollower(*window_, portal.client()))->choose(ColourScheme::System);
        QTRY_VERIFY(shareOfPale(drawn()) > 0.8);
        const QImage light = drawn();
        portal.change(1);
        QTRY_VERIFY(isDark(window_->palette()));
        QTRY_VERIFY(shareOfPale(drawn()) < 0.1);
        const QImage dark = drawn();
        for (const char* part : {"presets", "setting", "accuracy", "loss", "digits", "runs", "digitChoice"}) {
            const QPoint corner = placeOf(part).topLeft() + QPoint(3, 3);
            QVERIFY2(light.pixelColor(corner).lightness() > dark.pixelColor(corner).lightness(), part);
        }
        portal.change(2);
        QTRY_VERIFY(!isDark(window_->palette()));
        QTRY_COMPARE(drawn(), light);
    }

    // And nothing is written before the first picture, which a disk that is not awake would keep waiting.
    void whatNobodyHasChosenIsNotRemembered() {
        open(shortScript());
        settings_->save();
        QFile file(folder_->filePath("unroll.ini"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("reference_curves"));
    }

    void foldedGroupsComeBack() {
        open(shortScript());
        QTest::mouseClick(window_->findChild<QToolButton*>("foldNetwork"), Qt::LeftButton);
        QTest::mouseClick(window_->findChild<QToolButton*>("foldMore"), Qt::LeftButton);
        window_->close();
        open(shortScript());
        QVERIFY(!window_->findChild<QWidget*>("hidden")->isVisible());
        QVERIFY(window_->findChild<QWidget*>("threads")->isVisible());
    }

private:
    void open(const FakeScript& script) {
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        services.presets.list = [] { return std::vector<Preset>{{.name = "paper"}}; };
        window_.make(fakeFactory(script), services, folder_->filePath("unroll.ini"), withEpochs(2));
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        AWAIT(window_->controller(), State::Ready);
    }

    QImage drawn() const {
        for (int turn = 0; turn < 5; ++turn) // plots draw from the event loop, once what they draw has come by it
            QCoreApplication::processEvents();
        return window_->grab().toImage();
    }

    static double shareOfPale(const QImage& image) {
        int pale = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                pale += image.pixelColor(x, y).lightness() > 200 ? 1 : 0;
        return pale / (1.0 * image.width() * image.height());
    }

    QRect placeOf(const char* name) const {
        const auto* widget = window_->findChild<QWidget*>(name);
        if (!widget || !widget->isVisible())
            qFatal("no %s is seen", name);
        return {widget->mapTo(window_.get(), QPoint()), widget->size()};
    }

    void chooseInView(const QString& words) const {
        for (const QMenu* menu : window_->findChildren<QMenu*>())
            for (QAction* action : menu->actions())
                if (action->text() == words)
                    return action->trigger();
        QFAIL("no such entry");
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestWindowFollows)
#include "tst_window_follows.moc"
