// The window's side of a training: takes commands, hands over values.
//
// It owns the worker thread. A command returns at once; what comes of it arrives as signals, on the thread the
// controller lives on, about 30 times a second. Every configure() starts a new run; values of an older run are dropped.
#pragma once

#include "engine/session/session.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <vector>

namespace unroll {

class SessionWorker;

class SessionController : public QObject {
    Q_OBJECT

  public:
    enum class State {
        Empty,     // nothing configured yet, or the last configure() failed
        Preparing, // data is loaded, the network set up
        Ready,     // at the initial weights
        Running,
        Paused,   // somewhere in between; train() goes on
        Finished, // all epochs done
        Stopped,  // stopped by stop(): what was trained is kept, train() goes on
        Diverged  // the loss is no longer finite
    };
    Q_ENUM(State)

    explicit SessionController(SessionFactory factory, QObject* parent = nullptr);
    ~SessionController() override; // stops the training and joins its thread

    State state() const { return state_; }
    const SessionInfo& info() const { return info_; }                      // of the configured run
    const Hyperparameters& hyperparameters() const { return configured_; } // of the configured run
    const std::vector<EpochMetrics>& epochs() const { return epochs_; }    // of the configured run so far

    // Builds a new session; whatever is under way is stopped first.
    void configure(const Hyperparameters& hyperparameters);

    // The test images whose predictions are wanted after configure(), every epoch, and a few times a second between.
    void watch(std::vector<std::int64_t> testIndices);

    void train(); // starts, or goes on
    void pause();
    void stepBatch(); // one batch, then pauses
    void stepEpoch(); // to the end of the present epoch, then pauses
    void stop();
    void rewind(); // back to the initial weights of the same run; becomes Ready

  signals:
    void stateChanged(unroll::SessionController::State state);
    void configured(const unroll::SessionInfo& info); // a new run is ready
    void rewound();                                   // the run's curves start anew
    void imagesAvailable(const std::vector<unroll::DigitImage>& images);
    void predictionsAvailable(const std::vector<unroll::Prediction>& predictions);
    void batchesFinished(const std::vector<unroll::BatchMetrics>& batches);
    void epochsFinished(const std::vector<unroll::EpochMetrics>& epochs);
    void diverged(const unroll::Divergence& divergence);
    void failed(const QString& sentence);

  private:
    // ... the implementer's
    SessionFactory factory_;
    State state_ = State::Empty;
    SessionInfo info_;
    Hyperparameters configured_;
    std::vector<EpochMetrics> epochs_;
};

} // namespace unroll
