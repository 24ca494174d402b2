#include "tests/support/session_scripts.h"
#include "ui/main_window_export.h"
#include "ui/panels/message_bar.h"
#include "ui/plots/metric_plot.h"
#include "ui/settings/settings.h"

#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QMimeData>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowExport : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
        settings_->setExportFolder(folder_->path());
        controller_ = std::make_unique<SessionController>(fakeFactory(shortScript()));
        accuracy_ = std::make_unique<MetricPlot>(PlotKind::Accuracy);
        loss_ = std::make_unique<MetricPlot>(PlotKind::Loss);
        messages_ = std::make_unique<MessageBar>();
        parent_ = std::make_unique<QWidget>();
        parent_->show();
        answer_.clear();
        saved_.reset();
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            suggestion_ = suggestion;
            return answer_;
        };
        services_.metricsCsv = [](std::span<const EpochMetrics> epochs) {
            return "epochs\n" + (epochs.empty() ? std::string() : std::to_string(epochs.size()) + "\n");
        };
        services_.saveRun = [this](const RunRecord& record, const std::filesystem::path& path) {
            if (refuses_)
                throw std::runtime_error("The folder is not empty; choose another.");
            saved_ = {record, path};
        };
        refuses_ = false;
        exporter_ = new RunExporter(RunExporter::Sources{*controller_, *accuracy_, *loss_, digits_}, services_,
                                    *messages_, *settings_, parent_.get());
        controller_->configure(withEpochs(2));
        controller_->train();
        AWAIT(*controller_, State::Finished);
    }
    void cleanup() {
        parent_.reset(); // and the exporter with it
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
        QCOMPARE(messages_->sentence(), QString("Saved as %1.").arg(path));
    }

    void pictureHasTheChosenSize() {
        answer_ = folder_->filePath("plot.png");
        exporter_->save(ExportKind::Plots);
        dialog()->findChild<QSpinBox*>()->setValue(400);
        QTest::keyClick(dialog(), Qt::Key_Return);
        QCOMPARE(QImage(answer_).size(), QSize(2 * 400, 2 * 2 * 250));
        exporter_->save(ExportKind::Plots); // keeps its choices
        QCOMPARE(dialog()->findChild<QSpinBox*>()->value(), 400);
        QTest::keyClick(dialog(), Qt::Key_Escape);
    }

    void metricsOfAllShownRunsAreOneTable() {
        DrawnRun other;
        other.id = 7;
        other.name = "eta 0.03, large";
        other.epochs.resize(1);
        DrawnRun ghost = other;
        ghost.role = RunRole::Ghost;
        accuracy_->setRuns({other, ghost});
        accuracy_->setPresent(9, "mine", 0);
        answer_ = folder_->filePath("runs.csv");
        exporter_->save(ExportKind::ShownMetricsCsv);
        QCOMPARE(read(answer_), QByteArray("run,name,epochs\n9,mine,2\n7,\"eta 0.03, large\",1\n"));
    }

    void plotsAndTableAreCopied() {
        exporter_->save(ExportKind::CopyPlots);
        const QMimeData* plots = QGuiApplication::clipboard()->mimeData();
        QVERIFY(plots->hasImage());
        QVERIFY(plots->data("image/svg+xml").contains("<svg"));
        QVERIFY(messages_->sentence().contains("clipboard"));
        exporter_->save(ExportKind::CopyTable);
        const QMimeData* table = QGuiApplication::clipboard()->mimeData();
        QCOMPARE(table->text().split('\n').size(), 1 + 2 + 1);
        QVERIFY(table->html().contains("<table>"));
    }

    void reportIsSaved_data() {
        QTest::addColumn<ExportKind>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("html") << ExportKind::ReportHtml << "report.html" << QByteArray("<!DOCTYPE html>");
        QTest::newRow("pdf") << ExportKind::ReportPdf << "report.pdf" << QByteArray("%PDF");
    }
    void reportIsSaved() {
        QFETCH(ExportKind, kind);
        QFETCH(QString, name);
        QFETCH(QByteArray, magic);
        answer_ = folder_->filePath(name);
        exporter_->save(kind);
        QTRY_COMPARE(messages_->sentence(), QString("Saved as %1.").arg(answer_));
        QVERIFY(read(answer_).startsWith(magic));
    }

    void metricsAreSaved() {
        answer_ = folder_->filePath("figures.csv");
        exporter_->save(ExportKind::MetricsCsv);
        QCOMPARE(read(answer_), QByteArray("epochs\n2\n"));
    }

    void runIsSavedWithItsWeights() {
        answer_ = folder_->filePath("my run");
        exporter_->save(ExportKind::RunDirectory);
        QTRY_VERIFY(saved_);
        QCOMPARE(saved_->first.epochs.size(), 2U);
        QCOMPARE(saved_->first.weights.front().values.front(), 20.0F);
        QCOMPARE(saved_->first.status, RunStatus::Done);
        QCOMPARE(QString::fromStdString(saved_->second.string()), answer_);
        QVERIFY(messages_->sentence().contains("my run"));
    }

    void refusalIsTold() {
        refuses_ = true;
        answer_ = folder_->filePath("run");
        exporter_->save(ExportKind::RunDirectory);
        QTRY_COMPARE(messages_->sentence(), QString("The folder is not empty; choose another."));
    }

    void cancelledDialogSavesNothing() {
        for (const auto kind :
             {ExportKind::MetricsCsv, ExportKind::ShownMetricsCsv, ExportKind::ReportHtml, ExportKind::RunDirectory})
            exporter_->save(kind);
        choosePlots(0, 0);
        QTest::qWait(50);
        QVERIFY(!saved_);
        QVERIFY(messages_->sentence().isEmpty());
    }

    void folderThatIsNotThereIsTold() {
        answer_ = folder_->filePath("nowhere/plot.png");
        choosePlots(0, 0);
        QVERIFY(messages_->sentence().contains("could not be saved"));
        QVERIFY(!QFile::exists(answer_));
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
        exporter_->save(ExportKind::Plots);
        const auto lists = dialog()->findChildren<QComboBox*>();
        lists[0]->setCurrentIndex(kinds);
        lists[1]->setCurrentIndex(format);
        QTest::keyClick(dialog(), Qt::Key_Return);
    }

    static QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<MetricPlot> accuracy_;
    std::unique_ptr<MetricPlot> loss_;
    std::unique_ptr<MessageBar> messages_;
    std::unique_ptr<QWidget> parent_;
    RunExporter* exporter_ = nullptr;
    DigitGridModel digits_;
    WindowServices services_;
    QString answer_;
    QString suggestion_;
    bool refuses_ = false;
    std::optional<std::pair<RunRecord, std::filesystem::path>> saved_;
};

QTEST_MAIN(TestMainWindowExport)
#include "tst_main_window_export.moc"
