// The first sentence of the program, until it is read: what the key Space does with the network and the data that are
// there.
#pragma once

#include "ui/training/session_controller.h"

#include <QObject>

namespace unroll {

class MessageBar;

class WelcomePresenter : public QObject {
    Q_OBJECT

public:
    // Both outlive the presenter. `wanted` is whether this is a person's first start.
    WelcomePresenter(const SessionController& controller, MessageBar& messages, bool wanted, QObject* parent);

private:
    void show(const SessionInfo& info);

    const SessionController& controller_;
    MessageBar& messages_;
    bool wanted_;
};

} // namespace unroll
