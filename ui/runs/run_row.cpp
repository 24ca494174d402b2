#include "ui/runs/run_row.h"

#include "ui/state/figure_texts.h"
#include "ui/state/seed_group.h"
#include "ui/state/setting_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace unroll {
namespace {

using Kind = RunColumn::Kind;
using Figure = std::optional<double> RunFigures::*;

struct RunRowWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::RunRow)
};

// A group's figures: with the deviation where it matters.
QString spreadText(const RunFigure& figure, const Spread& spread) {
    return spread.count > 1 && figure.spread ? figure.spread(spread.mean, spread.deviation) : figure.text(spread.mean);
}

std::vector<double> valuesOf(const RunList& list, RunId group, Figure figure) {
    std::vector<double> values;
    auto seeds = finishedSeeds(list, group);
    if (seeds.empty())
        seeds = list.runsOf(group);
    for (const Run* run : seeds)
        if (const auto value = figuresOf(*run).*figure)
            values.push_back(*value);
    return values;
}

// Of a group the spread over its seeds; nothing where it is not known.
std::optional<Spread> figureOf(const RunList& list, RunId id, Figure figure) {
    if (list.findGroup(id)) {
        const auto values = valuesOf(list, id, figure);
        return values.empty() ? std::nullopt : std::optional(spreadOf(values));
    }
    const Run* run = list.find(id);
    const ReferenceRun* reference = list.findReference(id);
    if (!run && !reference)
        return std::nullopt;
    const auto value = (run ? figuresOf(*run) : figuresOf(*reference)).*figure;
    return value ? std::optional(spreadOf(std::span(&*value, 1))) : std::nullopt;
}

// In the middle of an epoch, or after it.
QString restText(const Run& run) {
    const bool paused = run.rest == RunRest::Paused;
    const std::int64_t evaluated = run.position.epochs;
    if (run.position.step == 0)
        return RunRowWords::tr("not trained");
    if (run.position.step == (run.epochs.empty() ? 0 : run.epochs.back().step))
        return (paused ? RunRowWords::tr("paused after epoch %1") : RunRowWords::tr("stopped after epoch %1"))
            .arg(evaluated);
    return (paused ? RunRowWords::tr("paused in epoch %1") : RunRowWords::tr("stopped in epoch %1")).arg(evaluated + 1);
}

QString statusText(const Run& run) {
    switch (run.status) {
    case RunStatus::Running:
        return RunRowWords::tr("training");
    case RunStatus::Interrupted:
        return restText(run);
    case RunStatus::Diverged:
        return run.divergence ? RunRowWords::tr("diverged in epoch %1").arg(run.divergence->epoch)
                              : RunRowWords::tr("diverged");
    case RunStatus::Done:
        break;
    }
    return {};
}

const Hyperparameters* settingOf(const RunList& list, RunId id) {
    if (const Run* run = list.find(id))
        return &run->hyperparameters;
    const RunGroup* group = list.findGroup(id);
    return group ? &group->hyperparameters : nullptr;
}

// The setting of the run, or group, with the next lower number.
const Hyperparameters* settingBefore(const RunList& list, std::int64_t number) {
    const Hyperparameters* before = nullptr;
    std::int64_t nearest = 0;
    const auto look = [&](const auto& item) {
        if (item.label.number < number && item.label.number > nearest) {
            nearest = item.label.number;
            before = &item.hyperparameters;
        }
    };
    for (const Run& run : list.runs())
        if (run.group == 0)
            look(run);
    std::ranges::for_each(list.groups(), look);
    return before;
}

QString settingCell(const RunList& list, RunId id) {
    const Hyperparameters* setting = settingOf(list, id);
    if (!setting)
        return list.findReference(id) ? RunRowWords::tr("published, on %1").arg(list.findReference(id)->curve.data)
                                      : QString();
    const Run* run = list.find(id);
    QStringList parts;
    if (!run || run->group == 0) {
        const Hyperparameters* before = settingBefore(list, list.label(id)->number);
        const auto changes = run ? run->changes : std::vector<HyperparameterChange>();
        parts.append(before ? differenceText(*setting, *before, changes) : settingText(*setting, changes));
    }
    if (run && !statusText(*run).isEmpty()) // how a run failed goes first: what follows may find no room
        parts.insert(run->status == RunStatus::Running ? parts.size() : 0, statusText(*run));
    return parts.join(QStringLiteral(" \u00b7 "));
}

// "0.015 → 0.2" where it was changed while the run trained.
QString hyperparameterCell(const RunList& list, RunId id, const HyperparameterRow& row) {
    const Hyperparameters* setting = settingOf(list, id);
    if (!setting)
        return {};
    QStringList values{settingValue(*setting, row)};
    if (const Run* run = list.find(id))
        for (const HyperparameterChange& change : run->changes)
            if (change.key == row.key) {
                Hyperparameters changed = *setting;
                setValue(changed, row, change.to);
                values = {values.front(), settingValue(changed, row)};
            }
    return values.join(QStringLiteral(" \u2192 "));
}

QVariant numberOrText(const HyperparameterValue& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        return QString::fromStdString(*text);
    if (const auto* real = std::get_if<double>(&value))
        return *real;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return std::get<bool>(value) ? 1.0 : 0.0;
}

