#include "ui/shell/title_presenter.h"

#include "ui/state/data_choices.h"

#include <QWidget>

namespace unroll {

TitlePresenter::TitlePresenter(const RunList& list, const RunSelection& selection, QWidget* window)
    : QObject(window)
    , list_(list)
    , selection_(selection)
    , window_(window) {
    connect(&list, &RunList::changed, this, &TitlePresenter::show);
    connect(&list, &RunList::structureChanged, this, &TitlePresenter::show);
    connect(&selection, &RunSelection::changed, this, &TitlePresenter::show);
    show();
}

void TitlePresenter::show() {
    const QString program = QStringLiteral("Unroll");
    const Run* run = selection_.run();
    const RunGroup* group = run ? list_.findGroup(run->group) : nullptr;
    if (!run || run->label.number == 0) // not before it is a row
        return window_->setWindowTitle(program);
    const RunLabel& label = group ? group->label : run->label;
    const QString name = label.name.isEmpty() ? tr("Run %1").arg(label.number) : label.name;
    const QString data = shortDataText(run->hyperparameters.data);
    QString title = tr("%1, %2 \u2013 %3", "run, data, program").arg(name, data, program);
    window_->setWindowTitle(title.replace(QStringLiteral("[*]"), QStringLiteral("[*][*]"))); // which would be a mark
}

} // namespace unroll
