#include "engine/session/setting_line.h"

#include <QTest>

using namespace unroll;

namespace {

QString errorOf(const std::string& line) {
    try {
        settingOfLine(line);
    } catch (const HyperparameterError& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestSettingLine : public QObject {
    Q_OBJECT

private slots:
    void thePapersIsShort() {
        Hyperparameters paper;
        paper.data = "mnist";
        QCOMPARE(settingCommand(paper), std::string("unroll train --data mnist"));
        QCOMPARE(settingLink(paper), std::string("unroll:?data=mnist"));
    }

    // Every hyperparameter goes there and back, and those of another type as well.
    void everySettingComesBack() {
        Hyperparameters all;
        for (const HyperparameterRow& row : hyperparameterTable()) {
            if (row.key == "threads")
                continue;
            if (const bool* on = std::get_if<bool>(&row.defaultValue))
                setValue(all, row, !*on);
            else if (!row.choices.empty())
                setValue(all, row, std::string(row.choices.back()));
            else if (std::holds_alternative<std::string>(row.defaultValue))
                setValue(all, row, std::string("/a folder/it's Ä&=%?"));
            else if (std::holds_alternative<double>(row.defaultValue))
                setValue(all, row, row.minimum + (row.maximum - row.minimum) / 3);
            else
                setValue(all, row, static_cast<std::int64_t>(row.maximum));
        }
        QVERIFY(settingOfLine(settingLink(all)) == all);
        QVERIFY(settingOfLine(settingCommand(all)) == all);
        QVERIFY(settingLink(all).find(' ') == std::string::npos);
    }

    void threadsAreNotSent() {
        Hyperparameters setting;
        setting.threads = 3;
        QVERIFY(settingCommand(setting).find("threads") == std::string::npos);
        QVERIFY(settingLink(setting).find("threads") == std::string::npos);
        QCOMPARE(settingOfLine("unroll train --threads 3").threads, Hyperparameters().threads);
    }

    void pastedLinesAreUnderstood_data() {
        QTest::addColumn<QString>("line");
        QTest::newRow("link") << "unroll:?cell=lstm&cells=28";
        QTest::newRow("with slashes") << "unroll://?cell=lstm&cells=28";
        QTest::newRow("in capitals, with spaces around") << "  UNROLL:?cell=lstm&cells=28\n";
        QTest::newRow("encoded") << "unroll:?cell=%6cstm&cells=2%38&";
        QTest::newRow("command") << "unroll train --cell lstm --cells 28";
        QTest::newRow("of the window, with equals and quotes") << "/usr/bin/unroll --cell='lstm' --cells=\"28\"";
    }
    void pastedLinesAreUnderstood() {
        QFETCH(QString, line);
        const Hyperparameters setting = settingOfLine(line.toStdString());
        QCOMPARE(setting.cell, std::string("lstm"));
        QCOMPARE(setting.cells, 28);
    }

    void whatCanNotBeIsRefused_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << ""
                                 << "no setting";
        QTest::newRow("prose") << "take eta 0.1"
                               << "no setting";
        QTest::newRow("another program") << "rm -rf /"
                                         << "no setting";
        QTest::newRow("unknown key") << "unroll:?colour=red"
                                     << "no hyperparameter 'colour'";
        QTest::newRow("unknown option") << "unroll train --out run"
                                        << "no hyperparameter '--out'";
        QTest::newRow("cut off") << "unroll:?cell"
                                 << "no value";
        QTest::newRow("cut off in the middle") << "unroll:?data=%4"
                                               << "hexadecimal";
        QTest::newRow("command cut off") << "unroll train --cell"
                                         << "no value";
        QTest::newRow("out of range") << "unroll:?hidden=0"
                                      << "hidden";
        QTest::newRow("no number") << "unroll:?eta=fast"
                                   << "eta";
        QTest::newRow("no choice") << "unroll:?cell=transformer"
                                   << "cell";
    }
    void whatCanNotBeIsRefused() {
        QFETCH(QString, line);
        QFETCH(QString, says);
        QVERIFY2(errorOf(line.toStdString()).contains(says), qPrintable(errorOf(line.toStdString())));
    }
};

QTEST_APPLESS_MAIN(TestSettingLine)
#include "tst_setting_line.moc"
