#include "tests/support/test_window.h"
// The window answers while the largest network trains, and closes at once in the middle of a batch or while data is
// loaded. The times are printed: they depend on the machine.
#include "engine/data/available_memory.h"
#include "engine/data/dataset_folder.h"
#include "engine/data/digit_generator.h"
#include "engine/session/memory_need.h"
#include "engine/session/session_setup.h"
#include "engine/session/training_session.h"
#include "ui/widgets/message_bar.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace unroll;
using State = SessionController::State;

namespace {

// Asks the event loop every millisecond, and notes how long each answer took.
class Ping : public QObject {
public:
    Ping() {
        timer_.setTimerType(Qt::PreciseTimer);
        connect(&timer_, &QTimer::timeout, this, [this] {
            gaps_.push_back(static_cast<double>(clock_.nsecsElapsed()) / 1e6);
            clock_.restart();
        });
        clock_.start();
        timer_.start(1);
    }

    std::size_t count() const { return gaps_.size(); }

    double percentile(double share) const {
        std::vector<double> sorted = gaps_;
        std::ranges::sort(sorted);
        return sorted[std::min(sorted.size() - 1,
                               static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
    }

private:
    QTimer timer_;
    QElapsedTimer clock_;
    std::vector<double> gaps_;
};

// The largest that the form has a number for; no memory holds it.
Hyperparameters largestOfTheForm() {
    Hyperparameters largest;
    largest.data = "small";
    largest.cell = "lstm";
    largest.cells = 784;
    largest.hidden = static_cast<std::int64_t>(findHyperparameter("hidden")->maximum);
    largest.layers = static_cast<std::int64_t>(findHyperparameter("layers")->maximum);
    largest.batch = static_cast<std::int64_t>(findHyperparameter("batch")->maximum);
    largest.threads = 2;
    return largest;
}

// What sanitizers remember of every byte takes several times its room.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double mostMemory = 1e8;
#else
constexpr double mostMemory = 1e9;
#endif

// On as many images as the test trains and tests on.
double memoryOf(const Hyperparameters& h) {
    Dataset data{.name = {}, .width = 28, .height = 28, .classes = 10, .train = {}, .test = {}};
    for (auto [set, count] : {std::pair(&data.train, 400), std::pair(&data.test, 100)})
        *set = {
            .count = count, .pixels = std::vector<std::uint8_t>(static_cast<std::size_t>(count) * 784), .labels = {}};
    return networkMemory(h, describeModel(h, 784, 10), data);
}

// The largest of which a test may take the memory, most of it for the weights. One batch takes far longer than a person
// waits.
Hyperparameters largestNetwork() {
    const double memory = std::min(mostMemory, static_cast<double>(availableMemory()) / 16);
    Hyperparameters large = largestOfTheForm();
    large.layers = 1;
    Hyperparameters weights = large;
    for (weights.batch = 1; memoryOf(weights) > 0.6 * memory;)
        weights.hidden /= 2;
    large.hidden = weights.hidden;
    while (memoryOf(large) > memory)
        large.batch = (large.batch + 1) / 2;
    return large;
}

} // namespace

class TestWindowAnswers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        saveDatasetFolder(generateDigits({.trainImages = 400, .testImages = 100}),
                          folder_.filePath("small").toStdString(), Compression::None);
    }

    void whatNoMemoryHoldsIsRefused() {
        open(largestOfTheForm());
        QTRY_COMPARE_WITH_TIMEOUT(window_->controller().state(), State::Empty, 60000);
        QVERIFY(window_->findChild<MessageBar*>()->sentence().contains("of memory"));
        QTRY_VERIFY(!window_->findChild<QToolButton*>("train")->isEnabled());
    }

    void whileTheLargestNetworkTrainsAndWhenItIsClosed() {
        const Hyperparameters large = largestNetwork();
        qInfo("%lld LSTM cells of %lld elements, batches of %lld", static_cast<long long>(large.cells),
              static_cast<long long>(large.hidden), static_cast<long long>(large.batch));
        open(large);
        window_->train(); // which the first predictions do not hold up
        QTRY_COMPARE_WITH_TIMEOUT(window_->controller().state(), State::Running, 100000);
        QSignalSpy batches(&window_->controller(), &SessionController::batchesFinished);
        Ping ping;
        QTRY_VERIFY_WITH_TIMEOUT(ping.count() >= 1000 || batches.count() > 0, 60000);
        QVERIFY2(ping.count() >= 20, "The window answered no more than a few times while a batch was under way.");
        qInfo("event loop: 99.9th percentile %.1f ms, median %.1f ms, of %zu answers", ping.percentile(0.999),
              ping.percentile(0.5), ping.count());
        close("training");
    }

    void whenItIsClosedWhileDataIsDrawn() {
        Hyperparameters drawn;
        drawn.data = "digits";
        open(drawn);
        QCOMPARE(window_->controller().state(), State::Preparing);
        leaving_.request_stop();
        close("drawing the built-in digits");
    }

private:
    void open(const Hyperparameters& start) {
        leaving_ = std::stop_source();
        const auto catalog =
            std::make_shared<Catalog>(std::vector<std::filesystem::path>{folder_.path().toStdString()});
        WindowServices services;
        services.dataNames = catalog->names();
        window_.make(trainingSessionFactory(catalog, leaving_.get_token()), services, folder_.filePath("unroll.ini"),
                     start);
        window_->resize(1280, 800);
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }

    // How long it takes depends on the machine; that it comes to an end does not.
    void close(const char* doing) {
        QElapsedTimer closing;
        closing.start();
        window_.reset();
        qInfo("closed while %s after %lld ms", doing, static_cast<long long>(closing.elapsed()));
    }

    QTemporaryDir folder_;
    Settings settings_{folder_.filePath("unroll.ini")};
    std::stop_source leaving_;
    TestWindow window_;
};

QTEST_MAIN(TestWindowAnswers)
#include "tst_window_answers.moc"
