#include "tests/support/session_scripts.h"
#include "ui/main_window_export.h"
#include "ui/panels/message_bar.h"
#include "ui/plots/metric_plot.h"
#include "ui/settings/settings.h"

#include <QFile>
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
        answer_.clear();
        saved_.reset();
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            suggestion_ = suggestion;
            return answer_;
        };
        services_.metricsCsv = [](std::span<const EpochMetrics> epochs) {
            return "epochs\n" + std::to_string(epochs.size()) + "\n";
        };
        services_.saveRun = [this](const RunRecord& record, const std::filesystem::path& path) {
            if (refuses_)
                throw std::runtime_error("The folder is not empty; choose another.");
            saved_ = {record, path};
        };
        refuses_ = false;
        exporter_ = std::make_unique<RunExporter>(RunExporter::Sources{*controller_, *accuracy_, *loss_}, services_,
                                                  *messages_, *settings_, nullptr);
        controller_->configure(withEpochs(2));
        controller_->train();
        AWAIT(*controller_, State::Finished);
    }
    void cleanup() {
        exporter_.reset();
        controller_.reset();
    }

    void plotsAreSaved_data() {
        QTest::addColumn<ExportKind>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("accuracy png") << ExportKind::AccuracyPng << "accuracy.png" << QByteArray("\x89PNG");
        QTest::newRow("accuracy svg") << ExportKind::AccuracySvg << "accuracy.svg" << QByteArray("<?xml");
        QTest::newRow("accuracy pdf") << ExportKind::AccuracyPdf << "accuracy.pdf" << QByteArray("%PDF");
        QTest::newRow("loss png") << ExportKind::LossPng << "loss.png" << QByteArray("\x89PNG");
        QTest::newRow("loss svg") << ExportKind::LossSvg << "loss.svg" << QByteArray("<?xml");
        QTest::newRow("loss pdf") << ExportKind::LossPdf << "loss.pdf" << QByteArray("%PDF");
    }
    void plotsAreSaved() {
        QFETCH(ExportKind, kind);
        QFETCH(QString, name);
        QFETCH(QByteArray, magic);
        answer_ = folder_->filePath("plot");
        exporter_->save(kind);
        QCOMPARE(suggestion_, folder_->filePath(name));
        const QString path = answer_ + "." + name.section('.', 1); // the suffix is added
        QVERIFY(read(path).startsWith(magic));
        QCOMPARE(messages_->sentence(), QString("Saved as %1.").arg(path));
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
        for (const auto kind : {ExportKind::AccuracyPng, ExportKind::MetricsCsv, ExportKind::RunDirectory})
            exporter_->save(kind);
        QTest::qWait(50);
        QVERIFY(!saved_);
        QVERIFY(messages_->sentence().isEmpty());
    }

    void folderThatIsNotThereIsTold() {
        answer_ = folder_->filePath("nowhere/plot.png");
        exporter_->save(ExportKind::AccuracyPng);
        QVERIFY(messages_->sentence().contains("could not be saved"));
        QVERIFY(!QFile::exists(answer_));
    }

    void folderOfTheLastExportIsSuggestedNext() {
        QVERIFY(QDir(folder_->path()).mkdir("deeper"));
        answer_ = folder_->filePath("deeper/a.png");
        exporter_->save(ExportKind::AccuracyPng);
        exporter_->save(ExportKind::LossPdf);
        QCOMPARE(suggestion_, folder_->filePath("deeper/loss.pdf"));
    }

private:
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
    std::unique_ptr<RunExporter> exporter_;
    WindowServices services_;
    QString answer_;
    QString suggestion_;
    bool refuses_ = false;
    std::optional<std::pair<RunRecord, std::filesystem::path>> saved_;
};

QTEST_MAIN(TestMainWindowExport)
#include "tst_main_window_export.moc"
