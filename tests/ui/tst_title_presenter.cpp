#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"

#include <QTemporaryDir>

using namespace unroll;

using State = SessionController::State;

class TestTitlePresenter : public QObject {
    Q_OBJECT

private slots:
    void theTitleTellsTheRunOnShowAndItsData() {
        const QTemporaryDir folder;
        TestWindow window;
        window.make(fakeFactory(shortScript()), {}, folder.filePath("unroll.ini"), withEpochs(1));
        window->show();
        AWAIT(window->controller(), State::Ready);
        Workspace& work = window.work();
        QCOMPARE(window->windowTitle(), QString("Unroll"));
        work.policy.train();
        AWAIT(work.controller, State::Finished);
        const RunId first = work.runs.present()->id;
        const QString data = shortDataText(work.runs.present()->hyperparameters.data);
        QVERIFY(!data.isEmpty());
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("Run 1, %1 \u2013 Unroll").arg(data));
        work.policy.newSeed();
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("Run 2, %1 \u2013 Unroll").arg(data));
        AWAIT(work.controller, State::Finished);
        work.selection.select({first});
        work.runs.rename(first, "wide [*] net");
        QTRY_COMPARE(window->windowTitle(), QStringLiteral("wide [*][*] net, %1 \u2013 Unroll").arg(data));
        work.edits.remove({first}, "wide");
        QTRY_VERIFY(!window->windowTitle().contains("wide"));
    }
};

QTEST_MAIN(TestTitlePresenter)
#include "tst_title_presenter.moc"
