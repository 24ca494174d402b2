#include "tests/support/session_scripts.h"
#include "ui/export/export_presenter.h"
#include "ui/plots/run_curves.h"
#include "ui/state/settings.h"
#include "ui/training/run_follower.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/save_file.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QToolButton>

#include <atomic>
#include <cmath>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowExport : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        settings_->setExportFolder(folder_->path());
        script_ = shortScript();
        heldStep_ = 0;
        script_.beforeStep = [this](std::int64_t step) {
            if (step == heldStep_)
                gate_.pass();
        };
        controller_ = std::make_unique<SessionController>(fakeFactory(script_));
        list_ = std::make_unique<RunList>();
        selection_ = std::make_unique<RunSelection>(*list_);
        follower_ = std::make_unique<RunFollower>(*controller_, *list_);
        setting_ = std::make_unique<SettingModel>();
        messages_ = std::make_unique<MessageBar>();
        parent_ = std::make_unique<QWidget>();
        parent_->show();
        answer_.clear();
        questions_.clear();
        replaces_ = true;
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            suggestion_ = suggestion;
            return answer_;
        };
        services_.confirmOverwrite = [this](QWidget*, const QString& path) {
            questions_.append(path);
            return replaces_;
        };
        services_.metricsCsv = [](std::span<const EpochMetrics> epochs) {
            return "epochs\n" + (epochs.empty() ? std::string() : std::to_string(epochs.size()) + "\n");
        };
        exporter_ = new RunExporter(RunExporter::Sources{*controller_, *list_, *selection_, *follower_, *setting_,
                                                         zoom_, [] { return std::vector<ReportDigit>(); }},
                                    services_, *messages_, *settings_, parent_.get());
        controller_->configure(withEpochs(2));
        controller_->train();
        AWAIT(*controller_, State::Finished);
        QTRY_VERIFY(list_->runs().front().record);
    }
    void cleanup() {
        parent_.reset(); // and the exporter with it
        follower_.reset();
        controller_.reset();
    }

    void plotsAreSavedAsTheDialogSays_data() {
        QTest::addColumn<int>("kinds");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("both png") << 0 << 0 << "plots.png" << QByteArray("\x89PNG");
        QTest::newRow("accuracy svg") << 1 << 1 << "accuracy.svg" << QByteArray("<?xml");
        QTest::newRow("loss pdf") << 2 << 2 << "loss.pdf" << QByteArray("%PDF");
        QTest::newRow("both tikz") << 0 << 3 << "plots.tex" << QByteArray("% \\usepackage{pgfplots}");
    }
    void plotsAreSavedAsTheDialogSays() {
        QFETCH(int, kinds);
        QFETCH(int, format);
        QFETCH(QString, name);
        QFETCH(QByteArray, magic);
        answer_ = folder_->filePath("plot");
        choosePlots(kinds, format);
        QCOMPARE(suggestion_, folder_->filePath(name));
        const QString path = answer_ + "." + name.section('.', 1); // the suffix is added
        QVERIFY(read(path).startsWith(magic));
        QTRY_COMPARE(messages_->sentence(), QString("Saved as %1.").arg(path));
    }

    void aNameWithDotsGetsItsSuffix() {
        answer_ = folder_->filePath("lr0.01");
        choosePlots(0, 0);
        QVERIFY(read(folder_->filePath("lr0.01.png")).startsWith("\x89PNG"));
        QVERIFY(!QFile::exists(answer_));
        answer_ = folder_->filePath("v1.final");
        exporter_->save("metrics");
        QCOMPARE(read(folder_->filePath("v1.final.csv")), QByteArray("epochs\n2\n"));
        answer_ = folder_->filePath("GREAT.CSV");
        exporter_->save("metrics");
        QVERIFY(exporter_->isWriting()); // until the window knows of it
        QSignalSpy written(exporter_, &RunExporter::written);
        QVERIFY(written.wait());
        QVERIFY(!exporter_->isWriting());
        QCOMPARE(read(answer_), QByteArray("epochs\n2\n"));
    }

    void noFileIsReplacedWithoutAQuestion_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        QTest::newRow("metrics") << QString("metrics") << "metrics"
                                 << "metrics.csv";
        QTest::newRow("all metrics") << QString("shownMetrics") << "runs"
                                     << "runs.csv";
        QTest::newRow("report") << QString("reportHtml") << "lr0.01"
                                << "lr0.01.html";
        QTest::newRow("pages") << QString("reportPdf") << "report"
                               << "report.pdf";
    }
    void noFileIsReplacedWithoutAQuestion() {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QString, file);
        const QString path = folder_->filePath(file);
        saveFile(path, "before");
        answer_ = folder_->filePath(name);
        replaces_ = false;
        exporter_->save(kind);
        QCOMPARE(questions_, QStringList(path));
        QCOMPARE(read(path), QByteArray("before"));
        QVERIFY(messages_->sentence().isEmpty());
        replaces_ = true;
        exporter_->save(kind);
        QTRY_COMPARE(messages_->sentence(), QString("Saved as %1.").arg(path));
        QVERIFY(read(path) != "before");
        answer_ = path; // the dialog itself asks about that
        exporter_->save(kind);
        QCOMPARE(questions_, (QStringList{path, path}));
    }

    void pictureHasTheChosenSize() {
        answer_ = folder_->filePath("plot.png");
        exporter_->save("plots");
        dialog()->findChild<QSpinBox*>()->setValue(400);
        QTest::keyClick(dialog(), Qt::Key_Return);
        QTRY_COMPARE(QImage(answer_).size(), QSize(2 * 400, 2 * 2 * 600));
        exporter_->save("plots"); // keeps its choices
        QCOMPARE(dialog()->findChild<QSpinBox*>()->value(), 400);
        QTest::keyClick(dialog(), Qt::Key_Escape);
    }

    // A column of a paper, two, a slide; and any other size.
    void sizesHaveNames() {
        exporter_->save("plots");
        auto* sizes = dialog()->findChildren<QComboBox*>()[2];
        const auto fields = dialog()->findChildren<QSpinBox*>();
        QCOMPARE(sizes->currentIndex(), 0);
        sizes->setCurrentIndex(1);
        emit sizes->activated(1);
        QCOMPARE(QSize(fields[0]->value(), fields[1]->value()), QSize(317, 216));
        QCOMPARE(fields[0]->suffix(), QString(" pt"));
        fields[1]->setValue(300);
        QCOMPARE(sizes->currentText(), QString("As set below"));
        fields[1]->setValue(216);
        QCOMPARE(sizes->currentIndex(), 1);
        QTest::keyClick(dialog(), Qt::Key_Escape);
    }

    // The preview is the picture, smaller.
    void theDialogShowsThePicture() {
        exporter_->save("plots");
        const auto* preview = dialog()->findChild<QLabel*>("preview");
        const QImage both = preview->pixmap().toImage();
        QCOMPARE(both.size(), QSize(320, 400));
        dialog()->findChildren<QComboBox*>()[0]->setCurrentIndex(2);
        const QImage loss = preview->pixmap().toImage();
        QCOMPARE(loss.size(), QSize(320, 200));
        const QImage file = QImage::fromData(renderPlots(
            {{PlotKind::Loss, plotData(PlotSources{*list_, *selection_, usualView, zoom_}, PlotKind::Loss)}},
            PlotFormat::Png, {960, 600}, 320.0 / 960));
        QCOMPARE(loss, file.convertToFormat(loss.format()));
        QTest::keyClick(dialog(), Qt::Key_Escape);
    }

    void whereItIsCanBeShown() {
        QString shown;
        bool found = true;
        services_.showFolder = [&](const QString& folder) {
            shown = folder;
            return found;
        };
        answer_ = folder_->filePath("figures.csv");
        exporter_->save("metrics");
        QTRY_VERIFY(messages_->sentence().startsWith("Saved as"));
        auto* button = messages_->findChild<QToolButton*>("messageAction");
        QCOMPARE(button->text(), QString("Show in folder"));
        button->click();
        QCOMPARE(shown, folder_->path());
        QVERIFY(messages_->sentence().isEmpty());
        found = false;
        exporter_->save("metrics");
        QTRY_VERIFY(messages_->sentence().startsWith("Saved as"));
        button->click();
        QVERIFY2(messages_->sentence().startsWith("No file manager was found"), qPrintable(messages_->sentence()));
    }

    void metricsOfAllShownRunsAreOneTable() {
        const RunId group = list_->beginGroup(withEpochs(1), 2);
        follower_->setGroup(group);
        for (int seed = 1; seed <= 2; ++seed) {
            controller_->configure(withEpochs(1, seed));
            controller_->train();
            AWAIT(*controller_, State::Preparing);
            AWAIT(*controller_, State::Finished);
            QTRY_VERIFY(list_->present()->record);
        }
        list_->rename(list_->runs().front().id, "eta 0.03, large");
        answer_ = folder_->filePath("runs.csv");
        exporter_->save("shownMetrics");
        const QList<QByteArray> lines = read(answer_).split('\n');
        QVERIFY(lines.at(0).startsWith("run,name,seeds,epochs,test_accuracy_deviation,test_loss_deviation,setting_"));
        QVERIFY(lines.at(1).startsWith("2,2,2,1,"));
        QVERIFY(std::abs(lines.at(1).split(',').at(4).toDouble() - 0.001 / std::sqrt(2.0)) < 1e-6);
        QVERIFY(lines.at(2).startsWith("1,\"eta 0.03, large\",1,2,,,"));
        QCOMPARE(lines.size(), 4);
        answer_ = folder_->filePath("seeds.csv");
        exporter_->save("metrics"); // a seed is on show: its group
        QCOMPARE(suggestion_, answer_);
        QCOMPARE(read(answer_).count("\n2,2,1,1,,,"), 2);
    }

    void plotsAndTableAreCopied() {
        exporter_->save("copyPlots");
        const QMimeData* plots = QGuiApplication::clipboard()->mimeData();
        QVERIFY(plots->hasImage());
        QVERIFY(plots->data("image/svg+xml").contains("<svg"));
        QVERIFY(messages_->sentence().contains("clipboard"));
        exporter_->save("copyTable");
        const QMimeData* table = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(table->text().split('\n').size(), 1 + 2 + 1);
        QVERIFY(table->html().contains("<table>"));
    }

    void reportIsSaved_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("html") << QString("reportHtml") << "report.html" << QByteArray("<!DOCTYPE html>");
        QTest::newRow("pdf") << QString("reportPdf") << "report.pdf" << QByteArray("%PDF");
    }
    void reportIsSaved() {
        QFETCH(QString, kind);
        QFETCH(QString, name);
        QFETCH(QByteArray, magic);
        answer_ = folder_->filePath(name);
        exporter_->save(kind);
        QTRY_COMPARE(messages_->sentence(), QString("Saved as %1.").arg(answer_));
        QVERIFY(read(answer_).startsWith(magic));
    }

    // Another run began before the session could hand the one over that was asked for.
    void reportOfARunThatGaveWayIsNotMadeOfTheNext() {
        heldStep_ = 15;
        controller_->configure(withEpochs(2, 2));
        controller_->train();
        gate_.awaitArrival();
        QTRY_COMPARE(list_->runs().size(), 2U);
        answer_ = folder_->filePath("report.html");
        exporter_->save("reportHtml");
        controller_->configure(withEpochs(1, 3));
        controller_->train();
        gate_.open();
        AWAIT(*controller_, State::Finished);
        QTRY_VERIFY(list_->present()->record);
        QCOMPARE(messages_->sentence(), QString("The report was not saved: another run began before."));
        QVERIFY(!QFile::exists(answer_));
    }

    void deletedRunIsNotReported() {
        list_->remove({list_->runs().front().id});
        exporter_->save("reportHtml");
        QVERIFY(messages_->sentence().startsWith("The run on show was deleted"));
    }

    void metricsAreSaved() {
        answer_ = folder_->filePath("figures.csv");
        exporter_->save("metrics");
        QVERIFY(exporter_->isWriting()); // until the window knows of it
        QSignalSpy written(exporter_, &RunExporter::written);
        QVERIFY(written.wait());
        QVERIFY(!exporter_->isWriting());
        QCOMPARE(read(answer_), QByteArray("epochs\n2\n"));
    }

    void savingTheRunIsAWish() {
        QSignalSpy wanted(exporter_, &RunExporter::runWanted);
        exporter_->save("run");
        QCOMPARE(wanted.count(), 1);
    }

    void cancelledDialogSavesNothing() {
        for (const auto kind : {"metrics", "shownMetrics", "reportHtml"})
            exporter_->save(kind);
        choosePlots(0, 0);
        QVERIFY(messages_->sentence().isEmpty());
    }

    void folderThatIsNotThereIsTold() {
        answer_ = folder_->filePath("nowhere/plot.png");
        choosePlots(0, 0);
        QTRY_VERIFY(messages_->sentence().contains("could not be saved"));
        QVERIFY(!QFile::exists(answer_));
        answer_ = folder_->filePath("plot.png"); // as it was asked for
        choosePlots(0, 0);
        QTRY_VERIFY2(messages_->sentence().startsWith("Saved as"), qPrintable(messages_->sentence()));
    }

    void folderOfTheLastExportIsSuggestedNext() {
        QVERIFY(QDir(folder_->path()).mkdir("deeper"));
        answer_ = folder_->filePath("deeper/a.png");
        choosePlots(1, 0);
        choosePlots(2, 2);
        QCOMPARE(suggestion_, folder_->filePath("deeper/loss.pdf"));
    }

