#include "ui/widgets/message_bar.h"

#include <QLabel>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace unroll;

using Kind = MessageBar::Kind;

class TestMessageBar : public QObject {
    Q_OBJECT

private slots:
    // A file's name may be longer than a line.
    void noWordIsCutOff() {
        MessageBar bar;
        const QString sentence = QString("'A/%1.png' is empty.").arg(QString(80, 'x'));
        bar.show(MessageBar::Kind::Warning, sentence, "Import the others");
        bar.resize(500, bar.heightForWidth(500));
        bar.grab(); // lays it out
        QCOMPARE(bar.width(), 500);
        const auto* label = bar.findChild<QLabel*>();
        const QRect whole =
            label->fontMetrics().boundingRect(QRect(0, 0, label->width(), 1000), Qt::TextWordWrap, label->text());
        QVERIFY2(whole.width() <= label->width(), qPrintable(QString::number(whole.width() - label->width())));
        QCOMPARE(bar.sentence(), sentence);
        bar.show(MessageBar::Kind::Warning, "In '/a/folder-of/mine/that_has_a_usual_name.png'.");
        QCOMPARE(label->text(), bar.sentence()); // to be copied
    }

    void init() { bar_ = std::make_unique<MessageBar>(); }
    void cleanup() { bar_.reset(); }

    void aHintGivesWayToTheNext() {
        bar_->show(Kind::Hint, "one");
        bar_->show(Kind::Hint, "two");
        QCOMPARE(said(), QString("two"));
        bar_->clear();
        QCOMPARE(said(), QString());
        QVERIFY(!bar_->isVisible());
    }

    void aWarningStaysUntilItIsRead() {
        bar_->show(Kind::Warning, "The disk is full.");
        bar_->show(Kind::Hint, "a hint");
        bar_->show(Kind::Note, "Saved.");
        bar_->clear();
        QCOMPARE(said(), QString("The disk is full."));
        bar_->show(Kind::Hint, "a hint");
        close();
        QCOMPARE(said(), QString("Saved."));
        close();
        QCOMPARE(said(), QString("a hint"));
        close();
        QCOMPARE(said(), QString());
    }

    void warningsWaitForEachOther() {
        bar_->show(Kind::Hint, "a hint");
        for (const char* sentence : {"one", "two", "one"}) // said twice, to be read once
            bar_->show(Kind::Warning, sentence);
        QCOMPARE(said(), QString("two"));
        close();
        QCOMPARE(said(), QString("one"));
        close();
        QCOMPARE(said(), QString("a hint"));
    }

    void oneSentenceForOneCause() {
        bar_->show(Kind::Warning, "another", {}, {}, "disk");
        bar_->show(Kind::Warning, "Training diverged in epoch 1.", {}, {}, "training");
        bar_->show(Kind::Warning, "Training diverged in epoch 3.", {}, {}, "training");
        QCOMPARE(said(), QString("Training diverged in epoch 3."));
        bar_->show(Kind::Hint, "Training anew.", {}, {}, "training");
        QCOMPARE(said(), QString("another"));
        bar_->settle("disk");
        QCOMPARE(said(), QString("Training anew."));
        bar_->settle("training");
        QCOMPARE(said(), QString());
    }

    void aNoteGoesByItselfAndAHintIsThereAgain() {
        auto* timer = bar_->findChild<QTimer*>();
        bar_->show(Kind::Hint, "a hint", "Do it");
        bar_->show(Kind::Note, "Saved.");
        QCOMPARE(said(), QString("Saved."));
        QVERIFY(timer->isActive());
        timer->start(0);
        QTRY_COMPARE(said(), QString("a hint"));
        QVERIFY(!timer->isActive());
        QCOMPARE(action()->text(), QString("Do it"));
    }

    void aNoteWaitsUntilItIsSeen() {
        auto* timer = bar_->findChild<QTimer*>();
        bar_->show(Kind::Warning, "a warning");
        bar_->show(Kind::Note, "Saved.");
        QVERIFY(!timer->isActive());
        close();
        QVERIFY(timer->isActive());
    }

    void theButtonTakesTheMessageAwayFirst() {
        QString during = "not pressed";
        bar_->show(Kind::Warning, "one", "Do it", [&] { during = said(); });
        action()->click();
        QCOMPARE(during, QString());
        bar_->show(Kind::Warning, "one", "Do it", [&] { bar_->show(Kind::Warning, "two"); });
        action()->click();
        QCOMPARE(said(), QString("two"));
        QVERIFY(action()->isHidden());
    }

    void whoListensIsToldOfAWarning() {
        bar_->show(Kind::Warning, "one");
        QCOMPARE(bar_->accessibleName(), QString("Warning"));
        QCOMPARE(bar_->accessibleDescription(), QString("one"));
    }

private:
    QString said() const { return bar_->sentence(); }
    QToolButton* action() const { return bar_->findChild<QToolButton*>("messageAction"); }
    void close() { bar_->findChild<QToolButton*>("messageClose")->click(); }

    std::unique_ptr<MessageBar> bar_;
};

QTEST_MAIN(TestMessageBar)
#include "tst_message_bar.moc"
