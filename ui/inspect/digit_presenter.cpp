#include "ui/inspect/digit_presenter.h"

#include "ui/inspect/digit_grid_model.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <utility>

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr auto interval = 200ms; // eyes want no more, and painting costs, too
constexpr auto patience = 150ms; // that answers of the former network stay, so that nothing blinks

std::vector<Prediction> predictionsOf(const Findings& findings) {
    std::vector<Prediction> predictions;
    for (std::size_t i = 0; i < findings.answers.size(); ++i) {
        const Answer& answer = findings.answers[i];
        predictions.push_back({std::get<TestImage>(findings.query.subjects[i]).index, answer.label.value_or(-1),
                               answer.prediction, answer.probability});
    }
    return predictions;
}

} // namespace

DigitPresenter::DigitPresenter(SessionController& controller, const ShownNetworks& networks, DigitGridModel& digits,
                               std::int64_t images, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , digits_(digits)
    , most_(images)
    , subscription_(controller.inspection().subscribe(
          {{}, Quantity::Answer}, [this](const Sight& sight) { show(sight); }, {.interval = interval})) {
    stale_.setSingleShot(true);
    stale_.setInterval(patience);
    connect(&stale_, &QTimer::timeout, this, [this] { showNothing({}); });
    connect(&controller, &SessionController::configured, this, &DigitPresenter::takeImages);
    connect(&controller, &SessionController::stateChanged, this, [this](SessionController::State state) {
        if (state == SessionController::State::Empty)
            takeImages();
    });
    connect(&networks, &ShownNetworks::changed, this, [this](LookPlace place) {
        if (place == LookPlace::First)
            stale_.start();
    });
}

// Those that are on show stay where the data is the same.
void DigitPresenter::takeImages() {
    const SessionInfo& info = controller_.info();
    digits_.setClassNames(info.classNames);
    if (std::exchange(dataSha256_, info.dataSha256) == info.dataSha256)
        return;
    std::vector<std::int64_t> indices(static_cast<std::size_t>(std::min(most_, info.testImages)));
    std::iota(indices.begin(), indices.end(), std::int64_t{0});
    const auto& data = controller_.data();
    digits_.setImages(data ? data->images({.part = DataPart::Test}, indices) : std::vector<DigitImage>());
    Query query{{}, Quantity::Answer};
    for (const std::int64_t index : indices)
        query.subjects.emplace_back(TestImage{index});
    subscription_.setQuery(std::move(query));
}

void DigitPresenter::show(const Sight& sight) {
    stale_.stop();
    if (!sight.findings)
        return showNothing(QString::fromStdString(sight.error));
    digits_.setAbsence({});
    digits_.setPredictions(predictionsOf(*sight.findings));
}

void DigitPresenter::showNothing(const QString& reason) {
    digits_.clearPredictions();
    digits_.setAbsence(reason);
}

} // namespace unroll
