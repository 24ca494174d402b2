#include "tests/support/gate.h"
#include "tests/support/session_scripts.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/digit_presenter.h"
#include "ui/training/run_follower.h"
#include "ui/training/shown_networks.h"

#include <QTest>

#include <atomic>

using namespace unroll;

using State = SessionController::State;

class TestDigitPresenter : public QObject {
    Q_OBJECT

private slots:
    void init() {
        start(shortScript());
        QTRY_COMPARE(chances(), chancesAt(10));
    }
    void start(FakeScript script) {
        gate_ = nullptr;
        script.beforeLook = [this](const Query&) {
            if (Gate* gate = gate_)
                gate->pass();
        };
        log_ = script.log;
        controller_ = std::make_unique<SessionController>(fakeFactory(script));
        list_ = std::make_unique<RunList>();
        selection_ = std::make_unique<RunSelection>(*list_);
        follower_ = std::make_unique<RunFollower>(*controller_, *list_);
        networks_ = std::make_unique<ShownNetworks>(*controller_, *list_, *selection_, moment_, fakeBlueprints(script));
        presenter_ = std::make_unique<DigitPresenter>(*controller_, *networks_, digits_, 3, nullptr);
        controller_->configure(withEpochs(1));
        QCOMPARE(digits_.rowCount(), 0);
        controller_->train();
        AWAIT(*controller_, State::Finished);
    }
    void cleanup() {
        presenter_.reset();
        networks_.reset();
        follower_.reset();
        selection_.reset();
        controller_.reset();
        list_.reset();
        digits_.setImages({});
    }

    void aSelectedRunIsAskedWithItsOwnWeights() {
        selection_->select({other()});
        QTRY_COMPARE(chances(), chancesAt(100, 5));
        QVERIFY(digits_.absence().isEmpty());
        selection_->select({list_->present()->id});
        QTRY_COMPARE(chances(), chancesAt(10));
    }

    void imagesAreThoseOfTheTestSet() {
        QCOMPARE(digits_.rowCount(), 3);
        QCOMPARE(digits_.index(2).data(DigitGridModel::LabelRole).toInt(), FakeSession::labelOf(2));
    }

    void thoseOfASmallSetAreAll() {
        FakeScript script = shortScript();
        script.testImages = 2;
        cleanup();
        start(script);
        QTRY_COMPARE(digits_.predictedCount(), 2);
    }

    // Images stay while runs on the same data come and go: nothing blinks.
    void anotherRunKeepsTheImages() {
        int resets = 0;
        connect(&digits_, &QAbstractItemModel::modelReset, this, [&resets] { ++resets; });
        controller_->configure(withEpochs(1, 2));
        AWAIT(*controller_, State::Ready);
        QTRY_COMPARE(chances(), chancesAt(0, 2));
        QCOMPARE(resets, 0);
    }

    void whereItCantBeAskedThatIsSaid_data() {
        QTest::addColumn<QString>("lacks");
        QTest::addColumn<QString>("reason");
        QTest::newRow("weights") << "weights"
                                 << "Its weights are no longer in memory.";
        QTest::newRow("data") << "data"
                              << "It was trained on other images than these.";
        QTest::newRow("files") << "files"
                               << "A fake network has one parameter.";
    }
    void whereItCantBeAskedThatIsSaid() {
        QFETCH(QString, lacks);
        QFETCH(QString, reason);
        selection_->select({other(lacks)});
        QTRY_COMPARE(digits_.absence(), reason);
        QCOMPARE(digits_.predictedCount(), 0);
        selection_->select({list_->present()->id});
        QTRY_COMPARE(chances(), chancesAt(10));
        QVERIFY(digits_.absence().isEmpty());
    }

    // Its answer comes when another run is on show.
    void anAnswerThatIsNotWantedAnyMoreIsDropped() {
        Gate gate;
        gate_ = &gate;
        selection_->select({other()});
        gate.awaitArrival();
        QTRY_COMPARE(digits_.predictedCount(), 0); // the former answers were not its
        const auto looks = log_->looks.load();
        selection_->select({list_->present()->id});
        gate_ = nullptr;
        gate.open();
        QTRY_COMPARE(chances(), chancesAt(10));
        QCOMPARE(log_->looks.load(), looks + 1); // into its network it gave up
    }

    // Of the whole test set; three are shown.
    void thoseThatAreMisreadAreFound() {
        presenter_->choose({DigitChoice::Which::Misread});
        QTRY_VERIFY(digits_.tally().has_value());
        QCOMPARE(digits_.tally()->images, 100);
        QVERIFY(digits_.tally()->right < 100);
        QTRY_COMPARE(digits_.rowCount(), static_cast<int>(std::min<std::int64_t>(3, 100 - digits_.tally()->right)));
        float before = 1;
        for (int row = 0; row < digits_.rowCount(); ++row) {
            QVERIFY(!digits_.index(row).data(DigitGridModel::RightRole).toBool());
            const float sure = digits_.index(row).data(DigitGridModel::ProbabilityRole).toFloat();
            QVERIFY(sure <= before);
            before = sure;
        }
        presenter_->choose({});
        QVERIFY(!digits_.tally());
        QCOMPARE(digits_.index(0).data(DigitGridModel::IndexRole).toInt(), 0);
        QTRY_COMPARE(chances(), chancesAt(10));
    }

    void thoseOfAClassAreShown() {
        presenter_->choose({DigitChoice::Which::OfClass, 4});
        QTRY_VERIFY(digits_.tally().has_value());
        QCOMPARE(digits_.rowCount(), 3);
        QCOMPARE(digits_.tally()->images, 10);
        for (int row = 0; row < 3; ++row) {
            QCOMPARE(digits_.index(row).data(DigitGridModel::LabelRole).toInt(), 4);
            QCOMPARE(digits_.index(row).data(DigitGridModel::IndexRole).toInt(), 10 * row + 4);
        }
    }

    void whatNobodySeesIsNotAsked() {
        presenter_->setVisible(false);
        const auto looks = log_->looks.load();
        controller_->rewind();
        controller_->train();
        AWAIT(*controller_, State::Finished);
        QCOMPARE(log_->looks.load(), looks);
    }

private:
    // A run of the table that is not the session's, of the same images.
    RunId other(const QString& lacks = {}) {
        RunRecord record;
        record.hyperparameters = withEpochs(1, 5);
        record.info = controller_->info();
        if (lacks == "data")
            record.info.dataSha256 = "another";
        if (lacks != "weights")
            record.weights = {{"step", {1}, lacks == "files" ? std::vector<float>() : std::vector<float>{100}}};
        return list_->insert(std::make_shared<const RunRecord>(record), "/somewhere");
    }
    // How sure the network is of each image.
    QList<float> chances() const {
        QList<float> all;
        for (int row = 0; row < digits_.rowCount(); ++row)
            all.append(digits_.index(row).data(DigitGridModel::ProbabilityRole).toFloat());
        return all;
    }
    static QList<float> chancesAt(std::int64_t step, std::int64_t seed = 1) {
        return QList<float>(3, static_cast<float>(FakeSession::accuracyAt(step, seed)));
    }

    std::atomic<Gate*> gate_{nullptr};
    std::shared_ptr<FakeLog> log_;
    DigitGridModel digits_;
    std::unique_ptr<RunList> list_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<RunSelection> selection_;
    std::unique_ptr<RunFollower> follower_;
    ShownMoment moment_;
    std::unique_ptr<ShownNetworks> networks_;
    std::unique_ptr<DigitPresenter> presenter_;
};

QTEST_MAIN(TestDigitPresenter)
#include "tst_digit_presenter.moc"
