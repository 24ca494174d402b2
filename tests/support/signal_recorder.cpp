#include "tests/support/signal_recorder.h"

namespace unroll {
namespace {

template <typename Value>
void append(std::vector<Value>& to, const std::vector<Value>& values) {
    to.insert(to.end(), values.begin(), values.end());
}

} // namespace

QString nameOf(SessionState state) {
    constexpr const char* names[] = {"Empty",  "Preparing", "Ready",   "Running",
                                     "Paused", "Finished",  "Stopped", "Diverged"};
    return QString::fromLatin1(names[static_cast<int>(state)]);
}

SignalRecorder::SignalRecorder(SessionController& controller) {
    using C = SessionController;
    const auto on = [this, &controller](auto signal, const char* name, auto take) {
        QObject::connect(&controller, signal, &controller, [this, name, take](const auto&... values) {
            note(QString::fromLatin1(name));
            take(values...);
        });
    };
    QObject::connect(&controller, &C::stateChanged, &controller, [this](SessionState state) { note(nameOf(state)); });
    on(&C::configured, "configured", [](const SessionInfo&) {});
    on(&C::rewound, "rewound", [] {});
    on(&C::batchesFinished, "batches", [this](const auto& values) { append(batches, values); });
    on(&C::epochsFinished, "epochs", [this](const auto& values) { append(epochs, values); });
    on(&C::diverged, "diverged", [this](const auto& value) { divergences.push_back(value); });
    on(&C::failed, "failed", [this](const Failure& failure) { failures << QString::fromStdString(failure.sentence); });
    controller.connect(&controller, &C::weightsAvailable, [this](const auto& record) { records.push_back(*record); });
}

void SignalRecorder::note(const QString& name) {
    if (order.isEmpty() || order.back() != name)
        order << name;
}

void SignalRecorder::clear() {
    order.clear();
    batches.clear();
    epochs.clear();
    divergences.clear();
    records.clear();
    failures.clear();
}

} // namespace unroll
