#include "ui/state/setting_keeper.h"
#include "ui/state/setting_model.h"
#include "ui/state/settings.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace unroll;

class TestSettingKeeper : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        model_ = std::make_unique<SettingModel>();
        keeper_.emplace(*model_, *settings_);
    }

    void aDragWritesWhenTheHandRests() {
        for (const double eta : {0.02, 0.03, 0.04})
            model_->edit(*findHyperparameter("eta"), eta);
        QCOMPARE(kept(), 0.015);
        QTRY_COMPARE(kept(), 0.04);
    }

    void whatIsUnderWayIsKeptAtTheEnd() {
        model_->edit(*findHyperparameter("eta"), 0.02);
        keeper_->keep();
        QCOMPARE(kept(), 0.02);
        model_->edit(*findHyperparameter("eta"), 0.03);
        keeper_.reset();
        QCOMPARE(kept(), 0.03);
    }

    void nothingIsWrittenWhereNothingChanged() {
        keeper_->keep();
        settings_->save();
        QVERIFY(!QFile::exists(folder_->filePath("unroll.ini")));
    }

private:
    double kept() const { return settings_->hyperparameters().eta; }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<SettingModel> model_;
    std::optional<SettingKeeper> keeper_;
};

QTEST_MAIN(TestSettingKeeper)
#include "tst_setting_keeper.moc"
