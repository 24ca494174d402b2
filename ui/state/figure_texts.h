// Numbers as the window shows them, by the user's locale.
#pragma once

#include <QString>

#include <cstdint>

namespace unroll {

// 0 -> "0 B", 1536 -> "1.5 KiB".
QString bytesText(std::int64_t bytes);
// 0.2631 -> "0.26 s", 75.2 -> "1:15 min".
QString secondsText(double seconds);
// 1180000 -> "1 180 000".
QString groupedText(double number);
// 0.9263 -> "92.6 %"; with a deviation of 0.0031 "92.6 ± 0.3 %".
QString percentText(double share);
QString percentText(double share, double deviation);
// 0.26912 -> "0.269", 123.4 -> "123"; with a deviation "0.269 ± 0.004".
QString lossText(double loss);
QString lossText(double loss, double deviation);
// Three significant digits: 2.1 -> "2.10", 0.01234 -> "0.0123".
QString normText(double norm);

} // namespace unroll
