// How much of its speed a training keeps while views look into it: `looking_bench SECONDS ROUNDS [DATA]`, as the window
// trains, with its thread and its queue, but without a picture. Prints a table, tab between columns: network, views,
// images a second, its share of that without a view in the same round (medians; in brackets how far the rounds lie
// apart), and how often each view was told in a second. In each round every number of views has its turn, so that a
// machine that slows down slows down all.
#include "engine/session/training_session.h"
#include "ui/training/session_controller.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

using namespace unroll;

namespace {

struct Speed {
    double imagesPerSecond = 0;
    double tellings = 0; // of a view, a second
};

struct Asked {
    Query query;
    std::chrono::milliseconds interval{}; // as the window's view of it has it
};

// The grid of digits, what can be asked of one digit by others, the whole test set, as for its mistakes, and studies of
// the whole network, as the window's views of them ask.
std::vector<Asked> queriesOf(int views, std::int64_t testImages) {
    using namespace std::chrono_literals;
    Query grid{{}, Quantity::Answer};
    for (std::int64_t index = 0; index < 60; ++index)
        grid.subjects.emplace_back(TestImage{index});
    std::vector<Asked> queries{{grid, 200ms}};
    for (const Quantity quantity :
         {Quantity::CellAnswers, Quantity::States, Quantity::Gates, Quantity::StateGradients, Quantity::Saliency})
        queries.push_back({{{TestImage{1}}, quantity}, 100ms});
    Query whole{{}, Quantity::Answer};
    for (std::int64_t index = 0; index < testImages; ++index)
        whole.subjects.emplace_back(TestImage{index});
    queries.push_back({std::move(whole), 1000ms});
    queries.push_back({{.study = TapeStudy{TestImage{1}}}, 500ms});
    queries.push_back({{.study = MapStudy{}}, 1000ms});
    queries.push_back({{.study = LandscapeStudy{}}, 1000ms});
    queries.push_back({{.study = SharpnessStudy{}}, 1000ms});
    queries.resize(static_cast<std::size_t>(views));
    return queries;
}

Speed train(const SessionFactory& factory, const Hyperparameters& setting, int views, double seconds) {
    SessionController controller(factory);
    std::int64_t tellings = 0;
    std::vector<InspectionService::Subscription> subscriptions;
    QEventLoop loop;
    QElapsedTimer time;
    std::int64_t images = 0;
    QObject::connect(&controller, &SessionController::configured, &loop, [&](const SessionInfo& info) {
        for (Asked& asked : queriesOf(views, info.testImages))
            subscriptions.push_back(controller.inspection().subscribe(
                std::move(asked.query), [&](const Sight&) { ++tellings; }, {.interval = asked.interval}));
        controller.train();
    });
    QObject::connect(&controller, &SessionController::failed, &loop, [](const Failure& failure) {
        std::fprintf(stderr, "%s\n", failure.sentence.c_str());
        std::exit(1);
    });
    QObject::connect(&controller, &SessionController::batchesFinished, &loop,
                     [&](const std::vector<BatchMetrics>& batches) {
                         if (!time.isValid()) { // the first ones warm up
                             time.start();
                             tellings = 0;
                             QTimer::singleShot(static_cast<int>(seconds * 1000), &loop, &QEventLoop::quit);
                             return;
                         }
                         for (const BatchMetrics& batch : batches)
                             images += batch.images;
                     });
    controller.configure(setting);
    loop.exec();
    const double elapsed = static_cast<double>(time.elapsed()) / 1000;
    return {static_cast<double>(images) / elapsed, views ? static_cast<double>(tellings) / elapsed / views : 0};
}

double medianOf(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void report(const char* name, const SessionFactory& factory, const Hyperparameters& setting, double seconds,
            int rounds) {
    std::map<int, std::vector<Speed>> speeds;
    for (int round = 0; round < rounds; ++round)
        for (const int views : {0, 1, 7, 11})
            speeds[views].push_back(train(factory, setting, views, seconds));
    for (const auto& [views, measured] : speeds) {
        std::vector<double> images;
        std::vector<double> shares; // of the same round
        std::vector<double> tellings;
        for (std::size_t round = 0; round < measured.size(); ++round) {
            images.push_back(measured[round].imagesPerSecond);
            shares.push_back(100 * measured[round].imagesPerSecond / speeds[0][round].imagesPerSecond);
            tellings.push_back(measured[round].tellings);
        }
        const auto [least, most] = std::ranges::minmax(shares);
        std::printf("%s\t%d\t%.0f\t%.1f %% (%.1f)\t%.1f\n", name, views, medianOf(images), medianOf(shares),
                    most - least, medianOf(tellings));
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    if (argc < 3) {
        std::fprintf(stderr, "usage: looking_bench SECONDS ROUNDS [DATA]\n");
        return 2;
    }
    const double seconds = std::atof(argv[1]);
    const int rounds = std::max(1, std::atoi(argv[2]));
    std::vector<std::filesystem::path> folders;
    if (const char* folder = std::getenv("UNROLL_DATA_DIR"))
        folders.emplace_back(folder);
    const SessionFactory factory = trainingSessionFactory(std::make_shared<Catalog>(folders));
    Hyperparameters paper;
    paper.data = argc > 3 ? argv[3] : paper.data;
    paper.epochs = 10000;
    Hyperparameters gru = paper;
    gru.cell = "gru";
    gru.cells = 28;
    gru.hidden = 128;
    report("vanilla 4x64", factory, paper, seconds, rounds);
    report("gru 28x128", factory, gru, seconds, rounds);
    Hyperparameters lstm = gru;
    lstm.cell = "lstm";
    report("lstm 28x128", factory, lstm, seconds, rounds);
    return 0;
}
