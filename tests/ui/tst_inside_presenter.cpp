#include "tests/support/session_scripts.h"
#include "ui/inspect/inside_pages.h"
#include "ui/inspect/inside_presenter.h"
#include "ui/state/settings.h"
#include "ui/training/run_follower.h"
#include "ui/widgets/message_bar.h"

#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

using State = SessionController::State;

class TestInsidePresenter : public QObject {
    Q_OBJECT

private slots:
    void init() {
        start(shortScript());
        AWAIT(*controller_, State::Finished);
    }
    void start(const FakeScript& script) {
        log_ = script.log;
        controller_ = std::make_unique<SessionController>(fakeFactory(script));
        list_ = std::make_unique<RunList>();
        selection_ = std::make_unique<RunSelection>(*list_);
        moment_ = std::make_unique<ShownMoment>();
        focus_ = std::make_unique<LookFocus>();
        follower_ = std::make_unique<RunFollower>(*controller_, *list_);
        networks_ =
            std::make_unique<ShownNetworks>(*controller_, *list_, *selection_, *moment_, fakeBlueprints(script));
        settings_ = std::make_unique<Settings>(folder_.filePath("settings.ini"));
        services_ = {};
        services_.askPath = [this](QWidget*, const QString&, const QString& suggestion, const QString&) {
            return folder_.filePath(QFileInfo(suggestion).fileName());
        };
        window_ = std::make_unique<QWidget>();
        messages_ = new MessageBar(window_.get());
        pages_ = new InsidePages(*focus_, window_.get());
        pages_->resize(900, 500);
        inside_ = new InsidePresenter({*controller_, *networks_, *moment_, *focus_, *messages_, *settings_}, *pages_,
                                      services_, window_.get());
        controller_->configure(withEpochs(3));
        AWAIT(*controller_, State::Ready);
        controller_->train();
    }
    void cleanup() {
        delete window_->findChild<InsidePresenter*>();
        window_.reset();
        networks_.reset();
        follower_.reset();
        controller_.reset();
    }

    // Made when they are shown first, told as long as they are seen.
    void viewsAreToldWhenTheyAreSeen() {
        QVERIFY(window_->findChildren<InsideView*>().isEmpty());
        const std::int64_t looks = log_->looks;
        window_->show();
        for (const PageRow& row : pageRows()) {
            pages_->open(row.page);
            for (const ViewRow& view : viewRows())
                if (view.page == row.page) {
                    pages_->open(QLatin1String(view.id));
                    const auto* made = window_->findChild<InsideView*>(QLatin1String(view.id));
                    QVERIFY2(made, view.id);
                    if (made->wish().asks())
                        QTRY_VERIFY2(!made->sights().empty() && made->sights().front().findings, view.id);
                    QVERIFY(!made->sentence().isEmpty());
                    QVERIFY(!made->table().empty());
                    QVERIFY(!made->accessibleDescription().isEmpty());
                    QVERIFY(!made->whatsThis().isEmpty());
                }
        }
        QVERIFY(log_->looks > looks);
        window_->hide();
        QTest::qWait(50);
        const std::int64_t before = log_->looks;
        focus_->setSubject(TestImage{3});
        controller_->rewind();
        AWAIT(*controller_, State::Ready);
        QTest::qWait(50);
        QCOMPARE(log_->looks, before);
    }

    // Its last weights are not finite; those of the epochs before are.
    void whatDivergedIsSaid() {
        cleanup();
        FakeScript script = shortScript();
        script.divergesAtStep = 15;
        start(script);
        QTRY_VERIFY(list_->present() && list_->present()->divergence);
        window_->show();
        pages_->open(pageRows().front().page);
        const auto* view = window_->findChild<InsideView*>("answersView");
        QTRY_VERIFY2(view->sentence().startsWith("The training diverged"), qPrintable(view->sentence()));
        QCOMPARE(view->sights().front().moment, QString("diverged"));
        moment_->set(1);
        QTRY_VERIFY2(view->sights().front().findings, qPrintable(view->sentence()));
        QCOMPARE(view->sights().front().moment, QString("epoch 1"));
    }

    void allFollowTheMoment() {
        window_->show();
        pages_->open(InsidePage::Reads);
        const auto* view = window_->findChild<InsideView*>("answersView");
        const auto step = [view] {
            return view->sights().empty() || !view->sights().front().findings
                       ? -1
                       : view->sights().front().findings->moment.step;
        };
        QTRY_COMPARE(step(), 30);
        QCOMPARE(view->sights().front().moment, QString("after epoch 3"));
        moment_->set(1);
        QTRY_COMPARE(step(), 10);
        QCOMPARE(view->sights().front().moment, QString("epoch 1"));
    }

