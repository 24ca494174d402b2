// Keeps a window open until the files that are being written elsewhere are whole.
#pragma once

#include <QObject>

#include <functional>

namespace unroll {

class MessageBar;

class WritingGuard : public QObject {
    Q_OBJECT

public:
    // All of them outlive the guard.
    WritingGuard(std::function<bool()> isWriting, MessageBar& messages, QWidget* window);

    bool mayClose();    // if not, the window is closed once they are; who closes it twice waits no longer
    void noteWritten(); // a file

private:
    std::function<bool()> isWriting_;
    MessageBar& messages_;
    QWidget* window_;
    bool closes_ = false; // as soon as it may
};

} // namespace unroll
