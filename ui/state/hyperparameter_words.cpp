// The words of the engine's table of hyperparameters, marked for translators: the engine knows no languages. A test
// holds them against the table.
#include <QtGlobal>

namespace unroll {

[[maybe_unused]] const char* const hyperparameterWords[] = {
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Data set"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "The images to learn: digits (built in), mnist, or a folder or file of IDX images."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Fresh images"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "Draws new training images for every epoch, which only the built-in digits can do."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Max. shift"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "Moves every training image by up to so many pixels either way, anew in every epoch; 0 does not."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Max. angle"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "Turns every training image by up to so many degrees either way, anew in every epoch; 0 does not."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Order"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "In which order a network reads the pixels: row by row, column by column, or shuffled by the seed."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Training images"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Trains on the first so many images only; 0 takes all."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Test images"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Evaluates on the first so many test images only; 0 takes all."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Cell"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "What happens at each step: the plain cell, independent units, or gates that protect the memory."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Cells"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "The time steps: how many pieces an image is cut into, one for each cell, read in turn."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Hidden size"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "How many numbers the network remembers from cell to cell."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Layers"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "How many rows of cells stand on each other; each reads the states of the one below."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Activation"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "The function that bends the sum in a vanilla or IndRNN cell; gated cells have their own."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Output"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "Where the network is asked for the digit while it learns: after the last cell, or after every cell."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Initial weights"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "How the weights are drawn before training: Glorot's way, orthogonal memories, PyTorch's way, or "
                      "chrono: memories as long as the sequence."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Eta"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "The learning rate: how far each batch moves the weights."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Batch"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "How many images are looked at before the weights move once; a new size holds from the next epoch on."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Epochs"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "How many times the training images are gone through."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Optimizer"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "How gradients become steps: plain descent, with momentum, looking ahead, or a step size per weight."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Schedule"),
    QT_TRANSLATE_NOOP(
        "unroll::Hyperparameters",
        "How eta changes in the course of the training: not at all, down along a cosine, or up and down."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Clip"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "Shortens a gradient whose norm is larger than this, so that it can't explode; 0 never does."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Weight decay"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "Pulls every weight towards zero, by this share of it in the gradient; 0 does not."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Seed"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "Where chance starts: the same seed gives the same training, bit for bit."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Shuffle"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Goes through the training images in a new order every epoch."),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Worker threads"),
    QT_TRANSLATE_NOOP("unroll::Hyperparameters",
                      "How many threads train; 0 takes one per core. The result is the same for any number."),
};

} // namespace unroll
