#include "ui/state/row_words.h"

#include <QCoreApplication>
#include <QTest>
#include <QTranslator>

using namespace unroll;

namespace {

class Backwards : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char*, int) const override {
        if (QByteArray(context) != "unroll::Hyperparameters")
            return {};
        QString words = QString::fromUtf8(text);
        std::reverse(words.begin(), words.end());
        return words;
    }
};

} // namespace

class TestRowWords : public QObject {
    Q_OBJECT

private slots:
    void aCellIsCalledByItsKindOrByWhatItComputes() {
        Hyperparameters setting;
        QCOMPARE(cellText(setting), QString("tanh"));
        setting.activation = "identity";
        QCOMPARE(cellText(setting), QString("id"));
        setting.cell = "lstm";
        QCOMPARE(cellText(setting), QString("LSTM"));
    }

    void wordsAreTheTables() {
        for (const HyperparameterRow& row : hyperparameterTable()) {
            QCOMPARE(labelOf(row).toStdString(), std::string(row.label));
            QCOMPARE(helpOf(row).toStdString(), std::string(row.help));
        }
    }

    void aTranslationIsTaken() {
        Backwards backwards;
        QVERIFY(QCoreApplication::installTranslator(&backwards));
        QCOMPARE(labelOf(*findHyperparameter("eta")), QString("atE"));
        QVERIFY(helpOf(*findHyperparameter("eta")).startsWith('.'));
    }
};

QTEST_GUILESS_MAIN(TestRowWords)
#include "tst_row_words.moc"
