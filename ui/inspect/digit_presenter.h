// Shows the test images that are watched, and what the network of the session controller makes of them.
#pragma once

#include <QObject>

namespace unroll {

class DigitGridModel;
class SessionController;

class DigitPresenter : public QObject {
    Q_OBJECT

public:
    // Both outlive the presenter.
    DigitPresenter(SessionController& controller, DigitGridModel& digits, QObject* parent);
};

} // namespace unroll
