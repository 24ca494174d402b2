#include "ui/form/preset_presenter.h"

#include "engine/session/setting_line.h"
#include "ui/form/preset_bar.h"
#include "ui/widgets/message_bar.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <exception>

namespace unroll {

PresetPresenter::PresetPresenter(const Desk& desk, const PresetServices& services, QObject* parent)
    : QObject(parent)
    , desk_(desk)
    , services_(services) {
    connect(&desk.bar, &PresetBar::chosen, this, &PresetPresenter::take);
    connect(&desk.bar, &PresetBar::saveAsked, this, &PresetPresenter::save);
    connect(&desk.bar, &PresetBar::removeAsked, this, &PresetPresenter::remove);
    connect(&desk.bar, &PresetBar::copyAsked, this, &PresetPresenter::copy);
    connect(&desk.bar, &PresetBar::pasteAsked, this, &PresetPresenter::paste);
    connect(&desk.setting, &SettingModel::changed, this, &PresetPresenter::showCurrent);
    connect(&desk.setting, &SettingModel::dataChanged, this, &PresetPresenter::showCurrent);
    read();
}

void PresetPresenter::read() {
    presets_ = services_.list ? services_.list() : std::vector<Preset>();
    QStringList names;
    for (const Preset& preset : presets_)
        names.append(QString::fromStdString(preset.name));
    desk_.bar.setNames(names);
    desk_.bar.setVisible(!presets_.empty());
    showCurrent();
}

void PresetPresenter::showCurrent() {
    current_ = -1;
    for (std::size_t i = 0; i < presets_.size() && current_ < 0; ++i)
        if (presets_[i].failure.empty() && desk_.setting.fitting(withPreset(presets_[i])) == desk_.setting.value())
            current_ = static_cast<int>(i);
    desk_.bar.setCurrent(current_, current_ >= 0 && presets_[static_cast<std::size_t>(current_)].own);
}

Hyperparameters PresetPresenter::withPreset(const Preset& preset) const {
    Hyperparameters setting = desk_.setting.value();
    for (const HyperparameterRow* row : services_.rows)
        setValue(setting, *row, valueOf(preset.setting, *row));
    return setting;
}

void PresetPresenter::take(int index) {
    const Preset& preset = presets_[static_cast<std::size_t>(index)];
    if (!preset.failure.empty()) {
        desk_.messages.show(MessageBar::Kind::Warning, QString::fromStdString(preset.failure));
        return showCurrent();
    }
    edit(withPreset(preset));
}

void PresetPresenter::edit(const Hyperparameters& wanted) {
    desk_.setting.setWantedCells(wanted.cells);
    desk_.setting.edit(desk_.setting.fitting(wanted));
}

void PresetPresenter::copy(bool asLink) {
    const Hyperparameters& setting = desk_.setting.value();
    const QString line = QString::fromStdString(asLink ? settingLink(setting) : settingCommand(setting));
    QGuiApplication::clipboard()->setText(line);
    desk_.messages.show(MessageBar::Kind::Note, tr("Copied: %1").arg(line));
}

// The number of threads stays as it is here, and so does the data where the line names none.
void PresetPresenter::paste() {
    attempt([this] {
        Hyperparameters pasted = settingOfLine(QGuiApplication::clipboard()->text().toStdString());
        pasted.threads = desk_.setting.value().threads;
        if (pasted.data.empty())
            pasted.data = desk_.setting.value().data;
        edit(pasted);
    });
}

void PresetPresenter::save(const QString& name) {
    const auto isOne = [&](const Preset& preset) { return preset.own && QString::fromStdString(preset.name) == name; };
    if (std::ranges::none_of(presets_, isOne))
        return write(name);
    desk_.messages.show(MessageBar::Kind::Hint, tr("You have a preset named %1; it is as it was.").arg(name),
                        tr("Replace it"), [this, name] { write(name); });
}

void PresetPresenter::write(const QString& name) {
    attempt([&] {
        services_.save(name.toStdString(), desk_.setting.value());
        desk_.messages.show(MessageBar::Kind::Note, tr("Saved as preset %1.").arg(name));
    });
}

void PresetPresenter::remove() {
    if (current_ >= 0)
        attempt([&] { services_.remove(presets_[static_cast<std::size_t>(current_)].name); });
}

void PresetPresenter::attempt(const std::function<void()>& work) {
    try {
        work();
        read();
    } catch (const std::exception& error) {
        desk_.messages.show(MessageBar::Kind::Warning, QString::fromUtf8(error.what()));
    }
}

} // namespace unroll
