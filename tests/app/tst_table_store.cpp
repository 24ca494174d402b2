#include "app/table_store.h"

#include "engine/files/run_directory.h"
#include "tests/support/tiny_training.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

namespace {

constexpr const char* firstKey = "11111111-2222-3333-4444-555555555555";
constexpr const char* secondKey = "aaaaaaaa-2222-3333-4444-555555555555";

std::shared_ptr<const RunRecord> trained(std::int64_t seed) {
    Hyperparameters setting = tinySetting();
    setting.seed = seed;
    auto session = sessionOf(setting);
    auto record = std::make_shared<RunRecord>();
    record->hyperparameters = setting;
    record->epochs = run(session);
    record->info = session.info();
    record->info.dataSha256 = std::string(64, 'a');
    record->status = RunStatus::Done;
    record->weights = session.weights();
    record->checkpoint = session.checkpoint();
    return record;
}

StoredRun storedRun(const std::string& key, std::int64_t number) {
    return {{.key = key, .number = number, .slot = 3, .shown = false, .folder = "/of/yesterday"},
            trained(number),
            {"wide net", "for the talk", true}};
}

} // namespace

class TestTableStore : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void whatIsKeptIsThereAgain() {
        const StoredRun first = storedRun(firstKey, 7);
        StoredRun second = storedRun(secondKey, 2);
        second.row.group = 5;
        second.row.seeds = 3;
        second.row.groupLabel = {"seeds", "", false};
        const TableStore store = tableStore(path());
        QVERIFY(store.read().runs.empty());
        store.write(first);
        store.write(second);
        const StoredTable table = tableStore(path()).read(); // as another start does
        QVERIFY(table.troubles.empty());
        QCOMPARE(table.runs.size(), 2U);
        QCOMPARE(table.runs[0].row, second.row);
        QCOMPARE(table.runs[1].row, first.row);
        QCOMPARE(table.runs[1].label, first.label);
        const RunRecord& record = *table.runs[1].record;
        QCOMPARE(record.label, first.label);
        QCOMPARE(record.weights, first.record->weights);
        QCOMPARE(record.epochs, first.record->epochs);
        QVERIFY(record.checkpoint.has_value());
    }

    void aNewNameTakesThePlaceOfTheOld() {
        const TableStore store = tableStore(path());
        StoredRun run = storedRun(firstKey, 1);
        store.write(run);
        run.label.name = "narrow net";
        store.write(run);
        const StoredTable table = store.read();
        QCOMPARE(table.runs.size(), 1U);
        QCOMPARE(table.runs[0].label.name, std::string("narrow net"));
    }

    void whatIsRemovedIsGone() {
        const TableStore store = tableStore(path());
        store.write(storedRun(firstKey, 1));
        store.remove(firstKey);
        store.remove(firstKey);
        QVERIFY(store.read().runs.empty());
        QVERIFY(!QDir(folder_->filePath(QString("table/") + firstKey)).exists());
    }

    void noKeyLeadsElsewhere() {
        const TableStore store = tableStore(path());
        QDir(folder_->path()).mkpath("precious");
        write("precious/config.json", "{}");
        store.remove("../precious");
        QVERIFY(QFile::exists(folder_->filePath("precious/config.json")));
    }

    void whatIsDamagedCostsItselfAlone_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no row") << "row.json" << QByteArray();
        QTest::newRow("no JSON") << "row.json" << QByteArray("{");
        QTest::newRow("another kind") << "row.json" << QByteArray("[1]");
        QTest::newRow("a number that is none") << "row.json" << QByteArray(R"({"number": "seven"})");
        QTest::newRow("nested") << "row.json" << QByteArray(100000, '[');
        QTest::newRow("weights") << "model.safetensors" << QByteArray("x");
        QTest::newRow("setting") << "config.json" << QByteArray("{}");
    }
    void whatIsDamagedCostsItselfAlone() {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        const TableStore store = tableStore(path());
        store.write(storedRun(firstKey, 1));
        store.write(storedRun(secondKey, 2));
        write(QString("table/%1/%2").arg(firstKey, file), bytes);
        const StoredTable table = store.read();
        QCOMPARE(table.runs.size(), 1U);
        QCOMPARE(table.runs[0].row.number, 2);
        QCOMPARE(table.troubles.size(), 1U);
        QVERIFY2(table.troubles[0].find(firstKey) != std::string::npos, table.troubles[0].c_str());
    }

    void beyondItsBytesTheOldestThatAreNotPinnedGo() {
        StoredRun pinned = storedRun(firstKey, 1);
        pinned.row.pinned = true;
        const TableStore store = tableStore(path(), 1);
        store.write(pinned);
        store.write(storedRun(secondKey, 2));
        QCOMPARE(store.read().runs.size(), 2U); // the latest always stays
        const auto gone = store.write(storedRun("bbbbbbbb-2222-3333-4444-555555555555", 3));
        QCOMPARE(gone, std::vector<std::string>{secondKey});
        const StoredTable table = store.read();
        QCOMPARE(table.runs.size(), 2U);
        QCOMPARE(table.runs[0].row.number, 1);
        QCOMPARE(table.runs[1].row.number, 3);
    }

    void aFolderThatCanNotBeWrittenIsSaid() {
        write("table", "a file");
        try {
            tableStore(path()).write(storedRun(firstKey, 1));
            QFAIL("It can't have been written.");
        } catch (const std::runtime_error& error) {
            QVERIFY(std::string(error.what()).starts_with("The table of runs could not be kept for the next start. "));
        }
    }

    void withoutAHomeNothingIsKept() { QVERIFY(!tableStore({}).write); }

private:
    std::filesystem::path path() const { return folder_->filePath("table").toStdU16String(); }
    void write(const QString& name, const QByteArray& bytes) {
        QFile file(folder_->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(TestTableStore)
#include "tst_table_store.moc"
