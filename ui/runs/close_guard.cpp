#include "ui/runs/close_guard.h"

#include "ui/runs/run_row.h"
#include "ui/runs/run_table_presenter.h"
#include "ui/state/figure_texts.h"
#include "ui/state/unsaved_runs.h"

#include <QMessageBox>
#include <QStringList>

#include <algorithm>

namespace unroll {
namespace {

constexpr qsizetype mostNames = 5;

// Rows as the table has them: the seeds of a group are one.
std::vector<RunId> rowsOf(const RunList& list, const std::vector<RunId>& ids) {
    std::vector<RunId> rows;
    for (const RunId id : ids) {
        const Run* run = list.find(id);
        const RunId row = run && list.findGroup(run->group) ? run->group : id;
        if (std::ranges::find(rows, row) == rows.end())
            rows.push_back(row);
    }
    return rows;
}

} // namespace

CloseGuard::CloseGuard(const RunList& list, RunTablePresenter& table, const WindowServices& services, IsKept isKept,
                       QWidget* window)
    : QObject(window)
    , list_(list)
    , table_(table)
    , services_(services)
    , isKept_(std::move(isKept))
    , window_(window) {}

std::vector<RunId> CloseGuard::atRisk() const {
    std::vector<RunId> ids = runsAtRisk(list_);
    std::erase_if(ids, [this](RunId id) { return isKept_(*list_.find(id)); });
    return ids;
}

bool CloseGuard::mayClose() {
    const auto close = [window = window_] { QMetaObject::invokeMethod(window, &QWidget::close, Qt::QueuedConnection); };
    if (table_.closeWhenSaved(close))
        return false;
    const std::vector<RunId> ids = atRisk();
    if (ids.empty())
        return true;
    const auto confirm = services_.confirmLoss ? services_.confirmLoss : confirmLoss;
    const LossAnswer answer = confirm(window_, lossSentence(list_, ids));
    if (answer == LossAnswer::Save)
        table_.pauseAndSave(atRisk(), close); // the dialog turned the event loop
    return answer == LossAnswer::Discard;
}

QString lossSentence(const RunList& list, const std::vector<RunId>& ids) {
    double seconds = 0;
    for (const RunId id : ids)
        if (const Run* run = list.find(id))
            seconds += secondsOf(*run);
    const std::vector<RunId> rows = rowsOf(list, ids);
    QStringList names;
    for (const RunId row : rows)
        names.append(rowName(list, row));
    QString words = names.mid(0, mostNames).join(QStringLiteral(", "));
    if (names.size() > mostNames)
        words = CloseGuard::tr("%1 and %2 more").arg(words).arg(names.size() - mostNames);
    return CloseGuard::tr("Not saved: %1. Training took %2.").arg(words, secondsText(seconds));
}

LossAnswer confirmLoss(QWidget* window, const QString& sentence) {
    QMessageBox box(QMessageBox::NoIcon, CloseGuard::tr("Close without saving?"), sentence,
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, window);
    box.setTextFormat(Qt::PlainText); // it has names in it
    box.button(QMessageBox::Save)->setText(CloseGuard::tr("&Save\u2026"));
    box.button(QMessageBox::Discard)->setText(CloseGuard::tr("&Discard"));
    box.setDefaultButton(QMessageBox::Save);
    switch (box.exec()) {
    case QMessageBox::Save:
        return LossAnswer::Save;
    case QMessageBox::Discard:
        return LossAnswer::Discard;
    default:
        return LossAnswer::Cancel;
    }
}

} // namespace unroll
