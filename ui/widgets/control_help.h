// What's This for every control: where a control has no longer explanation of its own, its tooltip is shown.
#pragma once

#include <QObject>

namespace unroll {

class ControlHelp : public QObject {
    Q_OBJECT

public:
    explicit ControlHelp(QObject* parent); // as long as it lives, for all windows of the program

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace unroll
