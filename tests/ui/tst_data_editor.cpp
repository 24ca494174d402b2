// The choice of data: what is there, what can be fetched, and a person's own.
#include "ui/form/data_editor.h"

#include <QComboBox>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace unroll;
using Kind = DataWish::Kind;

class TestDataEditor : public QObject {
    Q_OBJECT

private slots:
    void init() {
        editor_ = std::make_unique<DataEditor>(*findHyperparameter("data"), nullptr);
        editor_->setValue(std::string("digits"));
        editor_->setChoices({{"digits", "mnist"}, {"/data/letters"}, {{"fashion", "Fashion", "clothes", 2048}}, true});
        editor_->show();
        QVERIFY(QTest::qWaitForWindowExposed(editor_.get()));
        wishes_.clear();
        connect(editor_.get(), &DataEditor::wanted, this, [this](const DataWish& wish) { wishes_.push_back(wish); });
    }

    void listsAllInOrder() {
        QStringList texts;
        for (int row = 0; row < box()->count(); ++row)
            texts.append(box()->itemText(row));
        QCOMPARE(texts, (QStringList{"digits", "MNIST", "letters", "",
                                     "Fashion: fetch " + QLocale().toString(2.0, 'f', 1) + QChar(0xa0) + "KiB"}));
    }

    void tellsWhatIsWantedAndKeepsItsValue() {
        press(Qt::Key_Down);
        QCOMPARE(wishes_.back(), (DataWish{Kind::Use, "mnist"}));
        QCOMPARE(box()->currentText(), QString("MNIST"));
        editor_->setValue(std::string("digits")); // as it was
        QCOMPARE(box()->currentText(), QString("digits"));
        press(Qt::Key_End);
        QCOMPARE(wishes_.back(), (DataWish{Kind::Fetch, "fashion"}));
        QCOMPARE(box()->currentText(), QString("digits"));
        QCOMPARE(wishes_.size(), 2U);
    }

    void goingBackIsNoWish() {
        press(Qt::Key_Down);
        press(Qt::Key_Up);
        QCOMPARE(wishes_.size(), 1U);
    }

    void itsMenuOpensOthers() {
        const auto actions = editor_->findChild<QToolButton*>("dataMenu")->menu()->actions();
        for (QAction* action : actions)
            action->trigger();
        QCOMPARE(wishes_,
                 (std::vector<DataWish>{{Kind::OpenFolder, {}}, {Kind::OpenFiles, {}}, {Kind::ImportImages, {}}}));
        editor_->setChoices({.here = {"digits"}});
        QVERIFY(!editor_->findChild<QToolButton*>("dataMenu")->isVisible());
    }

    void showsAValueThatIsNoChoice() {
        editor_->setValue(std::string("/other"));
        QCOMPARE(box()->currentText(), QString("other"));
        editor_->setChoices({.here = {"digits"}, .opened = {"/other"}});
        QCOMPARE(box()->count(), 2);
        QCOMPARE(box()->currentText(), QString("other"));
    }

private:
    QComboBox* box() const { return editor_->findChild<QComboBox*>("data"); }
    void press(Qt::Key key) const { QTest::keyClick(box(), key); }

    std::unique_ptr<DataEditor> editor_;
    std::vector<DataWish> wishes_;
};

QTEST_MAIN(TestDataEditor)
#include "tst_data_editor.moc"
