// The list of keyboard shortcuts, over the window; any key or click takes it away.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

#include <utility>

namespace unroll {

class ShortcutSheet : public QWidget {
    Q_OBJECT

public:
    // What the keys of a window's buttons do, each once.
    static QList<std::pair<QString, QString>> keysOfButtons(const QWidget& window);

    explicit ShortcutSheet(const QList<std::pair<QString, QString>>& shortcuts, QWidget* parent);

    void open(); // in the middle of the parent

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
};

} // namespace unroll
