// Keeps a person from losing runs that they put something into: closing the window asks when one of them was not saved,
// and saves them when that is the answer.
#pragma once

#include "ui/state/run_list.h"
#include "ui/state/services.h"

#include <QObject>

namespace unroll {

class RunTablePresenter;

class CloseGuard : public QObject {
    Q_OBJECT

public:
    using IsKept = std::function<bool(const Run&)>; // to be there again after a restart, as far as it is trained

    // All of them outlive the guard.
    CloseGuard(const RunList& list, RunTablePresenter& table, const WindowServices& services, IsKept isKept,
               QWidget* window);

    // Whether the window may close now. When the answer is to save it may not yet: it is closed once all is saved.
    bool mayClose();

private:
    std::vector<RunId> atRisk() const;

    const RunList& list_;
    RunTablePresenter& table_;
    const WindowServices& services_;
    IsKept isKept_;
    QWidget* window_;
};

// Which runs closing would lose, in one sentence.
QString lossSentence(const RunList& list, const std::vector<RunId>& ids);

// Asks with a dialog.
LossAnswer confirmLoss(QWidget* window, const QString& sentence);

} // namespace unroll
