#include "ui/state/reference_curves.h"

#include <QFile>
#include <QStringList>

#include <charconv>
#include <stdexcept>

// Outside any namespace, as Qt asks: a static library's resources are registered by hand.
static void registerTables() { Q_INIT_RESOURCE(unroll); }

namespace unroll {
namespace {

struct Row {
    QString where; // "totals.csv, line 2"
    QStringList cells;
};

[[noreturn]] void refuseCurves(const QString& where, const QString& what) {
    throw std::runtime_error(QStringLiteral("%1: %2").arg(where, what).toStdString());
}

std::vector<Row> readTable(const QString& path, const QString& header) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        refuseCurves(path, QStringLiteral("can't be read; %1.").arg(file.errorString()));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    if (lines.front().trimmed() != header)
        refuseCurves(path + QStringLiteral(", line 1"), QStringLiteral("the header must be '%1'.").arg(header));
    std::vector<Row> rows;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty())
            continue;
        rows.push_back({QStringLiteral("%1, line %2").arg(path).arg(i + 1), line.split(u',')});
        if (rows.back().cells.size() != header.count(u',') + 1)
            refuseCurves(rows.back().where,
                         QStringLiteral("the line must have %1 values.").arg(header.count(u',') + 1));
    }
    return rows;
}

// Without QString::toDouble, which takes "inf" and "nan".
double number(const Row& row, qsizetype column, double lowest, double highest) {
    const QByteArray text = row.cells[column].toLatin1();
    double value = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    if (error != std::errc{} || end != text.end() || !(value >= lowest && value <= highest))
        refuseCurves(
            row.where,
            QStringLiteral("'%1' must be a number from %2 to %3.").arg(row.cells[column]).arg(lowest).arg(highest));
    return value;
}

std::vector<MetricPoint> readAccuracy(const QString& path) {
    std::vector<MetricPoint> points;
    for (const Row& row : readTable(path, QStringLiteral("epoch,accuracy"))) {
        points.push_back({number(row, 0, 1, 1e6), number(row, 1, 0, 1)});
        if (points.size() > 1 && points.back().x <= points[points.size() - 2].x)
            refuseCurves(row.where, QStringLiteral("the epochs must ascend."));
    }
    return points;
}

} // namespace

std::vector<ReferenceCurve> readReferenceCurves(const QString& folder) {
    registerTables();
    constexpr double longest = 1e9;
    std::vector<ReferenceCurve> curves;
    const QString totals = folder + QStringLiteral("/totals.csv");
    for (const Row& row : readTable(totals, QStringLiteral("name,file,test_accuracy,seconds,allocated_gib"))) {
        ReferenceCurve curve;
        curve.name = row.cells[0];
        curve.accuracy = readAccuracy(folder + u'/' + row.cells[1]);
        curve.testAccuracy = number(row, 2, 0, 1);
        curve.seconds = number(row, 3, 0, longest);
        if (!row.cells[4].isEmpty()) // not measured
            curve.allocatedGibibytes = number(row, 4, 0, longest);
        curves.push_back(std::move(curve));
    }
    return curves;
}

bool areReferencesFor(const std::string& dataName) { return dataName == "mnist"; }

} // namespace unroll
