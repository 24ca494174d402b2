// Opens the walks, and sets up the one that a person chooses.
#pragma once

#include "ui/state/walks.h"
#include "ui/training/retrain_policy.h"
#include "ui/training/seed_series.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace unroll {

class WalkPresenter : public QObject {
    Q_OBJECT

public:
    // All outlive it.
    WalkPresenter(SettingModel& setting, RetrainPolicy& policy, SeedSeries& seeds, QWidget* window);

    void open();
    void begin(int walk);

signals:
    void viewWanted(const QString& view); // by its id; empty: the curves

private:
    SettingModel& setting_;
    RetrainPolicy& policy_;
    SeedSeries& seeds_;
    QWidget* window_;
    QPointer<QWidget> cards_;
};

} // namespace unroll
