#include "ui/models/setting_text.h"

#include "ui/models/row_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <QDir>

namespace unroll {
namespace {

QString translated(const char* text) { return QCoreApplication::translate("unroll::SettingText", text); }

QString valueText(const HyperparameterValue& value) {
    if (const auto* real = std::get_if<double>(&value)) {
        QLocale asTyped;
        asTyped.setNumberOptions(QLocale::OmitGroupSeparator);
        return asTyped.toString(*real, 'g', QLocale::FloatingPointShortest);
    }
    if (const auto* truth = std::get_if<bool>(&value))
        return *truth ? translated("on") : translated("off");
    return QString::fromStdString(formatValue(value));
}

// A folder of data goes by its last part.
QString dataText(const std::string& data) { return QDir(QString::fromStdString(data)).dirName(); }

QStringList differencesIn(const Hyperparameters& setting, const Hyperparameters& before) {
    QStringList parts;
    for (const HyperparameterRow* row : differences(before, setting))
        if (row->key == "data")
            parts.append(dataText(setting.data));
        else if (row->key != "threads")
            parts.append(QStringLiteral("%1 %2").arg(labelOf(*row).toLower(), valueText(valueOf(setting, *row))));
    return parts;
}

} // namespace

QString differenceText(const Hyperparameters& setting, const Hyperparameters& before) {
    const QStringList parts = differencesIn(setting, before);
    return parts.isEmpty() ? translated("same setting") : parts.join(QStringLiteral(", "));
}

QString changeText(const HyperparameterChange& change) {
    const HyperparameterRow* row = findHyperparameter(change.key);
    const QString label = row ? labelOf(*row).toLower() : QString::fromStdString(change.key);
    return QStringLiteral("%1 %2").arg(label, valueText(change.to));
}

QString settingText(const Hyperparameters& setting) {
    Hyperparameters papers;
    papers.data = setting.data;
    QStringList parts = differencesIn(setting, papers);
    const bool asPaper = parts.isEmpty();
    parts.prepend(dataText(setting.data));
    if (asPaper)
        parts.prepend(translated("paper"));
    return parts.join(QStringLiteral(", "));
}

QString settingLines(const Hyperparameters& setting) {
    QStringList lines;
    for (const HyperparameterRow& row : hyperparameterTable())
        lines.append(QStringLiteral("%1: %2").arg(labelOf(row), valueText(valueOf(setting, row))));
    return lines.join(u'\n');
}

} // namespace unroll
