// Shows test images, and what the network of the run on show makes of them: of the run under way as it trains, of any
// other with the weights that the table has of it, asked in the background.
#pragma once

#include "ui/state/run_selection.h"
#include "ui/state/services.h"
#include "ui/training/background_worker.h"
#include "ui/training/session_controller.h"

#include <QObject>

namespace unroll {

class DigitGridModel;

class DigitPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    DigitPresenter(SessionController& controller, const RunSelection& selection, const WindowServices& services,
                   DigitGridModel& digits, QObject* parent);

private:
    void takeImages(const std::vector<DigitImage>& images);
    void takePredictions(const std::vector<Prediction>& predictions);
    void showRun();
    void ask(const Run& run);
    void show(const RunRecord* of, const std::vector<Prediction>& predictions);
    void showNothing(const QString& reason);
    QString obstacle(const Run& run) const;

    SessionController& controller_;
    const RunSelection& selection_;
    const WindowServices& services_;
    DigitGridModel& digits_;
    std::vector<std::int64_t> indices_; // of the images
    std::vector<Prediction> latest_;    // of the run under way
    const RunRecord* shown_ = nullptr;  // compared only; whose predictions are on show
    BackgroundWorker worker_;           // last: dies first
};

} // namespace unroll
