#include "ui/state/setting_model.h"

#include <QTest>

using namespace unroll;

class TestSettingModel : public QObject {
    Q_OBJECT

private slots:
    void init() {
        model_ = std::make_unique<SettingModel>();
        said_.clear();
        connect(model_.get(), &SettingModel::changed, this, [this](const HyperparameterRows& rows) {
            said_.append(rows.size() == 1
                             ? QString::fromUtf8(rows.front()->key.data(), qsizetype(rows.front()->key.size()))
                             : QString("all"));
        });
        connect(model_.get(), &SettingModel::edited, this, [this] { said_.append("edited"); });
        connect(model_.get(), &SettingModel::dataChanged, this, [this] { said_.append("data"); });
    }

    void anEditIsOneValue() {
        model_->edit(*findHyperparameter("eta"), 0.5);
        QCOMPARE(model_->value().eta, 0.5);
        QCOMPARE(said_, (QStringList{"eta", "edited"}));
        model_->edit(*findHyperparameter("eta"), 0.5); // the same again
        QCOMPARE(said_.size(), 2);
    }

    void aWholeSettingIsEditedOnlyWhenItDiffers() {
        Hyperparameters other;
        other.hidden = 100;
        model_->edit(other);
        model_->edit(other);
        QCOMPARE(said_, (QStringList{"all", "edited", "all"})); // what is typed and can't be goes all the same
    }

    void whatTheProgramSetsIsNoEdit() {
        model_->set("seed", std::int64_t{9});
        model_->set(Hyperparameters());
        QCOMPARE(said_, (QStringList{"seed", "all"}));
        QCOMPARE(model_->value().seed, Hyperparameters().seed);
    }

    void aValueThatARowDoesNotAllowChangesNothing() {
        QVERIFY_EXCEPTION_THROWN(model_->edit(*findHyperparameter("hidden"), std::int64_t{0}), HyperparameterError);
        QVERIFY(said_.isEmpty());
    }

    void cellsFitTheData() {
        QCOMPARE(model_->fitting({}).cells, Hyperparameters().cells); // nothing is known of it
        SessionInfo data;
        data.width = data.height = 19;
        model_->setData(data);
        QCOMPARE(model_->fitting({}).cells, 1); // of 1, 19 and 361 nearest to 4
        model_->setWantedCells(4);
        model_->setWantedCells(4);
        QCOMPARE(said_, (QStringList{"data", "data"}));
        QCOMPARE(model_->wantedCells(), 4);
    }

    void aValueIsSaidAgain() {
        model_->showAgain("data");
        QCOMPARE(said_, QStringList{"data"});
    }

private:
    std::unique_ptr<SettingModel> model_;
    QStringList said_;
};

QTEST_MAIN(TestSettingModel)
#include "tst_setting_model.moc"
