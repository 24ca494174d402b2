// The walks as cards: a title, two sentences, and a button that sets it up.
#pragma once

#include "ui/state/walks.h"

#include <QDialog>

class QLabel;

namespace unroll {

class WalkCards : public QDialog {
    Q_OBJECT

public:
    explicit WalkCards(QWidget* window);

    void setCurrent(int walk); // the one that was set up last

signals:
    void chosen(int walk);

private:
    QList<QLabel*> titles_;
    QStringList names_;
};

} // namespace unroll
