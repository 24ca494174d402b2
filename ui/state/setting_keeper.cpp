#include "ui/state/setting_keeper.h"

#include "ui/state/setting_model.h"
#include "ui/state/settings.h"

#include <QCoreApplication>

namespace unroll {
namespace {

constexpr int keepMilliseconds = 500;

} // namespace

SettingKeeper::SettingKeeper(const SettingModel& setting, Settings& settings, QObject* parent)
    : QObject(parent)
    , setting_(setting)
    , settings_(settings) {
    rest_.setSingleShot(true);
    rest_.setInterval(keepMilliseconds);
    connect(&rest_, &QTimer::timeout, this, [this] { settings_.setHyperparameters(setting_.value()); });
    connect(&setting, &SettingModel::changed, this, [this] { rest_.start(); });
    if (qApp)
        connect(qApp, &QCoreApplication::aboutToQuit, this, &SettingKeeper::keep);
}

void SettingKeeper::keep() {
    if (!rest_.isActive())
        return;
    rest_.stop();
    settings_.setHyperparameters(setting_.value());
}

} // namespace unroll
