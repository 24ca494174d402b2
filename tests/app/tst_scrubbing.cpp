// Going through past epochs by the moment strip with the views open: every view shows every moment that one stays at,
// and in the end the one that was chosen last. How many moments a second there are is printed: it depends on the
// machine.
#include "engine/session/training_blueprint.h"
#include "engine/session/training_session.h"
#include "tests/support/test_window.h"
#include "ui/inspect/inside_pages.h"
#include "ui/inspect/inside_view.h"
#include "ui/inspect/moment_strip.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace unroll;
using State = SessionController::State;

class TestScrubbing : public QObject {
    Q_OBJECT

private slots:
    void momentsAreGoneThrough_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("cells");
        QTest::newRow("vanilla 4 x 64") << "vanilla" << 4;
        QTest::newRow("LSTM 28 x 64") << "lstm" << 28;
    }
    void momentsAreGoneThrough() {
        QFETCH(QString, cell);
        QFETCH(int, cells);
        Hyperparameters start;
        start.data = "digits";
        start.cell = cell.toStdString();
        start.cells = cells;
        start.epochs = 12;
        start.trainLimit = 1000;
        start.testLimit = 500;
        QTemporaryDir folder;
        const auto catalog = std::make_shared<Catalog>(std::vector<std::filesystem::path>{});
        WindowServices services;
        services.blueprints = trainingBlueprintFactory(catalog, {});
        TestWindow window;
        window.make(trainingSessionFactory(catalog), services, folder.filePath("unroll.ini"), start);
        window->resize(1600, 1000);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        QTRY_COMPARE_WITH_TIMEOUT(window->controller().state(), State::Ready, 20000);
        window->train();
        QTRY_COMPARE_WITH_TIMEOUT(window->controller().state(), State::Finished, 60000);
        QTest::keyClick(window.get(), Qt::Key_I);
        QTest::keyClick(window.get(), Qt::Key_1);
        auto* pages = window->findChild<InsidePages*>();
        QTRY_VERIFY(pages->isVisible());
        std::map<const InsideView*, QString> shown;
        for (const InsideView* view : pages->findChildren<InsideView*>())
            connect(view, &InsideView::said, this,
                    [&shown, view](const QString& about, const QString&) { shown[view] = about; });
        auto* strip = window->findChild<MomentStrip*>();
        strip->setFocus();
        const auto stepTo = [&](Qt::Key key, int epoch) {
            QTest::keyClick(strip, key);
            const QString wanted = QStringLiteral("epoch %1 ").arg(epoch);
            const auto allShow = [&] {
                return shown.size() >= 2 && std::ranges::all_of(shown, [&](const auto& entry) {
                           return (entry.second + ' ').contains(wanted);
                       });
            };
            QElapsedTimer patience;
            patience.start();
            while (!allShow() && patience.elapsed() < 5000)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
            if (!allShow())
                for (const auto& [view, about] : shown)
                    qWarning("%s: %s", qPrintable(view->objectName()), qPrintable(about));
            return allShow();
        };
        QVERIFY(stepTo(Qt::Key_Left, 12)); // from the newest, which is its end
        QVERIFY(stepTo(Qt::Key_Left, 11));
        QElapsedTimer clock;
        clock.start();
        int moments = 0;
        for (int round = 0; round < 3; ++round) {
            for (int epoch = 10; epoch >= 1; --epoch, ++moments)
                QVERIFY2(stepTo(Qt::Key_Left, epoch), qPrintable(QString::number(epoch)));
            for (int epoch = 2; epoch <= 11; ++epoch, ++moments)
                QVERIFY2(stepTo(Qt::Key_Right, epoch), qPrintable(QString::number(epoch)));
        }
        const double seconds = static_cast<double>(clock.nsecsElapsed()) / 1e9;
        qInfo("%.0f moments a second, each shown by %zu views, the network and the digits.", moments / seconds,
              shown.size());
    }
};

QTEST_MAIN(TestScrubbing)
#include "tst_scrubbing.moc"
