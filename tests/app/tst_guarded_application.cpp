#include "app/guarded_application.h"

#include <QTest>
#include <QTimer>

#include <new>
#include <stdexcept>

using namespace unroll;

class TestGuardedApplication : public QObject {
    Q_OBJECT

private slots:
    void cleanup() { guarded().whenSomethingFails({}); }

    void whatASlotThrowsIsToldAndLifeGoesOn() {
        QStringList told;
        guarded().whenSomethingFails([&](const QString& sentence) { told.append(sentence); });
        QTimer::singleShot(0, this, [] { throw std::runtime_error("No room."); });
        QTRY_COMPARE(told, QStringList("No room."));
        bool later = false;
        QTimer::singleShot(0, this, [&] { later = true; });
        QTRY_VERIFY(later);
    }

    void memoryThatRanOutIsToldAsWell() {
        int told = 0;
        guarded().whenSomethingFails([&](const QString&) { ++told; });
        QTimer::singleShot(0, this, [] { throw std::bad_alloc(); });
        QTRY_COMPARE(told, 1);
    }

    void eventsAreHandledAsEver() {
        guarded().whenSomethingFails([](const QString&) {});
        QEvent event(QEvent::User);
        QVERIFY(QCoreApplication::sendEvent(this, &event));
        QVERIFY(taken_);
    }

protected:
    bool event(QEvent* event) override {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        return taken_ = true;
    }

private:
    static GuardedApplication& guarded() { return static_cast<GuardedApplication&>(*qApp); }

    bool taken_ = false;
};

int main(int argc, char** argv) {
    GuardedApplication application(argc, argv);
    TestGuardedApplication test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_guarded_application.moc"
