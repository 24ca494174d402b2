// Letters that lead to a control by Alt.
#pragma once

#include <QStringList>

namespace unroll {

// The labels with an ampersand before the letter of each, no letter twice, early letters and early labels first. A
// label goes without only when no choice of letters serves more labels.
QStringList withMnemonics(const QStringList& labels);

} // namespace unroll
