#include "tests/support/gate.h"
#include "tests/support/session_scripts.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/digit_presenter.h"
#include "ui/training/run_follower.h"

#include <QTest>

#include <atomic>

using namespace unroll;

using State = SessionController::State;

class TestDigitPresenter : public QObject {
    Q_OBJECT

private slots:
    void init() {
        asked_ = 0;
        controller_ = std::make_unique<SessionController>(fakeFactory(shortScript()));
        list_ = std::make_unique<RunList>();
        selection_ = std::make_unique<RunSelection>(*list_);
        follower_ = std::make_unique<RunFollower>(*controller_, *list_);
        services_.predict = [this](const RunRecord& record, std::span<const std::int64_t> indices) {
            ++asked_;
            if (record.weights.front().values.empty())
                throw std::runtime_error("The data set is gone; open it again.");
            std::vector<Prediction> predictions;
            for (const std::int64_t index : indices)
                predictions.push_back({index, 0, 7, 0.5F});
            return predictions;
        };
        presenter_ = std::make_unique<DigitPresenter>(*controller_, *selection_, services_, digits_, nullptr);
        controller_->watch({0, 1, 2});
        controller_->configure(withEpochs(1));
        controller_->train();
        AWAIT(*controller_, State::Finished);
        QTRY_COMPARE(digits_.predictedCount(), 3);
    }
    void cleanup() {
        presenter_.reset();
        follower_.reset();
        selection_.reset();
        controller_.reset();
        list_.reset();
        digits_.setImages({});
    }

    void aSelectedRunIsAskedWithItsOwnWeights() {
        const QStringList ofTheRunUnderWay = said();
        selection_->select({other()});
        QTRY_COMPARE(said(), (QStringList{"7", "7", "7"}));
        QCOMPARE(asked_, 1);
        QVERIFY(digits_.absence().isEmpty());
        selection_->select({list_->present()->id});
        QCOMPARE(said(), ofTheRunUnderWay); // at once: nobody has to be asked
        QCOMPARE(asked_, 1);
    }

    void whereItCantBeAskedThatIsSaid_data() {
        QTest::addColumn<QString>("lacks");
        QTest::addColumn<QString>("reason");
        QTest::newRow("weights") << "weights"
                                 << "Its weights are no longer in memory.";
        QTest::newRow("data") << "data"
                              << "It was trained on other images than these.";
        QTest::newRow("files") << "files"
                               << "The data set is gone; open it again.";
    }
    void whereItCantBeAskedThatIsSaid() {
        QFETCH(QString, lacks);
        QFETCH(QString, reason);
        selection_->select({other(lacks)});
        QTRY_COMPARE(digits_.absence(), reason);
        QCOMPARE(digits_.predictedCount(), 0);
        selection_->select({list_->present()->id});
        QVERIFY(digits_.absence().isEmpty());
        QCOMPARE(digits_.predictedCount(), 3);
    }

    // Its answer comes when another run is on show.
    void anAnswerThatIsNotWantedAnyMoreIsDropped() {
        auto gate = std::make_shared<Gate>();
        services_.predict = [gate](const RunRecord&, std::span<const std::int64_t> indices) {
            gate->pass();
            return std::vector<Prediction>(indices.size(), {indices.front(), 0, 7, 0.5F});
        };
        const QStringList ofTheRunUnderWay = said();
        selection_->select({other()});
        gate->awaitArrival();
        selection_->select({list_->present()->id});
        gate->open();
        presenter_.reset(); // waits for the answer
        QCoreApplication::processEvents();
        QCOMPARE(said(), ofTheRunUnderWay);
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
            record.weights = {{"out.weight", {1, 1}, lacks == "files" ? std::vector<float>() : std::vector<float>{1}}};
        return list_->insert(std::make_shared<const RunRecord>(record), "/somewhere");
    }
    QStringList said() const {
        QStringList all;
        for (int row = 0; row < digits_.rowCount(); ++row)
            all.append(digits_.index(row).data(DigitGridModel::PredictionNameRole).toString());
        return all;
    }

    std::atomic<int> asked_{0};
    WindowServices services_;
    DigitGridModel digits_;
    std::unique_ptr<RunList> list_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<RunSelection> selection_;
    std::unique_ptr<RunFollower> follower_;
    std::unique_ptr<DigitPresenter> presenter_;
};

QTEST_MAIN(TestDigitPresenter)
#include "tst_digit_presenter.moc"
