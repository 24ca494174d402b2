// A line around a part of the window that floats: its own heading leaves it without a frame.
#pragma once

#include <QWidget>

class QDockWidget;

namespace unroll {

class DockOutline : public QWidget {
    Q_OBJECT

public:
    explicit DockOutline(QDockWidget* dock); // its parent

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace unroll
