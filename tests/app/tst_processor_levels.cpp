// The engine as it is built for each level of x86-64, started as on a processor that has no more: ld.so does the
// choosing, and a mask keeps it from the better ones.
#include "engine/files/model_file.h"
#include "tests/support/program.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace unroll;

namespace {

struct Level {
    const char* name; // as ld.so calls it; "plain" is none of its names
    const char* simd; // what summary.json is to say
};

constexpr std::array<Level, 4> levels{
    {{"plain", "SSE2"}, {"x86-64-v2", "SSE4.2"}, {"x86-64-v3", "AVX2"}, {"x86-64-v4", "AVX-512"}}};

// Where the ABI of x86-64 has it.
const QString loader = QStringLiteral("/lib64/ld-linux-x86-64.so.2");

bool runsHere(const Level& level) {
    static const QString help = runProgram({"--help"}, loader).out;
    static const QStringList built = QStringLiteral(UNROLL_LEVELS).split(',');
    const QString name = level.name;
    return name == levels.front().name ||
           (built.contains(name.section('-', -1)) && help.contains(name + " (supported, searched)"));
}

double largestDifference(const std::vector<NamedTensor>& a, const std::vector<NamedTensor>& b) {
    double largest = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        for (std::size_t k = 0; k < a[i].values.size(); ++k)
            largest = std::max(largest, static_cast<double>(std::abs(a[i].values[k] - b[i].values.at(k))));
    return largest;
}

double largestMagnitude(const std::vector<NamedTensor>& tensors) {
    double largest = 0;
    for (const NamedTensor& tensor : tensors)
        for (const float value : tensor.values)
            largest = std::max(largest, static_cast<double>(std::abs(value)));
    return largest;
}

} // namespace

class TestProcessorLevels : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QString runFolder(const char* level) const { return folder_.filePath(level); }

    // Trains a moment, from seed and digits to weights.
    QStringList training(const char* level) const {
        return {"train",          "--data", "digits",   "--cell", "gru",           "--cells", "28",           "--out",
                runFolder(level), "--json", "--epochs", "2",      "--train-limit", "400",     "--test-limit", "200"};
    }

private slots:
    void eachTrainsAndSaysWhichItIs_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < levels.size(); ++i)
            QTest::newRow(levels[i].name) << static_cast<int>(i);
    }
    void eachTrainsAndSaysWhichItIs() {
        QFETCH(int, index);
        const Level& level = levels[static_cast<std::size_t>(index)];
        if (!runsHere(level))
            QSKIP("It is not built, or this processor can't run it.");
        QStringList arguments{"--glibc-hwcaps-mask", level.name, UNROLL_PROGRAM};
        const ProgramResult result = runProgram(arguments + training(level.name), loader);
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject summary = jsonOf(result.out);
        QCOMPARE(summary["simd"].toString(), level.simd);
        QCOMPARE(summary["allocated_bytes"].toInt(-1), 0);

        const QString plain = runFolder(levels.front().name);
        const QString own = runFolder(level.name);
        // Digits are drawn with the same bits everywhere; config.json has their SHA-256.
        QCOMPARE(contents(own + "/config.json"), contents(plain + "/config.json"));
        // Sums go in another order with wider vectors: weights are the same but for rounding.
        const auto weights = readModel(own.toStdString()).weights;
        const auto reference = readModel(plain.toStdString()).weights;
        QVERIFY(largestMagnitude(reference) > 0.1);
        const double difference = largestDifference(weights, reference);
        QVERIFY2(difference < 1e-4, qPrintable(QString::number(difference)));
    }

    void theBestIsChosenWithoutAsking() {
        const auto best = std::find_if(levels.rbegin(), levels.rend(), runsHere);
        const ProgramResult result = runProgram(training("best"));
        QVERIFY2(result.status == 0, qPrintable(result.err));
        QCOMPARE(jsonOf(result.out)["simd"].toString(), best->simd);
    }

private:
    static QByteArray contents(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : path.toUtf8();
    }
};

QTEST_GUILESS_MAIN(TestProcessorLevels)
#include "tst_processor_levels.moc"
