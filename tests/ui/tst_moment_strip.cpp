#include "ui/inspect/moment_strip.h"
#include "ui/widgets/flat_button.h"

#include <QSignalSpy>
#include <QTest>

using namespace unroll;

using Epoch = std::optional<std::int64_t>;

class TestMomentStrip : public QObject {
    Q_OBJECT

private slots:
    void init() {
        strip_ = std::make_unique<MomentStrip>();
        strip_->resize(700, 24);
        strip_->show();
        strip_->setPlace(0, 10, 100, 500); // 40 pixels an epoch
        content_ = {.planned = 10, .trained = 8, .kept = {0, 1, 2, 4, 8}};
        strip_->setContent(content_);
        chosen_.clear();
        connect(strip_.get(), &MomentStrip::chosen, this, [this](Epoch epoch) {
            chosen_.append(epoch);
            content_.shown = epoch;
            strip_->setContent(content_);
        });
    }

    // The nearest that is kept.
    void aPressChoosesWhatIsKept_data() {
        QTest::addColumn<int>("x");
        QTest::addColumn<int>("epoch"); // -1: the newest
        QTest::newRow("on one") << 180 << 2;
        QTest::newRow("near one") << 192 << 2;
        QTest::newRow("between") << 230 << 4;
        QTest::newRow("left of all") << 20 << 0;
        QTest::newRow("the last") << 415 << 8;
        QTest::newRow("beyond") << 460 << -1;
    }
    void aPressChoosesWhatIsKept() {
        QFETCH(int, x);
        QFETCH(int, epoch);
        content_.shown = 1;
        strip_->setContent(content_);
        QTest::mouseClick(strip_.get(), Qt::LeftButton, {}, {x, 12});
        QCOMPARE(chosen_, QList<Epoch>{epoch < 0 ? Epoch() : Epoch(epoch)});
    }

    void keysGoThroughWhatIsKept() {
        QTest::keyClick(strip_.get(), Qt::Key_Left);
        QTest::keyClick(strip_.get(), Qt::Key_Left);
        QTest::keyClick(strip_.get(), Qt::Key_Right);
        QTest::keyClick(strip_.get(), Qt::Key_Right);
        QTest::keyClick(strip_.get(), Qt::Key_Home);
        QTest::keyClick(strip_.get(), Qt::Key_End);
        QCOMPARE(chosen_, (QList<Epoch>{8, 4, 8, {}, 0, {}}));
    }

    void oneForksWhereThereIsAPastMoment() {
        FlatButton* fork = nullptr;
        for (FlatButton* button : strip_->findChildren<FlatButton*>())
            if (button->text() == "Fork here")
                fork = button;
        QVERIFY(!fork->isEnabled());
        QTest::keyClick(strip_.get(), Qt::Key_Home);
        QVERIFY(fork->isEnabled());
        QSignalSpy wanted(strip_.get(), &MomentStrip::forkWanted);
        fork->click();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(strip_->accessibleDescription(), QString("Before training; moments kept: 5"));
    }

private:
    std::unique_ptr<MomentStrip> strip_;
    MomentStrip::Content content_;
    QList<Epoch> chosen_;
};

QTEST_MAIN(TestMomentStrip)
#include "tst_moment_strip.moc"
