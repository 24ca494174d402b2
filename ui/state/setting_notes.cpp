#include "ui/state/setting_notes.h"

#include "engine/session/cell_table.h"
#include "ui/state/figure_texts.h"
#include "ui/state/setting_fit.h"

#include <QCoreApplication>

#include <algorithm>

namespace unroll {
namespace {

struct SettingNotesWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::SettingNotes)
};

QString nameOf(const CellRow& cell) {
    return QString::fromUtf8(cell.name.data(), static_cast<qsizetype>(cell.name.size()));
}

SettingNote onActivation(const Hyperparameters& setting) {
    const CellRow& cell = cellRow(setting.cell);
    if (cell.activation)
        return {};
    return {SettingNotesWords::tr("The %1 has its own: sigmoid and tanh").arg(nameOf(cell)), false};
}

SettingNote onInit(const Hyperparameters& setting) {
    const CellRow& cell = cellRow(setting.cell);
    if (setting.init == "chrono" && !cell.chrono)
        return {SettingNotesWords::tr("The %1 cell has no gates: as xavier").arg(nameOf(cell))};
    if (setting.init == "orthogonal" && !cell.recurrentMatrix)
        return {SettingNotesWords::tr("The %1 has no recurrent matrix: as xavier").arg(nameOf(cell))};
    return {};
}

SettingNote onBatch(const Hyperparameters& setting, const SessionInfo& info) {
    const std::int64_t images = info.trainImages;
    if (images > 0 && setting.batch > images)
        return {SettingNotesWords::tr("All %1 images are one batch").arg(groupedText(static_cast<double>(images)))};
    return {};
}

// What is moved further than that is mostly gone.
SettingNote onShift(const Hyperparameters& setting, const SessionInfo& info) {
    const int side = std::min(info.width, info.height);
    if (side > 0 && 2 * setting.shift > side)
        return {
            SettingNotesWords::tr("More than half an image of %1 \u00d7 %2 pixels").arg(info.width).arg(info.height)};
    return {};
}

SettingNote onData(const SessionInfo& info) {
    if (info.testHeldOut)
        return {SettingNotesWords::tr("Test images: a seventh of the training images, held out by seed")};
    return {};
}

// As long as the cells are those that were taken in place of the wanted ones.
SettingNote onCells(const Hyperparameters& setting, const SessionInfo& info, std::int64_t wanted) {
    const std::int64_t pixels = std::int64_t{info.width} * info.height;
    if (wanted <= 0 || setting.cells == wanted || setting.cells != fittingCells(wanted, pixels))
        return {};
    return {SettingNotesWords::tr("In place of %1, which does not divide %2 pixels").arg(wanted).arg(pixels)};
}

} // namespace

SettingNote noteOn(const HyperparameterRow& row, const Hyperparameters& setting, const SessionInfo& info,
                   std::int64_t wantedCells) {
    if (row.key == "data")
        return onData(info);
    if (row.key == "fresh" && setting.data != drawnData)
        return {SettingNotesWords::tr("Only the built-in digits are drawn anew"), setting.fresh};
    if (row.key == "cells")
        return onCells(setting, info, wantedCells);
    if (row.key == "shift")
        return onShift(setting, info);
    if (row.key == "activation")
        return onActivation(setting);
    if (row.key == "init")
        return onInit(setting);
    if (row.key == "batch")
        return onBatch(setting, info);
    if (row.key == "output" && setting.cells == 1)
        return {SettingNotesWords::tr("The only cell is the last"), false};
    return {};
}

} // namespace unroll