QString seedsText(const RunList& list, const RunGroup& group) {
    const auto runs = list.runsOf(group.id);
    const auto ended = std::ranges::count_if(runs, [](const Run* run) { return run->status != RunStatus::Running; });
    return ended < group.seeds ? RunRowWords::tr("%1 of %2 seeds").arg(ended).arg(group.seeds)
                               : RunRowWords::tr("%1 seeds").arg(group.seeds);
}

QString nameCell(const RunList& list, RunId id) {
    const RunLabel& label = *list.label(id);
    const Run* run = list.find(id);
    if (run && run->group != 0)
        return RunRowWords::tr("seed %1").arg(run->hyperparameters.seed);
    QStringList parts;
    if (label.number > 0)
        parts.append(QString::number(label.number));
    if (!label.name.isEmpty())
        parts.append(label.name);
    if (const RunGroup* group = list.findGroup(id))
        parts.append(seedsText(list, *group));
    return parts.join(QStringLiteral("  "));
}

QString referencesCell(const RunList& list, const RunColumn& column) {
    if (column.kind == Kind::Name)
        return RunRowWords::tr("References");
    return column.kind == Kind::Setting ? RunRowWords::tr("%1 published curves").arg(list.references().size())
                                        : QString();
}

QString marksText(const Run& run) {
    QStringList lines;
    for (const HyperparameterChange& change : run.changes)
        lines.append(
            RunRowWords::tr("From epoch %1 on: %2").arg(QLocale().toString(change.epochs, 'f', 2), changeText(change)));
    return lines.join(u'\n');
}

QString nameHelp(const RunList& list, RunId id) {
    QStringList lines{rowName(list, id)};
    const RunLabel& label = *list.label(id);
    lines.append(label.shown ? RunRowWords::tr("Drawn in the plots; click the line before it to hide it.")
                             : RunRowWords::tr("Hidden; click the line before it to draw it in the plots."));
    if (label.pinned)
        lines.append(RunRowWords::tr("Pinned: it stays on top and can't be deleted."));
    if (const Run* run = list.find(id); run && !run->folder.isEmpty())
        lines.append(RunRowWords::tr("In %1").arg(run->folder));
    return lines.join(u'\n');
}

} // namespace

RunKind kindOf(const RunList& list, RunId id) {
    if (const Run* run = list.find(id))
        return run->group != 0 ? RunKind::Seed : RunKind::Run;
    if (list.findGroup(id))
        return RunKind::Group;
    if (id == referencesRow)
        return RunKind::References;
    return list.findReference(id) ? RunKind::Reference : RunKind::Hint;
}

QString cellText(const RunList& list, RunId id, const RunColumn& column) {
    if (kindOf(list, id) == RunKind::Hint)
        return column.kind == Kind::Name ? RunRowWords::tr("Each training becomes a row here, to compare and to keep.")
                                         : QString();
    if (id == referencesRow)
        return referencesCell(list, column);
    switch (column.kind) {
    case Kind::Name:
        return nameCell(list, id);
    case Kind::Setting:
        return settingCell(list, id);
    case Kind::Note:
        return list.label(id)->note;
    case Kind::Hyperparameter:
        return hyperparameterCell(list, id, *column.row);
    case Kind::Figure:
        break;
    }
    const auto figure = figureOf(list, id, column.figure.value);
    return figure ? spreadText(column.figure, *figure) : QString();
}

QVariant cellValue(const RunList& list, RunId id, const RunColumn& column) {
    if (column.kind == Kind::Figure) {
        const auto figure = figureOf(list, id, column.figure.value);
        return figure ? QVariant(figure->mean) : QVariant();
    }
    if (column.kind == Kind::Name && list.label(id))
        return list.label(id)->name.isEmpty() ? QVariant(static_cast<qint64>(list.label(id)->number))
                                              : QVariant(list.label(id)->name);
    if (column.kind == Kind::Hyperparameter) {
        const Hyperparameters* setting = settingOf(list, id);
        return setting ? numberOrText(valueOf(*setting, *column.row)) : QVariant();
    }
    const QString text = cellText(list, id, column);
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QString cellHelp(const RunList& list, RunId id, const RunColumn& column) {
    if (kindOf(list, id) == RunKind::Hint)
        return {};
    if (id == referencesRow)
        return RunRowWords::tr("Curves of other programs, as they were published; open the row for each of them.");
    if (column.kind == Kind::Name)
        return nameHelp(list, id);
    if (column.kind == Kind::Note)
        return list.label(id)->note;
    const Hyperparameters* setting = settingOf(list, id);
    if (column.kind != Kind::Setting || !setting)
        return columnHelp(column);
    const Run* run = list.find(id);
    const QString marks = run ? marksText(*run) : QString();
    return settingTable(*setting) + marks.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>"));
}

QString rowName(const RunList& list, RunId id) {
    const RunLabel* label = list.label(id);
    if (!label)
        return {};
    if (const Run* run = list.find(id); run && run->group != 0)
        return RunRowWords::tr("Seed %1 of run %2").arg(run->hyperparameters.seed).arg(label->number);
    return label->name.isEmpty() ? RunRowWords::tr("Run %1").arg(label->number) : label->name;
}

QString shortSetting(const RunList& list, RunId id) {
    const Hyperparameters* setting = settingOf(list, id);
    if (!setting)
        return rowName(list, id);
    const Hyperparameters* before = settingBefore(list, list.label(id)->number);
    return before ? differenceText(*setting, *before) : settingText(*setting);
}

} // namespace unroll
