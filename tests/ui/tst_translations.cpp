// What translators get: lupdate finds every text that the window asks a translation for, under the context it asks
// with.
#include "engine/session/cell_table.h"
#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/runs/run_columns.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_notes.h"
#include "ui/widgets/message_bar.h"

#include <QComboBox>
#include <QMenu>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace unroll;

using State = SessionController::State;
using Texts = QSet<QString>; // each "context|text"

namespace {

QString entry(const QString& context, const QString& text) { return context + u'|' + text; }

// Notes what it is asked for by the project's own classes.
class Notes : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char*, int) const override {
        if (QByteArrayView(context).startsWith("unroll::"))
            asked.insert(entry(QString::fromUtf8(context), QString::fromUtf8(text)));
        return {};
    }

    mutable Texts asked;
};

QString lupdate() {
    const QString own = QStandardPaths::findExecutable("lupdate", {"/usr/lib/qt6/bin"});
    return own.isEmpty() ? QStandardPaths::findExecutable("lupdate") : own;
}

Texts textsIn(const QString& file) {
    QFile read(file);
    if (!read.open(QIODevice::ReadOnly))
        return {};
    Texts texts;
    QString context;
    for (QXmlStreamReader xml(&read); !xml.atEnd(); xml.readNext()) {
        if (xml.isStartElement() && xml.name() == QLatin1String("name"))
            context = xml.readElementText();
        else if (xml.isStartElement() && xml.name() == QLatin1String("source"))
            texts.insert(entry(context, xml.readElementText()));
    }
    return texts;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        if (lupdate().isEmpty())
            QSKIP("lupdate (qt6-l10n-tools) is not installed.");
        const QString root = QStringLiteral(UNROLL_SOURCE_DIR);
        QProcess process;
        process.start(lupdate(), {"-I", root, "-recursive", root + "/ui", root + "/app", "-ts", path("all.ts")});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 0);
        complaints_ = QString::fromUtf8(process.readAllStandardError());
        extracted_ = textsIn(path("all.ts"));
        QVERIFY(extracted_.size() > 400);
    }

    // A text in a place that has no context is lost to translators.
    void lupdateHasNothingToComplainOf() { QCOMPARE(complaints_, QString()); }

    void theTableOfHyperparametersIsMarked() {
        for (const HyperparameterRow& row : hyperparameterTable())
            for (const std::string_view words : {row.label, row.help}) {
                const QString text = QString::fromUtf8(words.data(), qsizetype(words.size()));
                QVERIFY2(extracted_.contains(entry("unroll::Hyperparameters", text)), qPrintable(text));
            }
    }

    void whatTheWindowAsksForIsExtracted() {
        Notes notes;
        QVERIFY(QCoreApplication::installTranslator(&notes));
        useTheWindow();
        QCoreApplication::removeTranslator(&notes);
        QVERIFY(notes.asked.size() > 250);
        for (const QString& asked : std::as_const(notes.asked))
            QVERIFY2(extracted_.contains(asked), qPrintable(asked));
    }

private:
    // Much of what can be seen in it: a training, a group of seeds, every note of the form, every menu, a failure.
    void useTheWindow() {
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        services.data.read = [](const std::string&) { return SessionInfo(); };
        services.presets.list = [] { return std::vector<Preset>{{.name = "paper"}}; };
        FakeScript script = shortScript();
        script.divergesAtStep = 45;
        TestWindow window;
        window.make(fakeFactory(script), services, path("unroll.ini"), withEpochs(2));
        window->show();
        AWAIT(window->controller(), State::Ready);
        window->train();
        AWAIT(window->controller(), State::Finished);
        window.work().seeds.start(withEpochs(1), 2);
        AWAIT(window->controller(), State::Finished);
        for (const CellRow& cell : cellTable()) {
            Hyperparameters setting = withEpochs(5);
            setting.cell = cell.key;
            setting.init = cell.recurrentMatrix ? "chrono" : "orthogonal";
            setting.batch = 100000;
            setting.data = "mnist";
            setting.fresh = true;
            window.work().setting.set(setting);
        }
        for (QMenu* menu : window->findChildren<QMenu*>())
            emit menu->aboutToShow();
        window.work().policy.begin();
        window->train();
        AWAIT(window->controller(), State::Diverged);
        for (const RunColumn& column : runColumns())
            columnHelp(column);
    }

    QString path(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
    QString complaints_;
    Texts extracted_;
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
