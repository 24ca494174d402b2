#include "ui/state/settings.h"

#include "ui/state/data_choices.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace unroll {
namespace {

constexpr QLatin1String geometryKey("window/geometry");
constexpr QLatin1String layoutKey("window/layout");
constexpr QLatin1String stepsKey("plots/steps");
constexpr QLatin1String referencesKey("plots/reference_curves");
constexpr QLatin1String foldedKey("window/folded_groups");
constexpr QLatin1String retrainKey("training/retrain_as_dragged");
constexpr QLatin1String schemeKey("window/colour_scheme");
constexpr QLatin1String typeSizeKey("window/type_size");
constexpr QLatin1String folderKey("export/folder");
constexpr QLatin1String recentRunsKey("runs/recent");
constexpr qsizetype mostRecentRuns = 8;
constexpr QLatin1String runColumnsKey("runs/columns");
constexpr QLatin1String recentDataKey("data/recent");
constexpr qsizetype mostRecentSets = 6;
constexpr QLatin1String hyperparametersGroup("hyperparameters/");

constexpr QLatin1String axisKey("plots/axis");
constexpr QLatin1String smoothingKey("plots/smoothing");

struct ViewSwitch {
    bool PlotView::*member;
    QLatin1String key;
};
constexpr ViewSwitch viewSwitches[] = {{&PlotView::errorRate, QLatin1String("plots/error_rate")},
                                       {&PlotView::wholeRange, QLatin1String("plots/whole_range")},
                                       {&PlotView::logarithmicError, QLatin1String("plots/logarithmic_error")},
                                       {&PlotView::logarithmicLoss, QLatin1String("plots/logarithmic_loss")},
                                       {&PlotView::train, QLatin1String("plots/train")},
                                       {&PlotView::test, QLatin1String("plots/test")},
                                       {&PlotView::batches, QLatin1String("plots/batches")}};

struct AxisName {
    PlotView::Axis axis;
    QLatin1String name;
};
constexpr AxisName axisNames[] = {{PlotView::Axis::Epochs, QLatin1String("epochs")},
                                  {PlotView::Axis::Seconds, QLatin1String("seconds")},
                                  {PlotView::Axis::Images, QLatin1String("images")}};

struct SchemeName {
    ColourScheme scheme;
    QLatin1String name;
};
constexpr SchemeName schemeNames[] = {{ColourScheme::System, QLatin1String("system")},
                                      {ColourScheme::Light, QLatin1String("light")},
                                      {ColourScheme::Dark, QLatin1String("dark")}};

QString keyOf(const HyperparameterRow& row) {
    return hyperparametersGroup + QString::fromUtf8(row.key.data(), static_cast<qsizetype>(row.key.size()));
}

} // namespace

Settings::Settings()
    : store_(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("unroll"), QStringLiteral("unroll")) {}

Settings::Settings(const QString& file)
    : store_(file, QSettings::IniFormat) {}

void Settings::save() { store_.sync(); }

QByteArray Settings::windowGeometry() const { return store_.value(geometryKey).toByteArray(); }

void Settings::setWindowGeometry(const QByteArray& geometry) { store_.setValue(geometryKey, geometry); }

QByteArray Settings::windowLayout() const { return store_.value(layoutKey).toByteArray(); }

void Settings::setWindowLayout(const QByteArray& layout) { store_.setValue(layoutKey, layout); }

QString Settings::exportFolder() const {
    const QString folder = store_.value(folderKey).toString();
    const QString pictures = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    for (const QString& candidate : {folder, pictures})
        if (!candidate.isEmpty() && QFileInfo(candidate).isDir())
            return candidate;
    return QDir::homePath();
}

void Settings::setExportFolder(const QString& folder) { store_.setValue(folderKey, folder); }

Hyperparameters Settings::hyperparameters(const Hyperparameters& defaults) const {
    Hyperparameters hyperparameters = defaults;
    for (const HyperparameterRow& row : hyperparameterTable()) {
        const QVariant stored = store_.value(keyOf(row));
        if (!stored.isValid())
            continue;
        try {
            setValue(hyperparameters, row, parseValue(row, stored.toString().toStdString()));
        } catch (const HyperparameterError&) {
            continue; // of another version, or damaged: the default stands
        }
    }
    return hyperparameters;
}

void Settings::setHyperparameters(const Hyperparameters& hyperparameters) {
    for (const HyperparameterRow& row : hyperparameterTable())
        store_.setValue(keyOf(row), QString::fromStdString(formatValue(valueOf(hyperparameters, row))));
}

QStringList Settings::recentRuns() const { return store_.value(recentRunsKey).toStringList().mid(0, mostRecentRuns); }

