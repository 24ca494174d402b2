#include "ui/shell/walk_presenter.h"

#include "engine/session/setting_line.h"
#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/inspect/inside_pages.h"
#include "ui/shell/walk_cards.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

using State = SessionController::State;

class TestWalkPresenter : public QObject {
    Q_OBJECT

private slots:
    // A setting that there is, a view that there is, and two sentences.
    void theirRowsAreSound() {
        QCOMPARE(walks().size(), 5U);
        for (const Walk& walk : walks()) {
            const Hyperparameters setting = settingOfLine(walk.setting.toStdString());
            QVERIFY2(setting.data.empty(), "the data set is the one at hand");
            QVERIFY(settingCommand(setting).size() > 20);
            QVERIFY2(walk.text.count(QStringLiteral(". ")) == 1, qPrintable(walk.text));
            QVERIFY(walk.text.endsWith(QLatin1Char('.')));
            const bool known = walk.view.isEmpty() || std::ranges::any_of(viewRows(), [&](const ViewRow& row) {
                                   return walk.view == QLatin1String(row.id);
                               });
            QVERIFY2(known, qPrintable(walk.view));
        }
    }

    // At a press: its setting is the form's, it is trained, and its view is open.
    void aPressSetsItUp_data() {
        QTest::addColumn<int>("walk");
        for (int i = 0; i < static_cast<int>(walks().size()); ++i)
            QTest::addRow("%d", i) << i;
    }
    void aPressSetsItUp() {
        QFETCH(int, walk);
        const Walk chosen = walks()[static_cast<std::size_t>(walk)];
        QTemporaryDir folder;
        TestWindow window;
        FakeScript script = shortScript();
        script.side = 28;
        window.make(fakeFactory(script), {}, folder.filePath("unroll.ini"), withEpochs(2));
        window->resize(1200, 800);
        window->show();
        AWAIT(window->controller(), State::Ready);
        window->findChild<WalkPresenter*>()->open();
        auto* cards = window->findChild<WalkCards*>();
        QVERIFY(cards && cards->isVisible());
        const QList<QPushButton*> buttons = cards->findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), 5);
        QTest::mouseClick(buttons[walk], Qt::LeftButton);
        const Hyperparameters expected = settingOfLine(chosen.setting.toStdString());
        QCOMPARE(window.work().setting.value().cell, expected.cell);
        QCOMPARE(window.work().setting.value().cells, expected.cells);
        QCOMPARE(window.work().setting.value().hidden, expected.hidden);
        AWAIT(window->controller(), State::Finished);
        QTRY_COMPARE(static_cast<int>(std::ranges::count_if(window.work().runs.runs(),
                                                            [](const auto& run) { return !run.epochs.empty(); })),
                     chosen.seeds);
        if (!chosen.view.isEmpty()) {
            const auto* view = window->findChild<InsideView*>(chosen.view);
            QVERIFY(view && view->isVisible());
        } else {
            QVERIFY(window->findChild<QWidget*>("accuracy")->isVisible());
        }
        QVERIFY(cards->isVisible()); // its sentences are read while one looks
    }

    void theCardsAreOpenedOnce() {
        QTemporaryDir folder;
        TestWindow window;
        window.make(fakeFactory(shortScript()), {}, folder.filePath("unroll.ini"), withEpochs(2));
        window->show();
        auto* presenter = window->findChild<WalkPresenter*>();
        presenter->open();
        presenter->open();
        QCOMPARE(window->findChildren<WalkCards*>().size(), 1);
        window->findChild<WalkCards*>()->close();
        QTRY_COMPARE(window->findChildren<WalkCards*>().size(), 0);
        presenter->open();
        QCOMPARE(window->findChildren<WalkCards*>().size(), 1);
    }
};

QTEST_MAIN(TestWalkPresenter)
#include "tst_walk_presenter.moc"
