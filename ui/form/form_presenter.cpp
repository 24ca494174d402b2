#include "ui/form/form_presenter.h"

#include "ui/form/hyperparameter_panel.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_fit.h"
#include "ui/widgets/training_trouble.h"

#include <QStringList>

namespace unroll {
namespace {

using State = SessionController::State;

constexpr QLatin1String pendingCause("pending");

QString labelsOf(const HyperparameterRows& rows) {
    QStringList labels;
    for (const HyperparameterRow* row : rows)
        labels.append(labelOf(*row));
    if (labels.size() < 2)
        return labels.join(QString());
    const QString last = labels.takeLast();
    return FormPresenter::tr("%1 and %2").arg(labels.join(QStringLiteral(", ")), last);
}

} // namespace

FormPresenter::FormPresenter(const Parts& parts, QObject* parent)
    : QObject(parent)
    , parts_(parts) {
    SessionController& controller = parts.controller;
    connect(&parts.policy, &RetrainPolicy::pendingChanged, this, &FormPresenter::explainPending);
    connect(&controller, &SessionController::configured, this, [this] { settleTrouble(parts_.messages); });
    connect(&controller, &SessionController::stateChanged, this, [this](State state) {
        if (state == State::Running)
            settleTrouble(parts_.messages);
    });
    connect(&controller, &SessionController::diverged, this, &FormPresenter::explainDivergence);
    connect(&controller, &SessionController::failed, this, &FormPresenter::explainFailure);
}

void FormPresenter::explainPending() {
    const HyperparameterRows rows = parts_.policy.pendingRows();
    if (rows.empty()) {
        parts_.messages.settle(pendingCause);
        return;
    }
    const QString sentence = rows.size() == 1 ? tr("%1 changes with a new network; this one stays on show until then.")
                                              : tr("%1 change with a new network; this one stays on show until then.");
    parts_.messages.show(
        MessageBar::Kind::Hint, sentence.arg(labelsOf(rows)), tr("Retrain"), [this] { parts_.policy.restart(); },
        pendingCause);
}

void FormPresenter::explainDivergence(const Divergence& divergence) {
    const QString op = QString::fromStdString(divergence.op);
    const QString node = QString::fromStdString(divergence.node);
    QString what = node.contains(op) ? node : QStringLiteral("%1, %2").arg(node, op);
    if (divergence.layer > 0)
        what = tr("%1 in layer %2").arg(what).arg(divergence.layer);
    if (!divergence.gradientOf.empty())
        what = tr("%1, going backward").arg(what);
    const QString where = tr("Training diverged in epoch %1, batch %2 (%3 is no longer finite).")
                              .arg(divergence.epoch)
                              .arg(divergence.batch)
                              .arg(what);
    sayTrouble(parts_.messages, where, tr("Halve eta and train"),
               [this] { parts_.policy.retrainWith("eta", parts_.setting.value().eta / 2); });
}

// Where no single value is at fault, it is what was changed since a network could be set up, or its largest part.
void FormPresenter::explainFailure(const Failure& failure) {
    const QString sentence = QString::fromStdString(failure.sentence);
    const bool preparing = parts_.controller.state() == State::Preparing;
    if (parts_.policy.goesOn() && preparing)
        return sayTrouble(parts_.messages, sentence, tr("Retrain"), [this] { parts_.policy.restart(); });
    const std::string& data = parts_.setting.value().data;
    const bool readable = data == parts_.policy.readableData().value_or(drawnData);
    if (!failure.problem.empty() && preparing) {
        const HyperparameterRows changed = parts_.policy.refusedRows().value_or(HyperparameterRows());
        const std::string_view likely = changed.empty() ? "hidden" : changed.front()->key;
        parts_.form.explainObstacle(failure.key.empty() ? likely : failure.key,
                                    QString::fromStdString(failure.problem));
    }
    if (data == drawnData || readable || parts_.controller.state() == State::Stopped)
        return sayTrouble(parts_.messages, sentence);
    sayTrouble(parts_.messages, sentence, tr("Use the built-in digits"), [this] { parts_.policy.useDrawnData(); });
}

} // namespace unroll