    void aSecondSelectedRunIsTheOtherHalf() {
        controller_->configure(withEpochs(2, 5));
        controller_->train();
        AWAIT(*controller_, State::Finished);
        window_->show();
        pages_->open(InsidePage::Reads);
        const auto* view = window_->findChild<InsideView*>("answersView");
        QTRY_COMPARE(view->sights().size(), std::size_t{1});
        selection_->select({list_->present()->id, list_->runs().front().id});
        QTRY_COMPARE(view->sights().size(), std::size_t{2});
        QTRY_VERIFY(view->sights()[1].findings && view->sights()[1].findings->moment.step == 30);
        QCOMPARE(view->sights()[0].findings->moment.step, 20);
    }

    void theHistoryHasEveryEpochThatIsKept() {
        window_->show();
        pages_->open(InsidePage::Learns);
        const auto* view = window_->findChild<InsideView*>("gradientHistoryView");
        QTRY_VERIFY(!view->sights().empty() && view->sights().front().past.size() == 4);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(view->sights().front().past[i].findings->moment.step, static_cast<std::int64_t>(10 * i));
    }

    void aColumnOfTheHistoryIsAMoment() {
        window_->show();
        pages_->open(InsidePage::Learns);
        auto* view = window_->findChild<InsideView*>("gradientHistoryView");
        emit view->epochChosen(2);
        QCOMPARE(moment_->epoch(), std::optional<std::int64_t>(2));
        QTRY_COMPARE(window_->findChild<InsideView*>("gradientView")->sights().front().moment, QString("epoch 2"));
    }

    // The way of the training is that of the run in its place; every past epoch has a sharpness of its own.
    void studiesAreAnswered() {
        window_->show();
        pages_->open(QStringLiteral("landscapeView"));
        const auto* view = window_->findChild<InsideView*>("landscapeView");
        QTRY_VERIFY(!view->sights().empty() && view->sights().front().findings &&
                    view->sights().front().findings->complete);
        const auto& asked = std::get<LandscapeStudy>(*view->sights().front().findings->query.study);
        QCOMPARE(asked.past.size(), 4U); // before training, and three epochs
        QCOMPARE(asked.past[1].epoch, 1);
        pages_->open(QStringLiteral("sharpnessView"));
        const auto* sharp = window_->findChild<InsideView*>("sharpnessView");
        QTRY_COMPARE(sharp->sights().front().past.size(), 4U);
        for (const PastSight& past : sharp->sights().front().past)
            QCOMPARE(past.findings->studied<Sharpness>()->largestEigenvalue, 10.0 * static_cast<double>(past.epoch));
    }

    void aViewSavesItself_data() {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("picture") << "png" << QByteArray("\x89PNG");
        QTest::newRow("drawing") << "svg" << QByteArray("<?xml");
        QTest::newRow("page") << "pdf" << QByteArray("%PDF");
        QTest::newRow("numbers") << "csv" << QByteArray("run,");
    }
    void aViewSavesItself() {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, begin);
        window_->show();
        for (const ViewRow& row : viewRows()) {
            pages_->open(QLatin1String(row.id));
            auto* view = window_->findChild<InsideView*>(QLatin1String(row.id));
            QVERIFY(!inside_->isWriting());
            QSignalSpy written(inside_, &InsidePresenter::written);
            emit view->saveWanted(suffix);
            QVERIFY(inside_->isWriting()); // until the window knows of it
            QTRY_COMPARE(written.size(), 1);
            QVERIFY(!inside_->isWriting());
            QFile file(folder_.filePath(QString("%1.%2").arg(QLatin1String(row.id), suffix)));
            QTRY_VERIFY2(file.exists() && messages_->isVisibleTo(window_.get()), row.id);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().startsWith(begin), row.id);
            messages_->clear();
        }
    }

private:
    QTemporaryDir folder_;
    std::shared_ptr<FakeLog> log_;
    WindowServices services_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<RunList> list_;
    std::unique_ptr<RunSelection> selection_;
    std::unique_ptr<ShownMoment> moment_;
    std::unique_ptr<LookFocus> focus_;
    std::unique_ptr<RunFollower> follower_;
    std::unique_ptr<ShownNetworks> networks_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<QWidget> window_;
    MessageBar* messages_ = nullptr;
    InsidePresenter* inside_ = nullptr;
    InsidePages* pages_ = nullptr;
};

QTEST_MAIN(TestInsidePresenter)
#include "tst_inside_presenter.moc"
