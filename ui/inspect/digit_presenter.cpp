#include "ui/inspect/digit_presenter.h"

#include "ui/inspect/digit_grid_model.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <numeric>
#include <utility>

namespace unroll {
namespace {

using namespace std::chrono_literals;

constexpr auto interval = 200ms;          // eyes want no more, and painting costs, too
constexpr auto wholeSetInterval = 1000ms; // which is much more to read
constexpr auto patience = 150ms;          // that answers of the former network stay, so that nothing blinks

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
    , most_(images) {
    ask();
    stale_.setSingleShot(true);
    stale_.setInterval(patience);
    connect(&stale_, &QTimer::timeout, this, [this] { showNothing({}); });
    connect(&controller, &SessionController::configured, this, &DigitPresenter::followData);
    connect(&controller, &SessionController::stateChanged, this, [this](SessionController::State state) {
        if (state == SessionController::State::Empty)
            followData();
    });
    connect(&networks, &ShownNetworks::changed, this, [this](LookPlace place) {
        if (place == LookPlace::First)
            stale_.start();
    });
}

// Those that are on show stay where the data is the same.
void DigitPresenter::followData() {
    const SessionInfo& info = controller_.info();
    std::vector<std::string> names = info.classNames;
    if (names.empty())
        for (int number = 0; number < info.classes; ++number)
            names.push_back(std::to_string(number));
    digits_.setClassNames(names);
    if (std::exchange(dataSha256_, info.dataSha256) == info.dataSha256)
        return;
    indices_.clear();
    digits_.setImages({});
    ask();
}

void DigitPresenter::takeImages(const std::vector<std::int64_t>& indices) {
    const auto& data = controller_.data();
    if (std::exchange(indices_, indices) != indices)
        digits_.setImages(data ? data->images({.part = DataPart::Test}, indices) : std::vector<DigitImage>());
}

void DigitPresenter::ask() {
    const bool whole = choice_.which != DigitChoice::Which::First;
    const std::int64_t images = controller_.info().testImages;
    std::vector<std::int64_t> indices(static_cast<std::size_t>(whole ? images : std::min(most_, images)));
    std::iota(indices.begin(), indices.end(), std::int64_t{0});
    digits_.setTally({});
    if (!whole)
        takeImages(indices);
    Query query{{}, Quantity::Answer};
    for (const std::int64_t index : indices)
        query.subjects.emplace_back(TestImage{index});
    subscription_ = controller_.inspection().subscribe(std::move(query), [this](const Sight& sight) { show(sight); },
                                                       {.interval = whole ? wholeSetInterval : interval});
    subscription_.setVisible(visible_);
}

void DigitPresenter::choose(DigitChoice choice) {
    if (std::exchange(choice_, choice) != choice)
        ask();
}

void DigitPresenter::setVisible(bool visible) {
    visible_ = visible;
    subscription_.setVisible(visible);
}

// The mistakes, the surest first; or a class's images in their order.
void DigitPresenter::showChosen(const Findings& findings) {
    std::vector<Prediction> all = predictionsOf(findings);
    const bool misread = choice_.which == DigitChoice::Which::Misread;
    if (!misread)
        std::erase_if(all, [this](const Prediction& one) { return one.label != choice_.label; });
    const auto right = std::ranges::count_if(all, &Prediction::right);
    digits_.setTally(DigitGridModel::Tally{right, std::ssize(all)});
    if (misread) {
        std::erase_if(all, &Prediction::right);
        std::ranges::stable_sort(all, std::greater<>(), &Prediction::probability);
    }
    all.resize(std::min(all.size(), static_cast<std::size_t>(most_)));
    std::vector<std::int64_t> indices;
    for (const Prediction& one : all)
        indices.push_back(one.index);
    takeImages(indices);
    digits_.setPredictions(all);
}

void DigitPresenter::show(const Sight& sight) {
    stale_.stop();
    if (!sight.findings)
        return showNothing(QString::fromStdString(sight.error));
    digits_.setAbsence({});
    if (choice_.which == DigitChoice::Which::First)
        digits_.setPredictions(predictionsOf(*sight.findings));
    else
        showChosen(*sight.findings);
}

void DigitPresenter::showNothing(const QString& reason) {
    digits_.clearPredictions();
    digits_.setAbsence(reason);
}

} // namespace unroll
