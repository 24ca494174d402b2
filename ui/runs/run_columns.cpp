// The columns of the table of runs, whatever stands in them.
#include "ui/runs/run_row.h"
#include "ui/state/figure_texts.h"

#include <QCoreApplication>

#include <array>

namespace unroll {
namespace {

struct Words {
    const char* title;
    const char* help;
};

const Words& wordsOf(RunColumn column) {
    static constexpr auto words = std::to_array<Words>({
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Runs"),
         QT_TRANSLATE_NOOP("unroll::RunColumns",
                           "The trainings of this window, the latest first; click the line of one "
                           "to hide or show it in the plots")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Setting"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "What differs from the run before it")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Accuracy"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "Share of the test images that the network reads rightly; of several "
                                                 "seeds the mean and one standard deviation")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Loss"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "Mean cross-entropy on the test images: how much the right answers "
                                                 "surprise the network")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Time"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "Training time, without evaluation")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Allocated"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "Heap bytes that training asked for after its first batch")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Gradient"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "Euclidean norm of all gradients together, mean over the last epoch")},
        {QT_TRANSLATE_NOOP("unroll::RunColumns", "Note"),
         QT_TRANSLATE_NOOP("unroll::RunColumns", "What you want to remember of it; press F2 here to write it")},
    });
    static_assert(words.size() == runColumns);
    return words[static_cast<std::size_t>(column)];
}

struct RunColumnsWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::RunColumns)
};

} // namespace

QString columnTitle(RunColumn column) { return RunColumnsWords::tr(wordsOf(column).title); }

QString columnHelp(RunColumn column) { return RunColumnsWords::tr(wordsOf(column).help); }

QString widestText(RunColumn column) {
    switch (column) {
    case RunColumn::Accuracy:
        return percentText(0.888, 0.008);
    case RunColumn::Loss:
        return lossText(8.888, 0.888);
    case RunColumn::Time:
        return secondsText(58 * 60 + 58);
    case RunColumn::Allocated:
        return bytesText(888LL << 20U);
    case RunColumn::Gradient:
        return normText(0.0888);
    case RunColumn::Name:
    case RunColumn::Setting:
    case RunColumn::Note:
        break;
    }
    return {};
}

} // namespace unroll
