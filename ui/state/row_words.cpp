#include "ui/state/row_words.h"

#include <QCoreApplication>

namespace unroll {
namespace {

QString translated(std::string_view words) {
    return QCoreApplication::translate("unroll::Hyperparameters", std::string(words).c_str());
}

} // namespace

QString labelOf(const HyperparameterRow& row) { return translated(row.label); }

QString helpOf(const HyperparameterRow& row) { return translated(row.help); }

} // namespace unroll
