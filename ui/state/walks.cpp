#include "ui/state/walks.h"

#include <QCoreApplication>

namespace unroll {
namespace {

struct WalkWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::Walks)
};

} // namespace

std::vector<Walk> walks() {
    return {
        {WalkWords::tr("The vanishing gradient"),
         WalkWords::tr(
             "A vanilla network reads 784 cells of one pixel each, and hardly any gradient comes back to the first of "
             "them. Choose LSTM as the cell and chrono as its initialisation, press Train, select both runs, and "
             "compare."),
         QStringLiteral(
             "unroll train --cell vanilla --cells 784 --hidden 32 --epochs 1 --train-limit 1000 --test-limit 200"),
         QStringLiteral("gradientView"), 1},
        {WalkWords::tr("Gates"),
         WalkWords::tr(
             "An LSTM reads the rows of a digit, and its gates say what it writes, keeps and shows. Choose the forget "
             "gate "
             "above the drawing, press on a unit that stays dark or light, and see beside it which digits drive it."),
         QStringLiteral("unroll train --cell lstm --cells 28 --hidden 32 --epochs 3 --optimizer adam --eta 0.003 "
                        "--train-limit 10000 --test-limit 2000"),
         QStringLiteral("memoryView"), 1},
        {WalkWords::tr("Eta and sharpness"),
         WalkWords::tr(
             "With large batches and plain descent the largest eigenvalue λ of the Hessian rises until it is near 2/η, "
             "and "
             "no further. Set eta to half or to twice, train again, select both runs, and see how the curve follows "
             "its line."),
         QStringLiteral("unroll train --cells 4 --hidden 32 --epochs 60 --batch 500 --eta 0.2 --train-limit 500 "
                        "--test-limit 500"),
         QStringLiteral("sharpnessView"), 1},
        {WalkWords::tr("Seeds and noise"),
         WalkWords::tr(
             "Five trainings differ in nothing but the draw of their first weights, and yet their curves do not lie on "
             "each "
             "other. Change one hyperparameter a little, train five again, and ask whether the two groups differ by "
             "more than that."),
         QStringLiteral("unroll train --cells 4 --hidden 64 --epochs 5 --train-limit 10000 --test-limit 2000"),
         QString(), 5},
        {WalkWords::tr("How automatic differentiation works"),
         WalkWords::tr("A small network as the engine has it: every box is an operation, filled once it is computed. "
                       "Step with the right "
                       "arrow to the loss, and on from there: the gradients go back along the same lines and add up."),
         QStringLiteral("unroll train --cells 4 --hidden 8 --epochs 1 --train-limit 2000 --test-limit 500"),
         QStringLiteral("graphView"), 1},
    };
}

} // namespace unroll
