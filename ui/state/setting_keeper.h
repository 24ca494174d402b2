// Writes down what the setting says, so that the next start begins with it: not at every step of a slider, whose drag a
// file that is synced would hold up, but when the hand rests, and at the end.
#pragma once

#include <QObject>
#include <QTimer>

namespace unroll {

class SettingModel;
class Settings;

class SettingKeeper : public QObject {
    Q_OBJECT

public:
    // Both outlive the keeper.
    SettingKeeper(const SettingModel& setting, Settings& settings, QObject* parent = nullptr);
    ~SettingKeeper() override { keep(); }

    void keep(); // at once what has not been kept yet

private:
    const SettingModel& setting_;
    Settings& settings_;
    QTimer rest_;
};

} // namespace unroll
