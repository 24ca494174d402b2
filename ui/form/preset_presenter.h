// Brings presets and the form together: one that is chosen goes into the form as if a person had set it there, and the
// list tells which one the form is at.
#pragma once

#include "ui/state/services.h"
#include "ui/state/setting_model.h"

#include <QObject>

namespace unroll {

class MessageBar;
class PresetBar;

class PresetPresenter : public QObject {
    Q_OBJECT

public:
    struct Desk {
        PresetBar& bar;
        SettingModel& setting;
        MessageBar& messages;
    };

    // All of them outlive the presenter.
    PresetPresenter(const Desk& desk, const PresetServices& services, QObject* parent);

private:
    void read();
    void showCurrent();
    void take(int index);
    void save(const QString& name);
    void write(const QString& name);
    void remove();
    void copy(bool asLink);
    void paste();
    void edit(const Hyperparameters& wanted);
    void attempt(const std::function<void()>& work);
    Hyperparameters withPreset(const Preset& preset) const; // the form's setting with what a preset decides

    Desk desk_;
    const PresetServices& services_;
    std::vector<Preset> presets_;
    int current_ = -1;
};

} // namespace unroll
