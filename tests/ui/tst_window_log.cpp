#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/shell/window_log.h"

#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace unroll;

using State = SessionController::State;

namespace {

QStringList said;

void note(QtMsgType, const QMessageLogContext& context, const QString& message) {
    if (QByteArray(context.category) == "unroll.window")
        said.append(message);
}

} // namespace

class TestMainWindowLog : public QObject {
    Q_OBJECT

private slots:
    void init() { said.clear(); }
    void cleanup() { QLoggingCategory::setFilterRules({}); }

    void saysWhatTheWindowIsAtWhenAsked_data() {
        QTest::addColumn<bool>("asked");
        QTest::newRow("asked") << true;
        QTest::newRow("not asked") << false;
    }
    void saysWhatTheWindowIsAtWhenAsked() {
        QFETCH(bool, asked);
        QLoggingCategory::setFilterRules(asked ? "unroll.window.debug=true" : "");
        QCOMPARE(WindowLog::isWanted(), asked);
        QTemporaryDir folder;
        const QtMessageHandler before = qInstallMessageHandler(note);
        {
            TestWindow window;
            window.make(fakeFactory(shortScript()), {}, folder.filePath("unroll.ini"), withEpochs(1));
            window->show();
            AWAIT(window->controller(), State::Ready);
            window->train();
            AWAIT(window->controller(), State::Finished);
        }
        qInstallMessageHandler(before);
        QCOMPARE(said.contains("state 1 Finished"), asked);
        QCOMPARE(said.filter(QRegularExpression("^painted \\d{13}$")).size(), asked ? 1 : 0);
        QCOMPARE(said.filter(QRegularExpression("^place train \\d+ \\d+ \\d+ \\d+$")).isEmpty(), !asked);
        if (asked)
            QVERIFY(said.indexOf("state 1 Ready") < said.indexOf("state 1 Running"));
    }
};

QTEST_MAIN(TestMainWindowLog)
#include "tst_window_log.moc"
