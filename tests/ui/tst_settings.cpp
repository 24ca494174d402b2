#include "ui/state/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace unroll;

class TestSettings : public QObject {
    Q_OBJECT

private slots:
    void retrainingIsUndecidedAtFirst() {
        QTemporaryDir folder;
        const QString file = folder.filePath("unroll.ini");
        QVERIFY(!Settings(file).retrainsAsDragged());
        for (const bool retrains : {false, true}) {
            Settings(file).setRetrainsAsDragged(retrains);
            QCOMPARE(Settings(file).retrainsAsDragged(), std::optional(retrains));
        }
        QSettings(file, QSettings::IniFormat).setValue("training/retrain_as_dragged", "perhaps");
        QVERIFY(!Settings(file).retrainsAsDragged());
    }

    void recentDataIsTheLatestUntilItIsForgotten() {
        QTemporaryDir folder;
        const auto path = [&](const QString& name) { return folder.filePath(name).toStdString(); };
        Settings settings(folder.filePath("unroll.ini"));
        QVERIFY(settings.recentData().empty());
        QCOMPARE(settings.dataFolder(), QDir::homePath());
        for (int i = 0; i < 8; ++i) {
            QVERIFY(QDir(folder.path()).mkpath(QString::number(i)));
            settings.addRecentData(path(QString::number(i)));
        }
        QCOMPARE(settings.recentData().size(), 6U);
        const std::string two = path("6") + "," + path("7");
        settings.addRecentData(two);
        settings.addRecentData(path("5"));
        QCOMPARE(settings.recentData().front(), path("5"));
        QCOMPARE(settings.recentData()[1], two);
        QCOMPARE(std::ranges::count(settings.recentData(), path("5")), 1);
        QCOMPARE(settings.dataFolder(), folder.path());
        settings.forgetRecentData(two);
        QVERIFY(std::ranges::count(settings.recentData(), two) == 0);
        QCOMPARE(settings.recentData().size(), 5U);
        settings.addRecentRun("/of/yesterday");
        settings.addRecentRun("/of/today");
        settings.forgetRecentRun("/of/today");
        QCOMPARE(settings.recentRuns(), QStringList{"/of/yesterday"});
    }

    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void firstStart() {
        const Settings settings(file());
        QVERIFY(settings.windowGeometry().isEmpty());
        QVERIFY(QFileInfo(settings.exportFolder()).isDir());
        QVERIFY(settings.hyperparameters() == Hyperparameters());
        QVERIFY(settings.showsReferenceCurves());
        QVERIFY(!settings.foldedGroups());
        QCOMPARE(settings.colourScheme(), ColourScheme::System);
    }

    void foldedGroupsAreKept() {
        for (const QStringList& folded : {QStringList(), QStringList{"More"}, QStringList{"Data", "More"}}) {
            Settings(file()).setFoldedGroups(folded);
            QCOMPARE(Settings(file()).foldedGroups().value(), folded);
        }
    }

    void remembersFromOneStartToTheNext() {
        Hyperparameters hyperparameters;
        hyperparameters.data = "/a folder, with a comma/mnist";
        hyperparameters.eta = 0.1;
        hyperparameters.hidden = 128;
        hyperparameters.activation = "relu";
        hyperparameters.shuffle = false;
        {
            Settings settings(file());
            settings.setWindowGeometry(QByteArray("\x01\x00\xff geometry", 12));
            settings.setExportFolder(folder_->path());
            settings.setHyperparameters(hyperparameters);
            settings.setShowsReferenceCurves(false);
            settings.setColourScheme(ColourScheme::Dark);
        }
        Settings settings(file());
        QCOMPARE(settings.windowGeometry(), QByteArray("\x01\x00\xff geometry", 12));
        QCOMPARE(settings.exportFolder(), folder_->path());
        QVERIFY(settings.hyperparameters() == hyperparameters);
        QVERIFY(!settings.showsReferenceCurves());
        QCOMPARE(settings.colourScheme(), ColourScheme::Dark);
        settings.setShowsReferenceCurves(true);
        settings.setColourScheme(ColourScheme::Light);
        QVERIFY(settings.showsReferenceCurves());
        QCOMPARE(settings.colourScheme(), ColourScheme::Light);
    }

    void valuesThatAreNotAllowedGiveTheDefault_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("word") << QByteArray("hidden=many");
        QTest::newRow("out of range") << QByteArray("hidden=-5");
        QTest::newRow("list") << QByteArray("hidden=1, 2");
        QTest::newRow("unknown choice") << QByteArray("activation=softplus");
        QTest::newRow("decimal comma") << QByteArray("eta=\"0,1\"");
        QTest::newRow("not a number") << QByteArray("eta=nan");
        QTest::newRow("empty") << QByteArray("data=");
        QTest::newRow("of a later version") << QByteArray("warp=9");
        QTest::newRow("binary") << QByteArray("epochs=@ByteArray(\\xff\\x0)");
    }
    void valuesThatAreNotAllowedGiveTheDefault() {
        QFETCH(QByteArray, line);
        write("[hyperparameters]\nseed=7\n" + line + "\n");
        Hyperparameters expected;
        expected.seed = 7;
        QVERIFY(Settings(file()).hyperparameters() == expected);
    }

    void defaultsOfTheCallerStandWhereNothingIsStored() {
        write("[hyperparameters]\nhidden=32\n");
        Hyperparameters defaults;
        defaults.data = "mnist";
        const Hyperparameters read = Settings(file()).hyperparameters(defaults);
        QCOMPARE(read.data, std::string("mnist"));
        QCOMPARE(read.hidden, 32);
    }

    void damagedValuesGiveTheDefault() {
        write("[window]\ncolour_scheme=purple\n[plots]\nreference_curves=perhaps\n[export]\nfolder=/no/such/folder\n");
        const Settings settings(file());
        QCOMPARE(settings.colourScheme(), ColourScheme::System);
        QVERIFY(settings.showsReferenceCurves());
        QVERIFY(QFileInfo(settings.exportFolder()).isDir());
    }

    void viewOfTheCurvesIsKept() {
        PlotView view;
        view.axis = PlotView::Axis::Images;
        view.errorRate = view.logarithmicError = view.wholeRange = view.logarithmicLoss = true;
        view.train = view.batches = false;
        view.smoothing = 50;
        Settings(file()).setPlotView(view);
        QVERIFY(Settings(file()).plotView() == view);
    }

    void damagedViewGivesTheDefault() {
        write("[plots]\naxis=miles\nsmoothing=7\ntrain=perhaps\nerror_rate=perhaps\n");
        QVERIFY(Settings(file()).plotView() == usualView);
    }

    void usersOwnSettingsLieInTheirConfiguration() {
        qputenv("XDG_CONFIG_HOME", folder_->path().toLocal8Bit());
        {
            Settings settings;
            settings.setColourScheme(ColourScheme::Dark);
        }
        QVERIFY(QFileInfo::exists(folder_->filePath("unroll/unroll.ini")));
        QCOMPARE(Settings().colourScheme(), ColourScheme::Dark);
    }

private:
    QString file() const { return folder_->filePath("settings.ini"); }

    void write(const QByteArray& text) const {
        QFile store(file());
        QVERIFY(store.open(QIODevice::WriteOnly));
        QCOMPARE(store.write(text), qint64{text.size()});
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
