// The window and the engine together, as the program puts them together: the same bits as without a window, right
// exports, and an event loop that keeps turning while both cores train.

#include "engine/files/metrics_csv.h"
#include "engine/files/safetensors.h"
#include "engine/session/training_session.h"
#include "tests/support/test_window.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <optional>

using namespace unroll;
using State = SessionController::State;

namespace {

// How long the event loop did not turn, at the longest.
class Pulse : public QObject {
public:
    Pulse() {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            longest_ = std::max(longest_, clock_.restart());
            ++count_;
        });
        clock_.start();
        timer_.start(1);
    }
    qint64 longestMilliseconds() const { return longest_; }
    int count() const { return count_; }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    qint64 longest_ = 0;
    int count_ = 0;
};

std::shared_ptr<Catalog> catalog() {
    return std::make_shared<Catalog>(std::vector<std::filesystem::path>{qgetenv("UNROLL_DATA_DIR").toStdString()});
}

RunRecord trainedWithoutWindow(const Hyperparameters& hyperparameters) {
    RunRecord record;
    const auto session = trainingSessionFactory(catalog())(hyperparameters);
    while (!session->finished()) {
        const bool epochFinished = session->step().epochFinished;
        std::optional<EpochMetrics> metrics;
        while (epochFinished && !(metrics = session->evaluate())) {
        }
        if (metrics)
            record.epochs.push_back(*metrics);
    }
    record.weights = session->weights();
    return record;
}

// Images a second in the epoch that was disturbed the least.
double fastest(const std::vector<EpochMetrics>& epochs) {
    double most = 0;
    for (const EpochMetrics& epoch : epochs)
        most = std::max(most, epoch.samplesPerSecond);
    return most;
}

} // namespace

class TestWindowTraining : public QObject {
    Q_OBJECT

private slots:
    // How fast it is, is printed: it depends on the machine.
    void dragIsFollowedByWholeTrainings() {
        Hyperparameters start;
        start.data = catalog()->find("mnist") ? "mnist" : "digits";
        QTemporaryDir folder;
        Settings settings(folder.filePath("unroll.ini"));
        settings.setRetrainsAsDragged(true);
        WindowServices services;
        services.dataNames = catalog()->names();
        TestWindow window;
        window.make(trainingSessionFactory(catalog()), services, folder.filePath("unroll.ini"), start);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        const SessionController& controller = window->controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), State::Ready, 20000);
        auto* slider = window->findChild<QSlider*>("etaslider");
        QElapsedTimer clock;
        std::optional<qint64> firstBatch;
        connect(&controller, &SessionController::batchesFinished, this, [&](const std::vector<BatchMetrics>&) {
            if (!firstBatch && controller.hyperparameters().eta > 0.03)
                firstBatch = clock.nsecsElapsed() / 1000;
        });
        QTest::keyClick(slider, Qt::Key_Right);
        QTRY_VERIFY_WITH_TIMEOUT(controller.state() == State::Running, 20000);
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(slider, Qt::Key_Right, Qt::NoModifier, 15);
        clock.start();
        firstBatch.reset();
        QTest::keyClick(slider, Qt::Key_Right);
        const double wanted = window.work().setting.value().eta;
        QTRY_VERIFY_WITH_TIMEOUT(controller.state() == State::Finished && controller.hyperparameters().eta == wanted,
                                 60000);
        const qint64 end = clock.nsecsElapsed() / 1000;
        QVERIFY(firstBatch);
        qInfo("%s: first batch shown %.1f ms after the key, training done after %.1f ms (eta %g, accuracy %.4f)",
              start.data.c_str(), static_cast<double>(*firstBatch) / 1000, static_cast<double>(end) / 1000, wanted,
              controller.epochs().back().testAccuracy);
        QCOMPARE(controller.epochs().size(), 5U);
    }

    void theWindowTrainsToTheSameBitsAndKeepsAnswering() {
        const bool mnist = catalog()->find("mnist").has_value();
        Hyperparameters hyperparameters;
        hyperparameters.data = mnist ? "mnist" : "digits";
        hyperparameters.epochs = 3;
        hyperparameters.trainLimit = 20000;
        hyperparameters.threads = 2;

        QTemporaryDir folder;
        Settings settings(folder.filePath("unroll.ini"));
        std::optional<RunRecord> saved;
        WindowServices services;
        services.dataNames = catalog()->names();
        services.metricsCsv = metricsCsv;
        services.saveRun = [&](const RunRecord& record, const std::vector<RunFile>&, const std::filesystem::path&) {
            saved = record;
        };
        services.askPath = [&](QWidget*, const QString&, const QString& suggestion, const QString&) {
            return folder.filePath(suggestion.section('/', -1));
        };
        TestWindow window;
        window.make(trainingSessionFactory(catalog()), services, folder.filePath("unroll.ini"), hyperparameters);
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        QTRY_COMPARE_WITH_TIMEOUT(window->controller().state(), State::Ready, 20000);

        Pulse pulse;
        QTest::mouseClick(trainButton(*window), Qt::LeftButton); // needs no window manager to give the focus
        QTRY_COMPARE_WITH_TIMEOUT(window->controller().state(), State::Finished, 60000);
        QVERIFY2(pulse.count() >= 10, "The event loop turned no more than a few times while the network trained.");
        const auto& epochs = window->controller().epochs();
        const double beside = fastest(trainedWithoutWindow(hyperparameters).epochs);
        qInfo("longest stretch without an event: %lld ms, at %.0f images a second on %s, %.0f %% of those without a "
              "window",
              static_cast<long long>(pulse.longestMilliseconds()), fastest(epochs), hyperparameters.data.c_str(),
              100 * fastest(epochs) / beside);

        hyperparameters.threads = 1;
        const RunRecord alone = trainedWithoutWindow(hyperparameters);
        QCOMPARE(epochs.size(), 3U);
        for (std::size_t i = 0; i < 3; ++i) {
            QCOMPARE(epochs[i].trainLoss, alone.epochs[i].trainLoss);
            QCOMPARE(epochs[i].testLoss, alone.epochs[i].testLoss);
            QCOMPARE(epochs[i].testAccuracy, alone.epochs[i].testAccuracy);
            QCOMPARE(epochs[i].gradientNorm, alone.epochs[i].gradientNorm);
        }

        trigger(*window, "Whole run");
        QTRY_VERIFY(saved);
        QCOMPARE(weightsSha256(saved->weights), weightsSha256(alone.weights));
        trigger(*window, "Metrics");
        QFile csv(folder.filePath("metrics.csv"));
        QTRY_VERIFY(csv.exists());
        QVERIFY(csv.open(QIODevice::ReadOnly));
        QCOMPARE(parseMetricsCsv(csv.readAll().toStdString(), "metrics.csv"), epochs);
    }

private:
    static QToolButton* trainButton(const QWidget& window) {
        for (auto* button : window.findChildren<QToolButton*>())
            if (button->text() == "Train")
                return button;
        qFatal("no button to train");
    }

    // The first action whose text begins so.
    static void trigger(const QWidget& window, const QString& text) {
        for (QAction* action : window.findChildren<QAction*>())
            if (action->text().remove('&').startsWith(text))
                return action->trigger();
        QFAIL(qPrintable("no action " + text));
    }
};

QTEST_MAIN(TestWindowTraining)
#include "tst_window_training.moc"
