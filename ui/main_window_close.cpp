#include "ui/main_window_close.h"

#include "ui/models/figure_texts.h"

#include <QMessageBox>

namespace unroll {
namespace {

constexpr double longTraining = 60; // seconds

}

CloseGuard::CloseGuard(SessionController& controller, QObject* parent)
    : QObject(parent) {
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

double CloseGuard::secondsAtRisk() const { return saved_ || seconds_ < longTraining ? 0 : seconds_; }

bool confirmLoss(QWidget* window, double seconds) {
    QMessageBox box(QMessageBox::Warning, CloseGuard::tr("Close without saving?"),
                    CloseGuard::tr("This run trained for %1 and is not saved: Export, Whole run to a folder keeps it.")
                        .arg(secondsText(seconds)),
                    QMessageBox::Discard | QMessageBox::Cancel, window);
    box.setDefaultButton(QMessageBox::Cancel);
    return box.exec() == QMessageBox::Discard;
}

} // namespace unroll
