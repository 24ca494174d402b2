// One grid of 4 device-independent pixels and three sizes of one font.
#pragma once

#include <QFont>

namespace unroll {

constexpr int grid(int steps) { return 4 * steps; }

QFont smallFont();                   // captions and axis labels
QFont smallFont(const QFont& usual); // of a window whose type is another
QFont headingFont();                 // headings in capitals
QFont boldFont();                    // titles, in the size of the text
QFont largeFont();                   // the number that matters

} // namespace unroll
