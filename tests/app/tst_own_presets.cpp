#include "app/own_presets.h"
#include "app/presets.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace unroll;

class TestOwnPresets : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void thoseOfTheProgramComeFirst() {
        const auto presets = allPresets(path() / "not there");
        QCOMPARE(presets.size(), 3U);
        QCOMPARE(presets.front().name, std::string("paper"));
        QVERIFY(presets.front().setting == Hyperparameters());
        for (const Preset& preset : presets)
            QVERIFY(!preset.own && preset.failure.empty());
    }

    void savedOneIsReadAndRemoved() {
        Hyperparameters mine;
        mine.hidden = 99;
        mine.eta = 0.07;
        savePreset(path() / "new", "My best", mine);
        const auto presets = allPresets(path() / "new");
        QCOMPARE(presets.size(), 4U);
        QCOMPARE(presets.back().name, std::string("My best"));
        QVERIFY(presets.back().own);
        QVERIFY(presets.back().setting == mine);
        mine.hidden = 5;
        savePreset(path() / "new", "My best", mine);
        QCOMPARE(allPresets(path() / "new").back().setting.hidden, 5);
        removePreset(path() / "new", "My best");
        QCOMPARE(allPresets(path() / "new").size(), 3U);
        removePreset(path() / "new", "My best");
    }

    void thoseOfTheProgramAreAllThere() {
        std::vector<std::string> names;
        for (const Preset& preset : allPresets(path()))
            names.push_back(preset.name);
        QCOMPARE(names.front(), std::string("paper"));
        std::ranges::sort(names);
        QVERIFY(names == presetNames());
    }

    // Somebody put them there by hand: they are in the list, so they can be taken off it.
    void filesOfAnyNameAreRemoved_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"my.v2", "best", " x", "#1"})
            QTest::newRow(name) << name;
    }
    void filesOfAnyNameAreRemoved() {
        QFETCH(QString, name);
        savePreset(path(), "mine", {});
        QVERIFY(QFile::rename(folder_->filePath("mine.json"), folder_->filePath(name + ".json")));
        QCOMPARE(allPresets(path()).back().name, name.toStdString());
        removePreset(path(), name.toStdString());
        QVERIFY(!QFile::exists(folder_->filePath(name + ".json")));
    }

    void nothingElseIsRemoved() {
        savePreset(path(), "mine", {});
        QVERIFY_EXCEPTION_THROWN(removePreset(path() / "deeper", "../mine"), std::runtime_error);
        QVERIFY(QFile::exists(folder_->filePath("mine.json")));
    }

    void namesThatAreNoFilesAreRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"", "../x", "a/b", " x", ".hidden", "paper"})
            QTest::newRow(qPrintable(QString("'%1'").arg(name))) << name;
        QTest::newRow("long") << QString(61, 'x');
    }
    void namesThatAreNoFilesAreRefused() {
        QFETCH(QString, name);
        QVERIFY_EXCEPTION_THROWN(savePreset(path(), name.toStdString(), {}), std::runtime_error);
        QCOMPARE(allPresets(path()).size(), 3U);
    }

    void damagedOneSaysWhatIsWrong() {
        QFile file(folder_->filePath("broken.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{");
        file.close();
        const Preset preset = allPresets(path()).back();
        QCOMPARE(preset.name, std::string("broken"));
        QVERIFY(QString::fromStdString(preset.failure).contains("not valid JSON"));
    }

private:
    std::filesystem::path path() const { return folder_->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(TestOwnPresets)
#include "tst_own_presets.moc"
