#include "ui/state/unsaved_runs.h"

namespace unroll {
namespace {

constexpr double longTraining = 60; // seconds

bool isWanted(const RunLabel& label) { return label.pinned || !label.name.isEmpty() || !label.note.isEmpty(); }

bool isWorthAQuestion(const RunList& list, const Run& run) {
    const RunGroup* group = list.findGroup(run.group);
    if (isWanted(run.label) || (group && isWanted(group->label)))
        return true;
    const bool present = list.present() && list.present()->id == run.id;
    if (!present && !obstacleToSave(run).isEmpty())
        return false;
    double seconds = secondsOf(run);
    if (group) {
        seconds = 0;
        for (const Run* seed : list.runsOf(group->id))
            seconds += secondsOf(*seed);
    }
    return seconds >= longTraining;
}

} // namespace

RecordLabel labelFor(const RunList& list, const Run& run) {
    const RunGroup* group = list.findGroup(run.group);
    const RunLabel& label = group && !isWanted(run.label) ? group->label : run.label;
    return {label.name.toStdString(), label.note.toStdString(), label.pinned};
}

bool isUnsaved(const RunList& list, const Run& run) {
    const bool present = list.present() && list.present()->id == run.id;
    const RunPosition reachable = !present && run.record ? positionOf(*run.record) : run.position;
    if (reachable.step == 0)
        return false;
    return !run.saved || run.saved->position != reachable || run.saved->label != labelFor(list, run);
}

std::vector<RunId> runsAtRisk(const RunList& list) {
    std::vector<RunId> ids;
    for (const Run& run : list.runs())
        if (isUnsaved(list, run) && isWorthAQuestion(list, run))
            ids.push_back(run.id);
    return ids;
}

QString folderNameFor(const RunList& list, RunId id) {
    const Run* run = list.find(id);
    if (!run)
        return QStringLiteral("run");
    QString name = QString::fromStdString(labelFor(list, *run).name);
    for (QChar& letter : name)
        if (QStringLiteral("/\\:*?\"<>|").contains(letter) || letter.category() == QChar::Other_Control)
            letter = u'-';
    while (name.startsWith(u'.') || name.startsWith(u' '))
        name.remove(0, 1);
    name = name.left(80).trimmed();
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    if (name.isEmpty())
        name = QStringLiteral("run-%1").arg(run->label.number);
    return run->group == 0 ? name : name + QStringLiteral("-seed-%1").arg(run->hyperparameters.seed);
}

} // namespace unroll
