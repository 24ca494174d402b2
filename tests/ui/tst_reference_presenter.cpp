#include "tests/support/session_scripts.h"
#include "tests/support/test_window.h"
#include "ui/charts/metric_plot.h"

#include <QAction>
#include <QTemporaryDir>
#include <QTreeView>

using namespace unroll;

using State = SessionController::State;

class TestMainWindowReferences : public QObject {
    Q_OBJECT

private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        settings_ = std::make_unique<Settings>(folder_->filePath("unroll.ini"));
    }
    void cleanup() {
        window_.reset();
        settings_.reset();
    }

    void referencesAreBesideTheirDataAlone() {
        open(withEpochs(2));
        const auto* runs = window_->findChild<QTreeView*>("runs");
        const auto published = [&] {
            int rows = 0;
            const QModelIndex folded = runs->model()->index(runs->model()->rowCount() - 1, 0);
            for (int row = 0; row < runs->model()->rowCount(folded); ++row)
                rows += runs->model()->index(row, 1, folded).data().toString() == "published, on MNIST";
            return rows;
        };
        const auto lines = [&] {
            QStringList names;
            for (const DrawnRun& run : accuracy()->data().others)
                if (run.role == RunRole::Reference)
                    names.append(run.name);
            return names;
        };
        QCOMPARE(published(), 0);
        QVERIFY(lines().isEmpty());
        Hyperparameters start = withEpochs(2);
        start.data = "mnist";
        open(start);
        runs = window_->findChild<QTreeView*>("runs");
        QCOMPARE(published(), 3);
        QTRY_COMPARE(lines().size(), 3);
        for (const QString& name : lines())
            QVERIFY2(name.endsWith(", MNIST"), qPrintable(name));
    }

    void theyAreShownAsAPersonWants() {
        Hyperparameters start = withEpochs(2);
        start.data = "mnist";
        settings_->setShowsReferenceCurves(false);
        open(start);
        QAction* toggle = nullptr;
        for (QAction* action : window_->findChildren<QAction*>())
            if (action->text().remove('&').startsWith("Reference curves"))
                toggle = action;
        QVERIFY(toggle && toggle->isEnabled() && !toggle->isChecked());
        QVERIFY(accuracy()->data().others.empty());
        toggle->trigger();
        QTRY_COMPARE(accuracy()->data().others.size(), 3U);
        QVERIFY(settings_->showsReferenceCurves());
        toggle->trigger();
        QTRY_VERIFY(accuracy()->data().others.empty());
    }

private:
    void open(const Hyperparameters& start) {
        WindowServices services;
        services.dataNames = {"digits", "mnist"};
        window_.reset();
        window_.make(fakeFactory(shortScript()), services, folder_->filePath("unroll.ini"), start);
        window_->show();
        AWAIT(window_->controller(), State::Ready);
    }
    const MetricPlot* accuracy() const { return window_->findChild<MetricPlot*>("accuracy"); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
};

QTEST_MAIN(TestMainWindowReferences)
#include "tst_reference_presenter.moc"
