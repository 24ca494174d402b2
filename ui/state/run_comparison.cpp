#include "ui/state/run_comparison.h"

#include "ui/state/seed_group.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace unroll {
namespace {

struct RunComparisonWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::RunComparison)
};

// A run or a group, as it is compared.
struct Course {
    const RunLabel* label = nullptr;
    const SessionInfo* info = nullptr;
    std::vector<EpochMetrics> epochs; // of a group the means
    bool ended = false;
};

Course courseOf(const Run& run) { return {&run.label, &run.info, run.epochs, run.status == RunStatus::Done}; }

Course courseOf(const RunList& list, const RunGroup& group) {
    const auto seeds = finishedSeeds(list, group.id);
    return {&group.label, seeds.empty() ? nullptr : &seeds.front()->info, bandOf(list, group.id).means, true};
}

std::optional<Course> courseOnShow(const RunSelection& selection, const RunList& list) {
    const Run* run = selection.run();
    if (!run)
        return std::nullopt;
    const RunGroup* group = selection.group();
    if (group && !finishedSeeds(list, group->id).empty())
        return courseOf(list, *group);
    Course course = courseOf(*run);
    if (const RunGroup* ofSeed = list.findGroup(run->group))
        course.label = &ofSeed->label;
    return course;
}

std::vector<Course> shownCourses(const RunList& list) {
    std::vector<Course> courses;
    for (const Run& run : list.runs())
        if (run.group == 0 && run.label.shown)
            courses.push_back(courseOf(run));
    for (const RunGroup& group : list.groups())
        if (group.label.shown)
            courses.push_back(courseOf(list, group));
    std::ranges::stable_sort(courses, std::greater(), [](const Course& course) { return course.label->number; });
    return courses;
}

// In a sentence, where a number alone would be read as a value.
QString nameOf(const RunLabel& label) {
    return label.name.isEmpty() ? RunComparisonWords::tr("run %1").arg(label.number) : label.name;
}

bool haveSameData(const Course& a, const Course& b) {
    return a.info && b.info && a.info->dataName == b.info->dataName && a.info->dataSha256 == b.info->dataSha256;
}

std::optional<RunComparison> compared(const Course& onShow, const Course& other) {
    if (onShow.epochs.empty() || other.epochs.empty())
        return std::nullopt;
    const EpochMetrics& mine = onShow.epochs.back();
    const auto same = std::ranges::find(other.epochs, mine.epoch, &EpochMetrics::epoch);
    const bool atEnds = onShow.ended && other.ended;
    if (!atEnds && same == other.epochs.end())
        return std::nullopt;
    const EpochMetrics& theirs = atEnds ? other.epochs.back() : *same;
    return RunComparison{nameOf(*other.label), atEnds ? 0 : mine.epoch, mine.testAccuracy - theirs.testAccuracy,
                         mine.testLoss - theirs.testLoss};
}

} // namespace

std::optional<TestFigures> figuresOfGroup(const RunList& list, RunId group) {
    std::vector<double> accuracies;
    std::vector<double> losses;
    for (const Run* seed : finishedSeeds(list, group)) {
        accuracies.push_back(seed->epochs.back().testAccuracy);
        losses.push_back(seed->epochs.back().testLoss);
    }
    if (accuracies.empty())
        return std::nullopt;
    return TestFigures{spreadOf(accuracies), spreadOf(losses)};
}

std::optional<RunComparison> comparisonOf(const RunSelection& selection, const RunList& list) {
    const auto onShow = courseOnShow(selection, list);
    if (!onShow)
        return std::nullopt;
    if (const RunId id = selection.otherRow()) {
        const RunGroup* group = list.findGroup(id);
        const Course other = group ? courseOf(list, *group) : courseOf(*list.find(id));
        return haveSameData(*onShow, other) ? compared(*onShow, other) : std::nullopt;
    }
    if (!onShow->label->shown)
        return std::nullopt;
    for (const Course& other : shownCourses(list))
        if (other.label->number < onShow->label->number && haveSameData(*onShow, other))
            if (const auto comparison = compared(*onShow, other))
                return comparison;
    return std::nullopt;
}

QString lineName(const RunLabel& label) { return label.name.isEmpty() ? QString::number(label.number) : label.name; }

} // namespace unroll
