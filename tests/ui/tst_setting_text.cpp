#include "ui/state/setting_text.h"

#include <QLocale>
#include <QTest>

using namespace unroll;

class TestSettingText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void saysWhatDiffers() {
        Hyperparameters before;
        Hyperparameters setting = before;
        QCOMPARE(differenceText(setting, before), QString("same setting"));
        setting.threads = 7; // changes no result
        QCOMPARE(differenceText(setting, before), QString("same setting"));
        setting.eta = 0.03;
        setting.hidden = 128;
        setting.shuffle = false;
        setting.data = "/home/me/letters/";
        QCOMPARE(differenceText(setting, before), QString("letters, hidden size 128, eta 0.03, shuffle off"));
    }

    void saysThePapersSetting() {
        Hyperparameters setting;
        setting.data = "mnist";
        QCOMPARE(settingText(setting), QString("paper, MNIST"));
        setting.cell = "lstm";
        QCOMPARE(settingText(setting), QString("MNIST, cell LSTM"));
    }

    void whatHasNoEffectIsNotSaid() {
        Hyperparameters setting;
        setting.activation = "relu";
        QCOMPARE(differenceText(setting, {}), QString("activation relu"));
        for (const char* cell : {"gru", "lstm"}) {
            setting.cell = cell;
            QCOMPARE(differenceText(setting, {}), QString("cell %1").arg(QString(cell).toUpper()));
        }
    }

    void whatWasChangedOnTheWayIsSaid() {
        const std::vector<HyperparameterChange> changes{{5, 0.5, "eta", 0.015, 0.1}, {9, 0.9, "eta", 0.1, 0.2}};
        Hyperparameters setting;
        setting.eta = 0.015;
        setting.data = "mnist";
        Hyperparameters before = setting;
        QCOMPARE(differenceText(setting, before, changes), QStringLiteral("eta 0.015 \u2192 0.2"));
        before.eta = 1;
        before.hidden = 10;
        QCOMPARE(differenceText(setting, before, changes), QStringLiteral("eta 0.015 \u2192 0.2, hidden size 64"));
        QCOMPARE(settingText(setting, changes), QStringLiteral("eta 0.015 \u2192 0.2, paper, MNIST"));
    }

    void changeSaysWhatHolds() {
        QCOMPARE(changeText({.step = 5, .epochs = 0.5, .key = "eta", .from = 0.1, .to = 0.03}), QString("eta 0.03"));
    }

    void numbersFollowTheLocale() {
        QLocale::setDefault(QLocale(QLocale::German));
        Hyperparameters setting;
        setting.eta = 0.5;
        QCOMPARE(differenceText(setting, {}), QString("eta 0,5"));
        setting.eta = 1000;
        QCOMPARE(differenceText(setting, {}), QString("eta 1000"));
        QLocale::setDefault(QLocale::c());
    }

    void everyHyperparameterHasItsLine() {
        Hyperparameters setting;
        setting.hidden = 100;
        const QString table = settingTable(setting);
        QCOMPARE(table.count("<tr"), static_cast<qsizetype>(hyperparameterTable().size()));
        QVERIFY(table.startsWith("<table><tr><td>Hidden size&nbsp;&nbsp;</td><td>100</td></tr>"));
        QCOMPARE(table.count("gray"), table.count("<tr") - 1); // what is as in the paper
    }
};

QTEST_APPLESS_MAIN(TestSettingText)
#include "tst_setting_text.moc"
