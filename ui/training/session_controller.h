// The window's side of a training: takes commands, hands over values.
//
// It owns the worker thread. A command returns at once; what comes of it arrives as signals, on the thread the
// controller lives on, 10 to 30 times a second (see FramePacer). Every configure() starts a new run; values of an
// older run are dropped, and so are commands to it that were not carried out yet.
//
// Signals come in the order in which things happened. Running is announced before its batches, every other state after
// what led to it; configured() comes before Ready.
#pragma once

#include "engine/session/epoch_archive.h"
#include "engine/session/session.h"
#include "ui/state/session_state.h"
#include "ui/training/inspection_service.h"
#include "ui/training/metrics_queue.h"

#include <QObject>
#include <QString>

#include <deque>
#include <memory>
#include <vector>

namespace unroll {

class SessionWorker;

class SessionController : public QObject {
    Q_OBJECT

public:
    using State = SessionState;

    explicit SessionController(SessionFactory factory, QObject* parent = nullptr);
    ~SessionController() override; // stops the training and joins its thread, within one step or one set-up

    // Counts configure(), fork() and goOn(): the number of the run they began last.
    std::uint64_t run() const { return run_; }

    // Who asked last for what is under way: with configure(), train() or a step.
    TrainOrigin origin() const { return origin_; }

    // Preparing from configure() on; every other state from its stateChanged() on.
    State state() const { return state_; }

    // Of the run that configured() announced last, until the next one; empty after a configure() that failed.
    const SessionInfo& info() const { return info_; }
    const Hyperparameters& hyperparameters() const { return configured_; }
    const std::vector<EpochMetrics>& epochs() const { return epochs_; } // so far

    // The run's images, to be asked by whoever likes; a null pointer when there is nothing to look at.
    const std::shared_ptr<const DataView>& data() const { return data_; }

    // What it takes to look into the run's network; a null pointer when there is none.
    const std::shared_ptr<const Blueprint>& blueprint() const { return blueprint_; }

    // The weights of the run's past epochs: of run(), once it is configured.
    const EpochArchive& archive() const { return archive_; }

    // What was changed in the run while it trained (see Session::changes()).
    const std::vector<HyperparameterChange>& changes() const { return changes_; }

    // Builds a new session; whatever is under way is stopped first. Of several in a row only the last one is built.
    void configure(const Hyperparameters& hyperparameters, TrainOrigin origin = TrainOrigin::Button);

    // Builds a new session that starts from given weights of a network of the same shape, in place of drawn ones.
    void fork(const Hyperparameters& hyperparameters, std::shared_ptr<const Snapshot> snapshot, const QString& origin);

    // What the run under way was forked from, in words; empty for any other.
    const QString& forkedFrom() const { return forkedFrom_; }

    // Builds a session that stands where the record's checkpoint was taken, with the record's hyperparameters, of which
    // `epochs` may be others by now. configured() announces it as any run, epochs() are the record's; it is Paused, or
    // Finished when no batch is left. Fails when the data is not the same any more, or there is no checkpoint.
    void goOn(std::shared_ptr<const RunRecord> record, std::optional<std::int64_t> epochs = {});

    // These three start, or go on. On a finished or diverged run they rewind first: pressing Train again shows the same
    // training again, from the same initial weights.
    void train(TrainOrigin origin = TrainOrigin::Button);
    void stepBatch(); // one batch, then pauses; an epoch's last batch includes the epoch's evaluation
    void stepEpoch(); // to the end of the present epoch, then pauses

    void pause();  // Running becomes Paused
    void stop();   // Running or Paused becomes Stopped
    void rewind(); // back to the initial weights of the same run; becomes Ready

    // Takes what the table lets change while training (eta, batch, ...), between two steps, in any state but Empty and
    // Preparing; hyperparameters() says so at once. Anything else fails and changes nothing.
    void change(const Hyperparameters& hyperparameters);

    // Asks for the present weights with all that belongs to them, for saving; weightsAvailable() answers between two
    // steps. Where a training rests they come without being asked for. A run that is not at its end is Interrupted in
    // the record. No answer without a run, nor once another run has begun.
    void requestWeights();

    // Looks into the network of the run for whoever subscribes.
    InspectionService& inspection() { return inspection_; }

signals:
    void
    begun(); // by configure() or goOn(), within the call: run() is another one, whatever the states before and after
    void stateChanged(unroll::SessionController::State state);
    void configured(const unroll::SessionInfo& info);                       // a new run is ready
    void rewound();                                                         // the run's curves start anew
    void batchesFinished(const std::vector<unroll::BatchMetrics>& batches); // see MetricsQueue for a busy window
    void epochsFinished(const std::vector<unroll::EpochMetrics>& epochs);
    void changesChanged(); // of changes(), but for those that a rewind or a new run takes away
    void diverged(const unroll::Divergence& divergence);
    void failed(const unroll::Failure& failure);
    void weightsAvailable(const std::shared_ptr<const unroll::RunRecord>& record); // never null, and shared by all

    void newsArrived(QPrivateSignal); // emitted by the worker's thread

private:
    void deliverResult();
    void drain();
    void deliverSetup(RunNews& news);
    void deliverRewound(RunNews& news);
    void deliverState(RunNews& news);
    void deliverHolding(RunNews& news);
    void deliverChanges(RunNews& news);
    void deliverBatches(RunNews& news);
    void deliverEpochs(RunNews& news);
    void deliverDivergence(RunNews& news);
    void deliverFailures(RunNews& news);
    void deliverRecord(RunNews& news);
    void enter(State state);

    std::uint64_t run_ = 0;
    TrainOrigin origin_ = TrainOrigin::Button;
    QString forkedFrom_;
    State state_ = State::Empty;
    SessionInfo info_;
    Hyperparameters configured_;
    std::vector<EpochMetrics> epochs_;
    std::vector<HyperparameterChange> changes_;
    std::shared_ptr<const DataView> data_;
    std::shared_ptr<const Blueprint> blueprint_;
    std::deque<RunNews> undelivered_;
    std::size_t nextPart_ = 0; // of the first of them
    FramePacer pacer_;
    InspectionService inspection_;
    EpochArchive archive_;
    MetricsQueue queue_;
    std::unique_ptr<SessionWorker> worker_; // last: dies first
};

} // namespace unroll
