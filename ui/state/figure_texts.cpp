#include "ui/state/figure_texts.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace unroll {
namespace {

constexpr QChar narrowSpace(0x202f);
const QString percentSign = QStringLiteral("\u2009%");

QString decimals(double number, int count) { return QLocale().toString(number, 'f', count); }

QString plusMinus(const QString& mean, const QString& deviation) {
    return QStringLiteral("%1\u2009\u00b1\u2009%2").arg(mean, deviation);
}

} // namespace

QString bytesText(std::int64_t bytes) {
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB"};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; amount >= 1000 && unit + 1 < units.size(); ++unit)
        amount /= 1024;
    return decimals(amount, unit == 0 ? 0 : 1) + QChar(0xa0) + QLatin1String(units[unit]);
}

QString secondsText(double seconds) {
    if (seconds < 60)
        return decimals(seconds, 2) + QStringLiteral("\u00a0s");
    const auto whole = static_cast<qint64>(seconds);
    if (whole < 3600)
        return QStringLiteral("%1:%2\u00a0min").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1:%2\u00a0h").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

// The C locale groups no digits; then as ISO 80000 does.
QString groupedText(double number) {
    const QLocale locale;
    if (locale.language() != QLocale::C)
        return locale.toString(qint64{std::llround(number)});
    QString digits = QString::number(std::llround(number));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, narrowSpace);
    return digits;
}

QString percentText(double share) { return decimals(100 * share, 1) + percentSign; }

QString percentText(double share, double deviation) {
    return plusMinus(decimals(100 * share, 1), decimals(100 * deviation, 1)) + percentSign;
}

QString lossText(double loss) { return decimals(loss, loss < 100 ? 3 : 0); }

QString lossText(double loss, double deviation) { return plusMinus(lossText(loss), lossText(deviation)); }

QString normText(double norm) {
    const int whole = norm >= 1 ? static_cast<int>(std::floor(std::log10(norm))) + 1 : 0;
    const int zeros = norm > 0 && norm < 1 ? static_cast<int>(std::floor(-std::log10(norm))) : 0;
    return decimals(norm, std::clamp(3 - whole + zeros, 0, 5));
}

} // namespace unroll
