#include "ui/state/setting_text.h"

#include "ui/state/data_choices.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_notes.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <QDir>

#include <algorithm>

namespace unroll {
namespace {

struct SettingTextWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::SettingText)
};

QString valueText(const HyperparameterValue& value) {
    if (const auto* real = std::get_if<double>(&value)) {
        QLocale asTyped;
        asTyped.setNumberOptions(QLocale::OmitGroupSeparator);
        return asTyped.toString(*real, 'g', QLocale::FloatingPointShortest);
    }
    if (const auto* truth = std::get_if<bool>(&value))
        return *truth ? SettingTextWords::tr("on") : SettingTextWords::tr("off");
    return QString::fromStdString(formatValue(value));
}

// Zero of what is counted, where it stands for something else.
QString zeroText(const HyperparameterRow& row) {
    if (row.key == "train_limit" || row.key == "test_limit")
        return SettingTextWords::tr("all");
    return row.key == "threads" ? SettingTextWords::tr("automatic") : QString();
}

// A folder of data goes by its last part.
QString dataText(const std::string& data) {
    return isOwnData(data) ? QDir(QString::fromStdString(data)).dirName() : shortDataText(data);
}

bool isChanged(std::string_view key, std::span<const HyperparameterChange> changes) {
    return std::ranges::any_of(changes, [key](const HyperparameterChange& change) { return change.key == key; });
}

// Of what was changed while it trained. It goes first: what follows may find no room.
QStringList changesIn(std::span<const HyperparameterChange> changes) {
    QStringList parts;
    for (const HyperparameterRow& row : hyperparameterTable()) {
        if (!isChanged(row.key, changes))
            continue;
        const auto ofRow = [&row](const HyperparameterChange& change) { return change.key == row.key; };
        const auto first = std::ranges::find_if(changes, ofRow);
        const auto last = std::find_if(changes.rbegin(), changes.rend(), ofRow);
        parts.append(
            QStringLiteral("%1 %2 \u2192 %3").arg(labelOf(row).toLower(), valueText(first->from), valueText(last->to)));
    }
    return parts;
}

QStringList differencesIn(const Hyperparameters& setting, const Hyperparameters& before,
                          std::span<const HyperparameterChange> changes) {
    QStringList parts;
    for (const HyperparameterRow* row : differences(before, setting))
        if (row->key == "data")
            parts.append(dataText(setting.data));
        else if (row->key != "threads" && !isChanged(row->key, changes) && noteOn(*row, setting, {}).hasEffect)
            parts.append(QStringLiteral("%1 %2").arg(labelOf(*row).toLower(), settingValue(setting, *row)));
    return parts;
}

} // namespace

QString settingValue(const Hyperparameters& setting, const HyperparameterRow& row) {
    const HyperparameterValue value = valueOf(setting, row);
    if (const auto* choice = std::get_if<std::string>(&value))
        return choiceText(row, *choice);
    const QString zero = value == HyperparameterValue(std::int64_t{0}) ? zeroText(row) : QString();
    return zero.isEmpty() ? valueText(value) : zero;
}

QString differenceText(const Hyperparameters& setting, const Hyperparameters& before,
                       std::span<const HyperparameterChange> changes) {
    const QStringList parts = changesIn(changes) + differencesIn(setting, before, changes);
    return parts.isEmpty() ? SettingTextWords::tr("same setting") : parts.join(QStringLiteral(", "));
}

QString changeText(const HyperparameterChange& change) {
    const HyperparameterRow* row = findHyperparameter(change.key);
    const QString label = row ? labelOf(*row).toLower() : QString::fromStdString(change.key);
    return QStringLiteral("%1 %2").arg(label, valueText(change.to));
}

QString settingText(const Hyperparameters& setting, std::span<const HyperparameterChange> changes) {
    Hyperparameters papers;
    papers.data = setting.data;
    QStringList parts = differencesIn(setting, papers, changes);
    const bool asPaper = differencesIn(setting, papers, {}).isEmpty();
    parts.prepend(dataText(setting.data));
    if (asPaper)
        parts.prepend(SettingTextWords::tr("paper"));
    return (changesIn(changes) + parts).join(QStringLiteral(", "));
}

QString settingTable(const Hyperparameters& setting) {
    QString own;
    QString others;
    for (const HyperparameterRow& row : hyperparameterTable()) {
        const bool usual = valueOf(setting, row) == row.defaultValue;
        const QString shade = usual ? QStringLiteral(" style='color:gray'") : QString();
        (usual ? others : own) +=
            QStringLiteral("<tr%1><td>%2&nbsp;&nbsp;</td><td>%3</td></tr>")
                .arg(shade, labelOf(row).toHtmlEscaped(), settingValue(setting, row).toHtmlEscaped());
    }
    return QStringLiteral("<table>%1%2</table>").arg(own, others);
}

} // namespace unroll
