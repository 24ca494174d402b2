#include "tests/support/test_window.h"
// The words of the window: each control has them, each can be translated, and each action has its key.
#include "tests/support/session_scripts.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/widgets/flat_button.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QHelpEvent>
#include <QLabel>
#include <QMenu>
#include <QTemporaryDir>
#include <QTranslator>

using namespace unroll;
using State = SessionController::State;

namespace {

// Puts a mark before all words, so that those without it have not been asked for.
class Marks : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* text, const char*, int) const override {
        return QChar(0x2021) + QString::fromUtf8(text);
    }
};

bool hasWords(const QString& text) {
    int letters = 0;
    for (const QChar character : text)
        letters = character.isLetter() ? letters + 1 : 0;
    return letters > 1;
}

bool isControl(const QWidget& widget) {
    const bool part = qobject_cast<const QAbstractSpinBox*>(widget.parentWidget()) != nullptr;
    return (widget.focusPolicy() & Qt::TabFocus) && !part && widget.isVisible();
}

} // namespace

class TestMainWindowWords : public QObject {
    Q_OBJECT

private slots:
    void everyControlIsExplained() {
        open();
        int controls = 0;
        for (QWidget* widget : window_->findChildren<QWidget*>()) {
            if (!isControl(*widget))
                continue;
            ++controls;
            const QByteArray name = widget->objectName().toUtf8() + " " + widget->metaObject()->className();
            QVERIFY2(!widget->accessibleName().isEmpty(), name);
            QVERIFY2(!widget->toolTip().isEmpty(), name);
            QHelpEvent asks(QEvent::QueryWhatsThis, {1, 1}, widget->mapToGlobal(QPoint(1, 1)));
            QCoreApplication::sendEvent(widget, &asks);
            QVERIFY2(asks.isAccepted(), name);
        }
        QVERIFY(controls > 20);
    }

    // By a letter with Alt, or by a key that is listed; headings that fold are reached by Tab.
    void everyControlHasAKey() {
        open();
        QSet<const QWidget*> led;
        for (const QLabel* label : window_->findChildren<QLabel*>())
            if (label->text().contains('&'))
                led.insert(label->buddy());
        for (const QWidget* widget : window_->findChildren<QWidget*>()) {
            const auto* button = qobject_cast<const QToolButton*>(widget);
            const bool heading = widget->objectName().startsWith("fold") || widget->objectName() == "messageClose";
            const bool slider = widget->objectName().endsWith("slider");
            const bool view = widget->inherits("QAbstractItemView") || widget->inherits("QCustomPlot") ||
                              widget->inherits("unroll::NetworkView");
            if (!isControl(*widget) || heading || slider || view)
                continue;
            const bool keyed = button && (!button->shortcut().isEmpty() ||
                                          (button->defaultAction() && !button->defaultAction()->shortcut().isEmpty()));
            QVERIFY2(keyed || led.contains(widget), qPrintable(widget->accessibleName()));
        }
    }

    void everyKeyIsListed() {
        open();
        QStringList listed;
        auto* sheet = window_->findChild<ShortcutSheet*>();
        for (const QLabel* label : sheet->findChildren<QLabel*>())
            listed.append(label->text());
        for (const QAction* action : window_->findChildren<QAction*>())
            if (const QString key = action->shortcut().toString(QKeySequence::NativeText); !key.isEmpty())
                QVERIFY2(listed.contains(key), qPrintable(action->text() + ' ' + key));
        for (const FlatButton* button : window_->findChildren<FlatButton*>())
            if (const QString key = button->key().toString(QKeySequence::NativeText); !key.isEmpty())
                QVERIFY2(listed.contains(key), qPrintable(key));
    }

    void noKeyIsTakenTwice() {
        open();
        QMap<QString, QString> owners;
        const auto take = [&owners](const QString& key, const QString& owner) {
            if (key.isEmpty() || owners.value(key) == owner)
                return true;
            return std::exchange(owners[key], owner).isEmpty();
        };
        for (const QAction* action : window_->findChildren<QAction*>())
            QVERIFY2(take(action->shortcut().toString(), action->text()), qPrintable(action->text()));
        for (const FlatButton* button : window_->findChildren<FlatButton*>())
            QVERIFY2(take(button->key().toString(), button->objectName()), qPrintable(button->accessibleName()));
    }

    void keysOpenTheMenus_data() {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QString>("entry");
        QTest::newRow("seeds") << Qt::Key_S << "3 seeds";
        QTest::newRow("view") << Qt::Key_V << "&Dark";
        QTest::newRow("accuracy") << Qt::Key_A << "&Error rate";
        QTest::newRow("loss") << Qt::Key_L << "&Logarithmic loss";
        QTest::newRow("runs") << Qt::Key_M << "&Rename";
    }
    void keysOpenTheMenus() {
        QFETCH(Qt::Key, key);
        QFETCH(QString, entry);
        open();
        bool opened = false;
        QTimer look; // a menu of a button turns the event loop itself
        connect(&look, &QTimer::timeout, this, [&] {
            for (QMenu* menu : window_->findChildren<QMenu*>())
                if (menu->isVisible()) {
                    for (const QAction* action : menu->actions())
                        opened |= action->text() == entry;
                    menu->close();
                }
        });
        look.start(5);
        QTest::keyClick(window_.get(), key);
        QTRY_VERIFY(opened);
    }

    void everyWordCanBeTranslated() {
        Marks marks;
        QVERIFY(QCoreApplication::installTranslator(&marks));
        open();
        QTest::keyClick(window_.get(), Qt::Key_Space);
        AWAIT(window_->controller(), State::Finished);
        for (QWidget* widget : window_->findChildren<QWidget*>()) {
            QStringList texts{widget->toolTip(), widget->accessibleName()};
            if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
                texts.append(button->text());
            if (const auto* label = qobject_cast<const QLabel*>(widget))
                texts.append(label->text());
            for (const QString& text : texts)
                QVERIFY2(!hasWords(text) || text.contains(QChar(0x2021)),
                         qPrintable(widget->metaObject()->className() + QString(": ") + text));
        }
        for (const QAction* action : window_->findChildren<QAction*>())
            QVERIFY2(!hasWords(action->text()) || action->text().contains(QChar(0x2021)), qPrintable(action->text()));
        QCoreApplication::removeTranslator(&marks);
    }

private:
    void open() {
        window_.reset();
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        services.data.read = [](const std::string&) { return SessionInfo(); };
        services.presets.list = [] { return std::vector<Preset>{{.name = "paper"}}; };
        window_.make(fakeFactory(shortScript()), services, folder_->filePath("unroll.ini"), withEpochs(2));
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        AWAIT(window_->controller(), State::Ready);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindowWords)
#include "tst_main_window_words.moc"
