#include "ui/state/setting_notes.h"

#include <QTest>

using namespace unroll;

class TestSettingNotes : public QObject {
    Q_OBJECT

private slots:
    void notes_data() {
        QTest::addColumn<QString>("changes"); // key=value, ...
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("hasEffect");
        QTest::newRow("vanilla's activation") << ""
                                              << "activation"
                                              << "" << true;
        QTest::newRow("GRU's activation") << "cell=gru"
                                          << "activation"
                                          << "The GRU has its own: sigmoid and tanh" << false;
        QTest::newRow("LSTM's activation") << "cell=lstm"
                                           << "activation"
                                           << "The LSTM has its own: sigmoid and tanh" << false;
        QTest::newRow("chrono of a GRU") << "cell=gru,init=chrono"
                                         << "init"
                                         << "" << true;
        QTest::newRow("chrono of vanilla cells") << "init=chrono"
                                                 << "init"
                                                 << "The vanilla cell has no gates: as xavier" << true;
        QTest::newRow("orthogonal IndRNN") << "cell=indrnn,init=orthogonal"
                                           << "init"
                                           << "The IndRNN has no recurrent matrix: as xavier" << true;
        QTest::newRow("usual batch") << ""
                                     << "batch"
                                     << "" << true;
        QTest::newRow("batch beyond the set") << "batch=701"
                                              << "batch"
                                              << "All 700 images are one batch" << true;
        QTest::newRow("output of one cell") << "cells=1"
                                            << "output"
                                            << "The only cell is the last" << false;
        QTest::newRow("fresh images of a set of files") << "data=mnist"
                                                        << "fresh"
                                                        << "Only the built-in digits are drawn anew" << false;
        QTest::newRow("fresh digits") << ""
                                      << "fresh"
                                      << "" << true;
        QTest::newRow("shift") << "shift=10"
                               << "shift"
                               << "" << true;
        QTest::newRow("shift by more than half an image") << "shift=10.5"
                                                          << "shift"
                                                          << "More than half an image of 28 \u00d7 20 pixels" << true;
        QTest::newRow("eta") << ""
                             << "eta"
                             << "" << true;
    }
    void notes() {
        QFETCH(QString, changes);
        QFETCH(QString, key);
        Hyperparameters setting;
        for (const QString& change : changes.split(',', Qt::SkipEmptyParts)) {
            const HyperparameterRow& row = *findHyperparameter(change.section('=', 0, 0).toStdString());
            setValue(setting, row, parseValue(row, change.section('=', 1).toStdString()));
        }
        SessionInfo info;
        info.trainImages = 700;
        info.width = 28;
        info.height = 20;
        const SettingNote note = noteOn(*findHyperparameter(key.toStdString()), setting, info);
        QTEST(note.text, "text");
        QTEST(note.hasEffect, "hasEffect");
    }

    void heldOutImagesAreNoted() {
        SessionInfo info;
        const HyperparameterRow& data = *findHyperparameter("data");
        QCOMPARE(noteOn(data, {}, info), SettingNote());
        info.testHeldOut = true;
        QVERIFY(noteOn(data, {}, info).text.contains("held out by seed"));
        QVERIFY(noteOn(data, {}, info).hasEffect);
    }

    void cellsInPlaceOfOthersAreNoted() {
        const HyperparameterRow& cells = *findHyperparameter("cells");
        Hyperparameters setting;
        setting.cells = 19;
        SessionInfo info;
        info.width = info.height = 19;
        QCOMPARE(noteOn(cells, setting, info), SettingNote());
        QVERIFY(noteOn(cells, setting, info, 28).text.startsWith("In place of 28, which does not divide 361"));
        setting.cells = 1; // chosen by a person since
        QCOMPARE(noteOn(cells, setting, info, 28), SettingNote());
        setting.cells = 28;
        QCOMPARE(noteOn(cells, setting, {}, 28), SettingNote());
    }

    void nothingIsSaidBeforeTheDataIsKnown() {
        Hyperparameters setting;
        setting.batch = 100000;
        QCOMPARE(noteOn(*findHyperparameter("batch"), setting, {}), SettingNote());
    }
};

QTEST_GUILESS_MAIN(TestSettingNotes)
#include "tst_setting_notes.moc"
