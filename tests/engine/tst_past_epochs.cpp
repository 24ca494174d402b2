#include "engine/files/past_epochs.h"

#include "engine/files/atomic_file.h"
#include "engine/files/safetensors.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

namespace {

PastEpoch past(std::int64_t epoch, std::vector<float> parameters) {
    return {epoch, std::make_shared<const Snapshot>(
                       Snapshot{{0, epoch * 10, static_cast<double>(epoch)}, std::move(parameters)})};
}

} // namespace

class TestPastEpochs : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsReadBack() {
        const std::vector<PastEpoch> written{past(0, {1, 2}), past(2, {3, 4}), past(10, {5, 6})};
        writePastEpochs(run(), written);
        const std::vector<PastEpoch> read = readPastEpochs(run());
        QCOMPARE(read.size(), written.size());
        for (std::size_t i = 0; i < read.size(); ++i) {
            QCOMPARE(read[i].epoch, written[i].epoch);
            QVERIFY(*read[i].snapshot == *written[i].snapshot);
        }
        writePastEpochs(run(), std::vector{past(2, {7, 8})}); // in place of those that were there
        QCOMPARE(readPastEpochs(run()).size(), std::size_t{1});
        QCOMPARE(readPastEpochs(run())[0].snapshot->parameters, (std::vector<float>{7, 8}));
        writePastEpochs(run(), {});
        QVERIFY(readPastEpochs(run()).empty());
    }

    void withoutAFolderThereAreNone() { QVERIFY(readPastEpochs(run() / "none").empty()); }

    void whatDoesNotFitIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("why");
        const auto file = [](const std::map<std::string, std::string>& metadata, const char* name, std::int64_t size) {
            return QByteArray::fromStdString(
                safetensorsBytes({{{name, {size}, std::vector<float>(static_cast<std::size_t>(size))}}, metadata}));
        };
        const std::map<std::string, std::string> right{{"format", "unroll epoch 1"}, {"epoch", "3"}, {"step", "30"}};
        const auto with = [right](const std::string& key, const std::string& value) {
            auto other = right;
            other[key] = value;
            return other;
        };
        QTest::newRow("no safetensors") << QByteArray("123") << "3.safetensors";
        QTest::newRow("another format") << file(with("format", "x"), "parameters", 2) << "unroll epoch 1";
        QTest::newRow("another tensor") << file(right, "weights", 2) << "'parameters'";
        QTest::newRow("another epoch") << file(with("epoch", "4"), "parameters", 2) << "of epoch 4";
        QTest::newRow("no number") << file(with("step", "-3"), "parameters", 2) << "'step'";
        QTest::newRow("another size") << file(right, "parameters", 5) << "another size";
    }
    void whatDoesNotFitIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, why);
        writePastEpochs(run(), std::vector{past(1, {1, 2})});
        writeFileAtomically(run() / "epochs" / "3.safetensors", bytes.toStdString());
        try {
            readPastEpochs(run());
            QFAIL("It was read.");
        } catch (const std::runtime_error& error) {
            QVERIFY2(QString(error.what()).contains(why), error.what());
            QVERIFY(QString(error.what()).contains("3.safetensors"));
        }
        writePastEpochs(run(), {});
    }

private:
    std::filesystem::path run() const { return folder_.path().toStdString(); }

    QTemporaryDir folder_;
};

QTEST_APPLESS_MAIN(TestPastEpochs)
#include "tst_past_epochs.moc"
