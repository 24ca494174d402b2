#include "ui/inspect/digit_presenter.h"

#include "ui/inspect/digit_grid_model.h"

#include <exception>

namespace unroll {

using State = SessionController::State;

DigitPresenter::DigitPresenter(SessionController& controller, const RunSelection& selection,
                               const WindowServices& services, DigitGridModel& digits, QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , selection_(selection)
    , services_(services)
    , digits_(digits) {
    const auto nameClasses = [this] { digits_.setClassNames(controller_.info().classNames); };
    connect(&controller, &SessionController::configured, this, nameClasses);
    connect(&controller, &SessionController::rewound, this, nameClasses);
    connect(&controller, &SessionController::imagesAvailable, this, &DigitPresenter::takeImages);
    connect(&controller, &SessionController::predictionsAvailable, this, &DigitPresenter::takePredictions);
    connect(&controller, &SessionController::stateChanged, this, [this](State state) {
        if (state == State::Empty)
            takeImages({});
    });
    connect(&selection, &RunSelection::changed, this, &DigitPresenter::showRun);
}

void DigitPresenter::takeImages(const std::vector<DigitImage>& images) {
    indices_.clear();
    for (const DigitImage& image : images)
        indices_.push_back(image.index);
    latest_.clear();
    shown_ = nullptr;
    digits_.setImages(images);
}

void DigitPresenter::takePredictions(const std::vector<Prediction>& predictions) {
    latest_ = predictions;
    if (selection_.followsPresent())
        show(nullptr, latest_);
    else
        showRun(); // perhaps there are images to ask about by now
}

void DigitPresenter::show(const RunRecord* of, const std::vector<Prediction>& predictions) {
    shown_ = of;
    digits_.setAbsence({});
    digits_.setPredictions(predictions);
}

void DigitPresenter::showNothing(const QString& reason) {
    shown_ = nullptr;
    digits_.clearPredictions();
    digits_.setAbsence(reason);
}

QString DigitPresenter::obstacle(const Run& run) const {
    if (!run.record || run.record->weights.empty())
        return tr("Its weights are no longer in memory.");
    if (run.record->info.dataSha256 != controller_.info().dataSha256)
        return tr("It was trained on other images than these.");
    return {};
}

void DigitPresenter::showRun() {
    const Run* run = selection_.run();
    if (selection_.followsPresent() || !run)
        return show(nullptr, latest_);
    if (const QString reason = obstacle(*run); !reason.isEmpty() || !services_.predict)
        return showNothing(reason);
    if (shown_ != run->record.get())
        ask(*run);
}

// Whatever was asked before is not wanted any more; the images are those of this moment.
void DigitPresenter::ask(const Run& run) {
    showNothing({});
    shown_ = run.record.get();
    worker_.post(
        [this, record = run.record, indices = indices_, predict = services_.predict]() -> BackgroundWorker::Delivery {
            try {
                return [this, record, predictions = predict(*record, indices)] {
                    if (shown_ == record.get())
                        show(record.get(), predictions);
                };
            } catch (const std::exception& error) {
                return [this, record, reason = QString::fromUtf8(error.what())] {
                    if (shown_ == record.get())
                        digits_.setAbsence(reason);
                };
            }
        });
}

} // namespace unroll