void Settings::addRecentRun(const QString& folder) {
    QStringList folders = recentRuns();
    folders.removeAll(folder);
    folders.prepend(folder);
    store_.setValue(recentRunsKey, folders.mid(0, mostRecentRuns));
}

void Settings::forgetRecentRun(const QString& folder) {
    QStringList folders = recentRuns();
    if (folders.removeAll(folder) > 0)
        store_.setValue(recentRunsKey, folders);
}

std::vector<std::string> Settings::recentData() const {
    std::vector<std::string> sets;
    for (const QString& stored : store_.value(recentDataKey).toStringList().mid(0, mostRecentSets))
        sets.push_back(stored.toStdString());
    return sets;
}

void Settings::addRecentData(const std::string& data) {
    QStringList sets = store_.value(recentDataKey).toStringList();
    sets.removeAll(QString::fromStdString(data));
    sets.prepend(QString::fromStdString(data));
    store_.setValue(recentDataKey, sets.mid(0, mostRecentSets));
}

void Settings::forgetRecentData(const std::string& data) {
    QStringList sets = store_.value(recentDataKey).toStringList();
    if (sets.removeAll(QString::fromStdString(data)) > 0)
        store_.setValue(recentDataKey, sets);
}

QString Settings::dataFolder() const {
    const std::vector<std::string> sets = recentData();
    return sets.empty() ? QDir::homePath()
                        : QFileInfo(QString::fromStdString(dataPaths(sets.front()).front())).absolutePath();
}

std::optional<QStringList> Settings::foldedGroups() const {
    return store_.contains(foldedKey) ? std::optional(store_.value(foldedKey).toStringList()) : std::nullopt;
}

void Settings::setFoldedGroups(const QStringList& groups) { store_.setValue(foldedKey, groups); }

QStringList Settings::runColumns() const { return store_.value(runColumnsKey).toStringList(); }

void Settings::setRunColumns(const QStringList& columns) { store_.setValue(runColumnsKey, columns); }

bool Settings::showsSteps() const { return flag(stepsKey, false); }

void Settings::setShowsSteps(bool shows) { setFlag(stepsKey, shows); }

bool Settings::showsReferenceCurves() const { return flag(referencesKey, true); }

void Settings::setShowsReferenceCurves(bool shows) { setFlag(referencesKey, shows); }

bool Settings::flag(QLatin1String key, bool otherwise) const {
    const QString stored = store_.value(key).toString();
    return stored == QLatin1String("true") || (otherwise && stored != QLatin1String("false"));
}

void Settings::setFlag(QLatin1String key, bool value) {
    store_.setValue(key, value ? QStringLiteral("true") : QStringLiteral("false"));
}

PlotView Settings::plotView() const {
    PlotView view = usualView;
    for (const auto& [member, key] : viewSwitches)
        view.*member = flag(key, view.*member);
    for (const auto& [axis, name] : axisNames)
        if (store_.value(axisKey).toString() == name)
            view.axis = axis;
    const int smoothing = store_.value(smoothingKey).toInt();
    if (std::ranges::find(smoothingSteps, smoothing) != smoothingSteps.end())
        view.smoothing = smoothing;
    return view;
}

void Settings::setPlotView(const PlotView& view) {
    for (const auto& [member, key] : viewSwitches)
        setFlag(key, view.*member);
    for (const auto& [axis, name] : axisNames)
        if (view.axis == axis)
            store_.setValue(axisKey, QString(name));
    store_.setValue(smoothingKey, view.smoothing);
}

std::optional<bool> Settings::retrainsAsDragged() const {
    const QString stored = store_.value(retrainKey).toString();
    if (stored != QLatin1String("true") && stored != QLatin1String("false"))
        return std::nullopt;
    return stored == QLatin1String("true");
}

void Settings::setRetrainsAsDragged(bool retrains) {
    store_.setValue(retrainKey, retrains ? QStringLiteral("true") : QStringLiteral("false"));
}

double Settings::typeSize() const {
    bool number = false;
    const double stored = store_.value(typeSizeKey).toString().toDouble(&number);
    return number && stored >= 1 && stored <= 4 ? stored : 1;
}

void Settings::setTypeSize(double factor) { store_.setValue(typeSizeKey, QString::number(factor)); }

ColourScheme Settings::colourScheme() const {
    const QString stored = store_.value(schemeKey).toString();
    for (const auto& [scheme, name] : schemeNames)
        if (stored == name)
            return scheme;
    return ColourScheme::System;
}

void Settings::setColourScheme(ColourScheme scheme) {
    for (const auto& [known, name] : schemeNames)
        if (known == scheme)
            store_.setValue(schemeKey, QString(name));
}

} // namespace unroll
