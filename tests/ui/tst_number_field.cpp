#include "ui/form/number_field.h"

#include <QImage>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace unroll;

namespace {

const HyperparameterRow& row(const char* key) { return *findHyperparameter(key); }

void type(NumberField& field, const QString& text) {
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    if (std::ranges::all_of(text, [](QChar letter) { return letter.unicode() < 128; }))
        QTest::keyClicks(&field, text);
    else // which Qt Test has no keys for
        field.findChild<QLineEdit*>()->insert(text);
    QTest::keyClick(&field, Qt::Key_Return);
}

} // namespace

class TestNumberField : public QObject {
    Q_OBJECT

private slots:
    void typedNumberIsTakenWhenFinished() {
        NumberField field(row("eta"));
        QSignalSpy edited(&field, &NumberField::edited);
        field.selectAll();
        QTest::keyClicks(&field, "0.2");
        QCOMPARE(edited.count(), 0);
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(field.value(), HyperparameterValue(0.2));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(edited.count(), 1);
    }

    void whatCantBeStaysToBeSeen_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("objection");
        const auto add = [](const char* name, const char* key, const char* typed, const char* objection) {
            QTest::newRow(name) << key << QString::fromUtf8(typed) << objection;
        };
        add("nothing", "hidden", "", "A whole number, 1 to 4096; still 64");
        add("zero", "hidden", "0", "A whole number, 1 to 4096; still 64");
        add("too many", "hidden", "99999", "A whole number, 1 to 4096; still 64");
        add("no epochs", "epochs", "0", "A whole number, 1 to 100000; still 5");
        add("no batch", "batch", "0", "A whole number, 1 to 100000; still 100");
        add("half a number", "eta", "1e", "A number, 0 to 1000; still 0.015");
        add("negative", "clip", "-3", "A number, 0 to 1000000000; still 0");
        add("negative, typeset", "clip", "\u22123", "A number, 0 to 1000000000; still 0");
        add("negative and whole", "seed", "-5", "A whole number, 0 to 9007199254740991; still 1");
        add("too large for 64 bits", "seed", "99999999999999999999", "A whole number, 0 to 9007199254740991; still 1");
        add("a fraction", "hidden", "1.5", "A whole number, 1 to 4096; still 64");
        add("letters", "hidden", "1x28", "A whole number, 1 to 4096; still 64");
        add("not a number", "eta", "nan", "A number, 0 to 1000; still 0.015");
        add("perhaps thousands", "eta", "1,500", "Write 1.500 or 1500; still 0.015");
        add("both separators", "eta", "1,000.5", "A number, 0 to 1000; still 0.015");
    }
    void whatCantBeStaysToBeSeen() {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        NumberField field(row(qPrintable(key)));
        field.resize(100, 24);
        const HyperparameterValue before = field.value();
        QSignalSpy edited(&field, &NumberField::edited);
        const QImage calm = field.grab().toImage();
        type(field, typed);
        QCOMPARE(field.value(), before);
        QCOMPARE(field.text(), typed);
        QTEST(field.objection(), "objection");
        QCOMPARE(edited.count(), 0);
        QVERIFY(field.grab().toImage().pixel(50, 0) != calm.pixel(50, 0)); // its edge
    }

    void anObjectionGoesWithItsText_data() {
        QTest::addColumn<std::function<void(NumberField&)>>("act");
        QTest::addColumn<std::int64_t>("value");
        using Act = std::function<void(NumberField&)>;
        QTest::newRow("a better one") << Act([](NumberField& field) { type(field, "32"); }) << std::int64_t{32};
        QTest::newRow("the same again") << Act([](NumberField& field) { type(field, "64"); }) << std::int64_t{64};
        QTest::newRow("a step") << Act([](NumberField& field) { QTest::keyClick(&field, Qt::Key_Up); })
                                << std::int64_t{65};
        QTest::newRow("taken back") << Act([](NumberField& field) { QTest::keyClick(&field, Qt::Key_Escape); })
                                    << std::int64_t{64};
        QTest::newRow("set") << Act([](NumberField& field) { field.setValue(std::int64_t{8}); }) << std::int64_t{8};
    }
    void anObjectionGoesWithItsText() {
        QFETCH(std::function<void(NumberField&)>, act);
        QFETCH(std::int64_t, value);
        NumberField field(row("hidden"));
        type(field, "5000");
        QVERIFY(!field.objection().isEmpty());
        act(field);
        QCOMPARE(field.objection(), QString());
        QCOMPARE(field.value(), HyperparameterValue(value));
        QCOMPARE(field.text(), QString::number(value));
    }

    void bothSeparatorsAreUnderstood_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("value");
        const std::vector<std::pair<const char*, QLocale>> locales{
            {"C", QLocale::c()},
            {"American", QLocale(QLocale::English, QLocale::UnitedStates)},
            {"German", QLocale(QLocale::German)},
            {"Swiss", QLocale(QLocale::German, QLocale::Switzerland)},
            {"Persian", QLocale(QLocale::Persian)}};
        for (const auto& [name, locale] : locales)
            for (const auto& [typed, value] : std::vector<std::pair<QString, double>>{{"0,03", 0.03},
                                                                                      {"0.03", 0.03},
                                                                                      {"0,015", 0.015},
                                                                                      {"0.015", 0.015},
                                                                                      {" 2,5 ", 2.5},
                                                                                      {"1,5e-2", 0.015},
                                                                                      {",25", 0.25},
                                                                                      {"12.3456", 12.3456}})
                QTest::addRow("%s, %s", name, qPrintable(typed)) << locale << typed << value;
        QTest::newRow("German, a comma before three digits") << QLocale(QLocale::German) << "1,500" << 1.5;
        QTest::newRow("American, a point before three digits")
            << QLocale(QLocale::English, QLocale::UnitedStates) << "1.500" << 1.5;
    }
    void bothSeparatorsAreUnderstood() {
        QFETCH(QLocale, locale);
        QFETCH(QString, typed);
        QFETCH(double, value);
        QLocale::setDefault(locale);
        NumberField field(row("eta"));
        type(field, typed);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(field.value(), HyperparameterValue(value));
        QCOMPARE(field.objection(), QString());
    }

    void localeDecidesTheDecimalPoint() {
        QLocale::setDefault(QLocale(QLocale::German));
        NumberField field(row("eta"));
        QCOMPARE(field.text(), QString("0,015"));
        type(field, "0.5");
        QCOMPARE(field.text(), QString("0,5"));
        type(field, "1.500");
        QCOMPARE(field.objection(), QString("Write 1,500 or 1500; still 0,5"));
        QLocale::setDefault(QLocale::c());
    }

    void arrowKeysStep() {
        NumberField epochs(row("epochs"));
        QTest::keyClick(&epochs, Qt::Key_Up);
        QCOMPARE(epochs.value(), HyperparameterValue(std::int64_t{6}));
        epochs.setValue(std::int64_t{1});
        QTest::keyClick(&epochs, Qt::Key_Down);
        QCOMPARE(epochs.value(), HyperparameterValue(std::int64_t{1}));
        NumberField eta(row("eta"));
        QTest::keyClick(&eta, Qt::Key_Up);
        QCOMPARE(eta.value(), HyperparameterValue(0.016));
    }

    void realsStepByTheirSecondDigit_data() {
        QTest::addColumn<double>("from");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("to");
        QTest::newRow("up") << 0.015 << 1 << 0.016;
        QTest::newRow("up over a decade") << 0.0099 << 1 << 0.01;
        QTest::newRow("down over a decade") << 0.01 << -1 << 0.0099;
        QTest::newRow("several") << 0.5 << 3 << 0.53;
        QTest::newRow("up from nothing") << 0.0 << 1 << 1e-4;
        QTest::newRow("down from nothing") << 0.0 << -1 << 0.0;
    }
    void realsStepByTheirSecondDigit() {
        QFETCH(double, from);
        QFETCH(int, steps);
        QFETCH(double, to);
        QCOMPARE(steppedReal(from, steps), to);
    }

    void whatIsTypedIsNoShortcut_data() {
        QTest::addColumn<QKeyCombination>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("taken");
        QTest::newRow("space") << QKeyCombination(Qt::Key_Space) << " " << false;
        QTest::newRow("letter") << QKeyCombination(Qt::Key_R) << "r" << true;
        QTest::newRow("capital") << (Qt::SHIFT | Qt::Key_R) << "R" << true;
        QTest::newRow("question") << (Qt::SHIFT | Qt::Key_Question) << "?" << true;
        QTest::newRow("escape of what is as it was") << QKeyCombination(Qt::Key_Escape) << "\x1b" << false;
        QTest::newRow("export") << (Qt::CTRL | Qt::Key_E) << "\x05" << false;
        QTest::newRow("select all") << (Qt::CTRL | Qt::Key_A) << "\x01" << true;
        QTest::newRow("digit") << QKeyCombination(Qt::Key_5) << "5" << true;
        QTest::newRow("point") << QKeyCombination(Qt::Key_Period) << "." << true;
    }
    void whatIsTypedIsNoShortcut() {
        QFETCH(QKeyCombination, key);
        QFETCH(QString, text);
        NumberField field(row("eta"));
        QKeyEvent asked(QEvent::ShortcutOverride, key.key(), key.keyboardModifiers(), text);
        asked.ignore();
        QCoreApplication::sendEvent(&field, &asked);
        QTEST(asked.isAccepted(), "taken");
    }

    void largeSeedsKeepEveryDigit() {
        NumberField field(row("seed"));
        type(field, "9007199254740991");
        QCOMPARE(field.value(), HyperparameterValue(std::int64_t{9007199254740991}));
    }
};

QTEST_MAIN(TestNumberField)
#include "tst_number_field.moc"
