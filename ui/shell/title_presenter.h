// The window's title: the run on show and its data, by which a person finds the window among others.
#pragma once

#include "ui/state/run_selection.h"

#include <QObject>

namespace unroll {

class TitlePresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    TitlePresenter(const RunList& list, const RunSelection& selection, QWidget* window);

private:
    void show();

    const RunList& list_;
    const RunSelection& selection_;
    QWidget* window_;
};

} // namespace unroll
