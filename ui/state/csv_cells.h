// Cells of a table of comma-separated values (RFC 4180), the same in every locale.
#pragma once

#include <QString>

#include <string>

namespace unroll {

// In UTF-8, and in quotes where it holds a comma, a quote or an end of line.
std::string csvCell(const QString& text);

// The shortest text that reads back as the same number.
std::string csvCell(double value);
std::string csvCell(float value);

} // namespace unroll
