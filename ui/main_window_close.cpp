#include "ui/main_window_close.h"

#include "ui/models/figure_texts.h"

#include <QMessageBox>

namespace unroll {
namespace {

constexpr double longTraining = 60; // seconds

}

CloseGuard::CloseGuard(SessionController& controller, const RunList& list, QObject* parent)
    : QObject(parent)
    , list_(list) {
    connect(&controller, &SessionController::configured, this, &CloseGuard::forget);
    connect(&controller, &SessionController::rewound, this, &CloseGuard::forget);
    connect(&controller, &SessionController::batchesFinished, this, [this](const std::vector<BatchMetrics>& batches) {
        for (const BatchMetrics& batch : batches)
            seconds_ += batch.seconds;
        saved_ = false;
    });
}

void CloseGuard::forget() {
    seconds_ = 0;
    saved_ = false;
}

double CloseGuard::secondsOfPresent() const { return saved_ || seconds_ < longTraining ? 0 : seconds_; }

double CloseGuard::secondsAtRisk() const {
    const RunId present = list_.present() ? list_.present()->id : 0;
    double seconds = secondsOfPresent();
    for (const Run& run : list_.runs()) {
        const double spent = figuresOf(run).seconds.value_or(0);
        if (run.id != present && run.folder.isEmpty() && spent >= longTraining && obstacleToSave(run).isEmpty())
            seconds += spent;
    }
    return seconds;
}

bool confirmLoss(QWidget* window, double seconds) {
    QMessageBox box(QMessageBox::Warning, CloseGuard::tr("Close without saving?"),
                    CloseGuard::tr("Training that took %1 is not saved: Save to a folder, in the menu of the runs, "
                                   "keeps a run.")
                        .arg(secondsText(seconds)),
                    QMessageBox::Discard | QMessageBox::Cancel, window);
    box.setDefaultButton(QMessageBox::Cancel);
    return box.exec() == QMessageBox::Discard;
}

} // namespace unroll
