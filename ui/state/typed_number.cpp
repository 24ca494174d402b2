#include "ui/state/typed_number.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace unroll {
namespace {

struct TypedNumberWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::TypedNumber)
};

QString rangeOf(const HyperparameterRow& row) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator); // as it can be typed
    const auto bound = [&](double number) { return locale.toString(number, 'f', QLocale::FloatingPointShortest); };
    const bool whole = std::holds_alternative<std::int64_t>(row.defaultValue);
    const auto words =
        whole ? TypedNumberWords::tr("A whole number, %1 to %2") : TypedNumberWords::tr("A number, %1 to %2");
    return words.arg(bound(row.minimum), bound(row.maximum));
}

// Whether "1,500" can be one and a half as well as one thousand and five hundred.
bool mayBeThousands(const QString& number) {
    static const QRegularExpression grouped(QStringLiteral("^[+-]?[1-9]\\d{0,2}[.,]\\d{3}$"));
    return grouped.match(number).hasMatch();
}

TypedNumber read(const HyperparameterRow& row, const QString& number) {
    try {
        return {parseValue(row, number.toStdString())};
    } catch (const HyperparameterError&) {
        return {std::nullopt, rangeOf(row)};
    }
}

} // namespace

TypedNumber readNumber(const HyperparameterRow& row, const QString& text) {
    QString number = text.trimmed();
    number.replace(QChar(0x2212), u'-'); // the sign of a typesetter
    const QString point = QLocale().decimalPoint();
    const bool plain = number.contains(point);
    if (point != u"." && point != u",")
        number.replace(point, QStringLiteral("."));
    static const QRegularExpression separators(QStringLiteral("[.,]"));
    const qsizetype place = number.indexOf(separators);
    if (place < 0 || std::holds_alternative<std::int64_t>(row.defaultValue))
        return read(row, number);
    if (!plain && mayBeThousands(number)) {
        const QString fraction = QString(number).replace(place, 1, point);
        return {std::nullopt, TypedNumberWords::tr("Write %1 or %2").arg(fraction, QString(number).remove(place, 1))};
    }
    return read(row, number.replace(place, 1, u'.'));
}

QString writeNumber(const HyperparameterValue& value) {
    return QString::fromStdString(formatValue(value)).replace(u'.', QLocale().decimalPoint());
}

} // namespace unroll
