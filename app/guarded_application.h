// The application, which an exception that nobody caught does not end: the runs of the window would be lost with it.
#pragma once

#include <QApplication>

#include <functional>

namespace unroll {

class GuardedApplication : public QApplication {
public:
    using QApplication::QApplication;

    // Is told, on the application's thread, what() an exception said that came out of an event or a slot. Until it is
    // set, and on any other thread, exceptions pass through.
    void whenSomethingFails(std::function<void(const QString& sentence)> tell) { tell_ = std::move(tell); }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    std::function<void(const QString&)> tell_;
};

} // namespace unroll
