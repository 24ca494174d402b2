#include "ui/panels/number_field.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace unroll;

namespace {

const HyperparameterRow& row(const char* key) { return *findHyperparameter(key); }

void type(NumberField& field, const QString& text) {
    field.selectAll();
    QTest::keyClick(&field, Qt::Key_Delete);
    QTest::keyClicks(&field, text);
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

    void whatCantBeIsTakenBack_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("typed");
        QTest::newRow("nothing") << "hidden"
                                 << "";
        QTest::newRow("zero") << "hidden"
                              << "0";
        QTest::newRow("too many") << "hidden"
                                  << "5000";
        QTest::newRow("half a number") << "eta"
                                       << "1e";
        QTest::newRow("negative") << "eta"
                                  << "-0.5";
        QTest::newRow("too large for 64 bits") << "seed"
                                               << "99999999999999999999";
    }
    void whatCantBeIsTakenBack() {
        QFETCH(QString, key);
        QFETCH(QString, typed);
        NumberField field(row(qPrintable(key)));
        const HyperparameterValue before = field.value();
        QSignalSpy edited(&field, &NumberField::edited);
        type(field, typed);
        QCOMPARE(field.value(), before);
        QCOMPARE(field.text(), QString::fromStdString(formatValue(before)));
        QCOMPARE(edited.count(), 0);
    }

    void lettersCantBeTyped() {
        NumberField field(row("hidden"));
        type(field, "1x2.8");
        QCOMPARE(field.value(), HyperparameterValue(std::int64_t{128}));
    }

    void localeDecidesTheDecimalPoint() {
        QLocale::setDefault(QLocale(QLocale::German));
        NumberField field(row("eta"));
        QCOMPARE(field.text(), QString("0,015"));
        type(field, "0,25");
        QCOMPARE(field.value(), HyperparameterValue(0.25));
        type(field, "0.5");
        QCOMPARE(field.value(), HyperparameterValue(0.5));
        QCOMPARE(field.text(), QString("0,5"));
        type(field, "1,000,5");
        QCOMPARE(field.value(), HyperparameterValue(0.5));
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

    void keysThatTypeNothingAreTheWindows_data() {
        QTest::addColumn<QKeyCombination>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("taken");
        QTest::newRow("space") << QKeyCombination(Qt::Key_Space) << " " << false;
        QTest::newRow("letter") << QKeyCombination(Qt::Key_R) << "r" << false;
        QTest::newRow("export") << (Qt::CTRL | Qt::Key_E) << "\x05" << false;
        QTest::newRow("select all") << (Qt::CTRL | Qt::Key_A) << "\x01" << true;
        QTest::newRow("digit") << QKeyCombination(Qt::Key_5) << "5" << true;
        QTest::newRow("point") << QKeyCombination(Qt::Key_Period) << "." << true;
    }
    void keysThatTypeNothingAreTheWindows() {
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
