#include "ui/state/row_words.h"

#include "engine/session/cell_table.h"

#include <QCoreApplication>

#include <utility>

namespace unroll {
namespace {

QString translated(std::string_view words) {
    return QCoreApplication::translate("unroll::Hyperparameters", std::string(words).c_str());
}

} // namespace

QString choiceText(const HyperparameterRow& row, const std::string& choice) {
    if (row.key == "cell")
        for (const CellRow& cell : cellTable())
            if (cell.key == choice)
                return QString::fromUtf8(cell.name.data(), static_cast<qsizetype>(cell.name.size()));
    static const std::pair<std::string_view, const char*> names[] = {
        {"optimizer/sgd", QT_TRANSLATE_NOOP("unroll::Hyperparameters", "SGD")},
        {"optimizer/nesterov", QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Nesterov")},
        {"optimizer/adam", QT_TRANSLATE_NOOP("unroll::Hyperparameters", "Adam")},
        {"output/last", QT_TRANSLATE_NOOP("unroll::Hyperparameters", "last cell")},
        {"output/every", QT_TRANSLATE_NOOP("unroll::Hyperparameters", "every cell")},
        {"init/pytorch", QT_TRANSLATE_NOOP("unroll::Hyperparameters", "PyTorch")}};
    for (const auto& [key, name] : names)
        if (key == std::string(row.key) + '/' + choice)
            return translated(name);
    return QString::fromStdString(choice);
}

QString labelOf(const HyperparameterRow& row) { return translated(row.label); }

QString helpOf(const HyperparameterRow& row) { return translated(row.help); }

QString cellText(const Hyperparameters& setting) {
    const CellRow& kind = cellRow(setting.cell);
    if (!kind.activation)
        return QString::fromUtf8(kind.name.data(), static_cast<qsizetype>(kind.name.size()));
    return setting.activation == "identity" ? QStringLiteral("id") : QString::fromStdString(setting.activation);
}

} // namespace unroll
