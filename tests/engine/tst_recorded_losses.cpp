// Replays trainings that PyTorch recorded in tests/data/pytorch_losses.json (tests/peers/record_losses.py writes it):
// the same weights, the same batches, the same optimizers, and no Python.
//
// PyTorch computed in double, so what we deviate by is the rounding of our single precision: 6e-8 an operation, sums of
// 112 products, 20 updates that build on each other. The largest deviations seen are 1.6e-7 of a loss, 3.0e-7 of a
// gradient's norm and 7.5e-8 of a weight, which is as little as a float can tell; no optimizer's are larger than the
// others'. The limits are three times that, for other orders of the sums; a fifty-thousandth more eta goes beyond them.

#include "engine/files/read_file.h"
#include "engine/files/run_config.h"
#include "tests/support/peer_training.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace unroll;

namespace {

constexpr double lossLimit = 5e-7;
constexpr double normLimit = 1e-6; // relative
constexpr double weightLimit = 2.5e-7;

QJsonObject recording() {
    const std::string bytes = readFile(UNROLL_SOURCE_DIR "/tests/data/pytorch_losses.json");
    return QJsonDocument::fromJson(QByteArray::fromStdString(bytes)).object();
}

Hyperparameters settingOf(const QJsonObject& run) {
    const QJsonObject config{{"unroll", "0"},
                             {"schema", 1},
                             {"hyperparameters", run["hyperparameters"]},
                             {"data", QJsonObject{{"name", "digits"}, {"sha256", ""}}}};
    return parseConfig(QJsonDocument(config).toJson().toStdString(), "pytorch_losses.json").hyperparameters;
}

// The largest distance of the recorded elements of all tensors, which are evenly spaced in each.
double largestDifference(const std::vector<NamedTensor>& weights, const QJsonObject& recorded) {
    double largest = 0;
    for (const NamedTensor& tensor : weights) {
        const QJsonArray elements = recorded[QString::fromStdString(tensor.name)].toArray();
        if (elements.isEmpty())
            throw std::runtime_error("The recording has no " + tensor.name + ".");
        for (qsizetype i = 0; i < elements.size(); ++i) {
            const auto place =
                static_cast<std::size_t>(i) * tensor.values.size() / static_cast<std::size_t>(elements.size());
            largest = std::max(largest, std::abs(static_cast<double>(tensor.values[place]) - elements[i].toDouble()));
        }
    }
    return largest;
}

// How far a replay goes from the recording, at the most.
struct Deviation {
    double loss = 0;
    double norm = 0; // relative
    double weight = 0;

    bool within() const { return loss <= lossLimit && norm <= normLimit && weight <= weightLimit; }
};

Deviation replay(const QJsonObject& run, const Hyperparameters& setting) {
    const QJsonArray losses = run["losses"].toArray();
    const QJsonArray norms = run["gradient_norms"].toArray();
    const auto data = peerData("digits");
    PeerTraining training(setting, *data, losses.size());
    Deviation deviation;
    for (qsizetype i = 0; i < losses.size(); ++i) {
        const TrainingStep step = training.step();
        deviation.loss = std::max(deviation.loss, std::abs(step.loss - losses[i].toDouble()));
        deviation.norm = std::max(deviation.norm, std::abs(step.gradientNorm / norms[i].toDouble() - 1));
    }
    deviation.weight = largestDifference(training.weights(), run["weights"].toObject());
    return deviation;
}

QString textOf(const Deviation& d) {
    return QStringLiteral("losses %1, gradient norms %2, weights %3").arg(d.loss).arg(d.norm).arg(d.weight);
}

} // namespace

class TestRecordedLosses : public QObject {
    Q_OBJECT

    const QJsonObject recording_ = recording();

    void rows() const {
        QTest::addColumn<QJsonObject>("run");
        for (const auto& value : recording_["runs"].toArray()) {
            const Hyperparameters setting = settingOf(value.toObject());
            QTest::addRow("%s, %d layers, %s, %s, clip %g, weight decay %g, batch %d, output %s", setting.cell.c_str(),
                          static_cast<int>(setting.layers), setting.optimizer.c_str(), setting.schedule.c_str(),
                          setting.clip, setting.weightDecay, static_cast<int>(setting.batch), setting.output.c_str())
                << value.toObject();
        }
    }

private slots:
    void theRecordingHasEveryChoice() {
        for (const char* key : {"cell", "optimizer", "schedule", "output"}) {
            QStringList recorded;
            for (const auto& run : recording_["runs"].toArray())
                recorded << run.toObject()["hyperparameters"].toObject()[key].toString();
            for (const std::string_view choice : findHyperparameter(key)->choices)
                QVERIFY2(recorded.contains(QString::fromUtf8(choice.data(), std::ssize(choice))), choice.data());
        }
        QVERIFY(recording_["pytorch"].toString().startsWith("1.13"));
    }

    void theRecordingHasWhatIsSeldom() {
        bool clipAlone = false;
        bool decayOfAdam = false;
        bool partialBatch = false;
        for (const auto& run : recording_["runs"].toArray()) {
            const Hyperparameters h = settingOf(run.toObject());
            clipAlone |= h.clip > 0 && h.optimizer == "sgd" && h.schedule == "constant";
            decayOfAdam |= h.weightDecay > 0 && h.optimizer == "adam";
            partialBatch |=
                peerImages % h.batch != 0 && run.toObject()["losses"].toArray().size() * h.batch > peerImages;
        }
        QVERIFY(clipAlone && decayOfAdam && partialBatch);
    }

    void theStartIsTheSame_data() { rows(); }
    void theStartIsTheSame() {
        QFETCH(QJsonObject, run);
        const auto data = peerData("digits");
        PeerTraining training(settingOf(run), *data, 1);
        QVERIFY2(largestDifference(training.weights(), run["start"].toObject()) == 0,
                 "The initial weights are others than the recorded: run tests/peers/record_losses.py.");
    }

    void theTrainingIsPyTorchs_data() { rows(); }
    void theTrainingIsPyTorchs() {
        QFETCH(QJsonObject, run);
        const Deviation deviation = replay(run, settingOf(run));
        qInfo("%s", qPrintable(textOf(deviation)));
        QVERIFY2(deviation.within(), qPrintable(textOf(deviation)));
    }

    void aSlightlyOtherTrainingIsNoticed_data() { rows(); }
    void aSlightlyOtherTrainingIsNoticed() {
        QFETCH(QJsonObject, run);
        Hyperparameters other = settingOf(run);
        other.eta *= 1.00002;
        const Deviation deviation = replay(run, other);
        qInfo("%s", qPrintable(textOf(deviation)));
        QVERIFY2(!deviation.within(), qPrintable(textOf(deviation)));
    }
};

QTEST_APPLESS_MAIN(TestRecordedLosses)
#include "tst_recorded_losses.moc"
