#include "app/presets.h"

#include "app/option_parser.h"
#include "engine/files/run_config.h"

#include <QDir>
#include <QFile>

// Resources of a static library register themselves only when somebody asks; the macro must stand outside a namespace.
static void registerPresets() { Q_INIT_RESOURCE(unroll); }

namespace unroll {
namespace {

const QString folder = QStringLiteral(":/presets/");

} // namespace

std::vector<std::string> presetNames() {
    registerPresets();
    std::vector<std::string> names;
    for (const QString& file : QDir(folder).entryList(QDir::Files, QDir::Name))
        names.push_back(file.chopped(5).toStdString()); // ".json"
    return names;
}

std::vector<const HyperparameterRow*> presetRows() {
    std::vector<const HyperparameterRow*> rows;
    for (const HyperparameterRow& row : hyperparameterTable())
        if ((row.group == HyperparameterGroup::Network || row.group == HyperparameterGroup::Training) &&
            row.key != "seed")
            rows.push_back(&row);
    return rows;
}

void applyPreset(const std::string& name, Hyperparameters& hyperparameters) {
    registerPresets();
    QFile file(folder + QString::fromStdString(name) + QStringLiteral(".json"));
    if (!file.open(QIODevice::ReadOnly)) {
        std::string known;
        for (const std::string& other : presetNames())
            known += (known.empty() ? "" : ", ") + other;
        throw UsageError("There is no preset '" + name + "'; there are " + known + ".");
    }
    const Hyperparameters preset = parseConfig(file.readAll().toStdString(), name).hyperparameters;
    for (const HyperparameterRow* row : presetRows())
        setValue(hyperparameters, *row, valueOf(preset, *row));
}

} // namespace unroll