private:
    QDialog* dialog() const { return parent_->findChild<QDialog*>(); }

    // Places in the dialog's lists.
    void choosePlots(int kinds, int format) {
        exporter_->save("plots");
        const auto lists = dialog()->findChildren<QComboBox*>();
        lists[0]->setCurrentIndex(kinds);
        lists[1]->setCurrentIndex(format);
        QTest::keyClick(dialog(), Qt::Key_Return);
    }

    // Once it is written: elsewhere, and whole.
    static QByteArray read(const QString& path) {
        QFile file(path);
        return QTest::qWaitFor([&file] { return file.open(QIODevice::ReadOnly); }) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    FakeScript script_;
    Gate gate_;
    std::atomic<std::int64_t> heldStep_{0};
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunSelection> selection_;
    std::unique_ptr<RunFollower> follower_;
    std::unique_ptr<SettingModel> setting_;
    PlotZoom zoom_;
    std::unique_ptr<MessageBar> messages_;
    std::unique_ptr<QWidget> parent_;
    RunExporter* exporter_ = nullptr;
    WindowServices services_;
    QString answer_;
    QString suggestion_;
    QStringList questions_; // which file may be replaced
    bool replaces_ = true;
};

QTEST_MAIN(TestMainWindowExport)
#include "tst_export_presenter.moc"
