// Larger and smaller type by Ctrl and + or -, as the settings remember it.
#pragma once

#include <QKeySequence>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace unroll {

class Settings;

class TypeZoom : public QObject {
    Q_OBJECT

public:
    TypeZoom(Settings& settings, QWidget* window); // which owns it; the settings outlive both

    QMenu* menu() const { return menu_; }
    QList<std::pair<QString, QString>> shortcuts() const; // what a key does, and the key

    void restore(); // once all that is to grow is there

private:
    void add(const QString& text, const QList<QKeySequence>& keys, int step);
    void go(int step); // by so many sizes; 0: back to the usual one

    Settings& settings_;
    QWidget* window_;
    QMenu* menu_ = nullptr;
    QList<QAction*> actions_;
};

} // namespace unroll
