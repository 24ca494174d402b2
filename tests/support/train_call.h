// `unroll train` with a scripted session in place of the engine.
#pragma once

#include "app/commands/train.h"
#include "engine/files/model_file.h"
#include "engine/files/read_file.h"
#include "tests/support/fake_session.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <sstream>
#include <utility>

namespace unroll {

// One call of the command.
struct TrainCall {
    QTemporaryDir folder;
    TrainOptions options;
    FakeScript script;
    std::atomic<bool> interrupted = false;
    bool terminal = false;
    std::ostringstream out;
    std::ostringstream err;

    TrainCall() {
        options.hyperparameters.epochs = 3;
        options.out = folder.filePath("run").toStdString();
    }

    ExitStatus run() {
        const auto draw = [](const RunRecord&) { return std::vector<Artefact>{{"accuracy.png", "picture"}}; };
        return runTrain(options, {fakeFactory(script), draw, interrupted}, {out, err, terminal});
    }

    // The next run() goes on with this one's folder.
    void resume() {
        if (options.out)
            options.resume = std::exchange(options.out, std::nullopt);
        options.hyperparameters = {};
        interrupted = false;
        out.str("");
        err.str("");
    }

    std::filesystem::path directory() const { return options.resume ? *options.resume : *options.out; }
    QJsonObject summary() const {
        return QJsonDocument::fromJson(QByteArray::fromStdString(readFile(directory() / "summary.json"))).object();
    }
    double trainedSteps() const { return static_cast<double>(readModel(directory()).weights.at(0).values.at(0)); }
};

} // namespace unroll
