#include "engine/nn/initializers.h"
#include "engine/tensor/random.h"
#include "engine/training/inspector.h"
#include "tests/support/tiny_training.h"

#include <QTest>

#include <algorithm>

using namespace unroll;

namespace {

constexpr int side = 14;
constexpr std::int64_t cells = side * side; // one pixel each

// Noise, but for the first row: bright or dark, and that is the class. A network that reads pixel by pixel has to keep
// it over all the noise that follows.
ImageSet earlyRows(std::int64_t count, Random& random) {
    ImageSet set;
    set.count = count;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto label = static_cast<std::uint8_t>(random.below(2));
        set.labels.push_back(label);
        for (std::int64_t pixel = 0; pixel < cells; ++pixel)
            set.pixels.push_back(static_cast<std::uint8_t>(random.below(100) + (pixel < side && label == 1 ? 150 : 0)));
    }
    return set;
}

std::shared_ptr<const Dataset> longMemoryData() {
    Random random(5);
    Dataset data{.name = "early rows", .width = side, .height = side, .classes = 2, .train = {}, .test = {}};
    data.train = earlyRows(200, random);
    data.test = earlyRows(100, random);
    return std::make_shared<const Dataset>(std::move(data));
}

Hyperparameters setting(const QString& cell, const QString& init) {
    Hyperparameters h;
    h.cell = cell.toStdString();
    h.activation = cell == "indrnn" ? "relu" : "tanh";
    h.init = init.toStdString();
    h.cells = cells;
    h.hidden = 16;
    h.optimizer = "adam";
    h.clip = 1;
    h.batch = 20;
    h.epochs = 8;
    h.threads = 1;
    return h;
}

} // namespace

// What the cells differ in over a long sequence.
class TestVanishingGradient : public QObject {
    Q_OBJECT

    std::shared_ptr<const Dataset> data_ = longMemoryData();

    // Of the state after the first cell, as a share of that after the last: the median over some images.
    double shareOfFirstCell(Session& session) {
        std::vector<double> shares;
        for (std::int64_t image = 0; image < 9; ++image) {
            const std::vector<float> norms = session.inspect(image).gradientNormPerCell.front();
            shares.push_back(static_cast<double>(norms.front()) / static_cast<double>(norms.back()));
        }
        std::sort(shares.begin(), shares.end());
        return shares[shares.size() / 2];
    }

private slots:
    void theGradientReachesTheFirstCell_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("init");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        QTest::newRow("vanilla") << "vanilla"
                                 << "xavier" << 0.0 << 1e-6;
        QTest::newRow("IndRNN") << "indrnn"
                                << "chrono" << 0.01 << 10.0;
        QTest::newRow("GRU") << "gru"
                             << "chrono" << 0.01 << 10.0;
        QTest::newRow("LSTM") << "lstm"
                              << "chrono" << 1e-4 << 10.0;
        QTest::newRow("LSTM with a forget gate of 1") << "lstm"
                                                      << "xavier" << 0.0 << 1e-6;
    }
    void theGradientReachesTheFirstCell() {
        QFETCH(QString, cell);
        QFETCH(QString, init);
        QFETCH(double, least);
        QFETCH(double, most);
        TrainingSession session(data_, setting(cell, init), {});
        const double share = shareOfFirstCell(session);
        QVERIFY2(share >= least && share <= most, qPrintable(QString::number(share)));
    }

    void whatIsFarBackIsLearned_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<double>("eta");
        QTest::newRow("IndRNN") << "indrnn" << 0.003;
        QTest::newRow("GRU") << "gru" << 0.01;
        QTest::newRow("LSTM") << "lstm" << 0.01;
    }
    void whatIsFarBackIsLearned() {
        QFETCH(QString, cell);
        QFETCH(double, eta);
        Hyperparameters h = setting(cell, "chrono");
        h.eta = eta;
        TrainingSession session(data_, h, {});
        const double accuracy = run(session).back().testAccuracy;
        QVERIFY2(accuracy > 0.9, qPrintable(QString::number(accuracy)));
    }
};

QTEST_APPLESS_MAIN(TestVanishingGradient)
#include "tst_vanishing_gradient.moc"
