// Test images with what the network says of them while it learns.
#pragma once

#include "ui/inspect/digit_choice.h"

#include <QWidget>

class QLabel;
class QListView;
class QMenu;

namespace unroll {

class DigitDelegate;
class DigitGridModel;
class FigureLabel;
class FlatButton;

class SampleGrid : public QWidget {
    Q_OBJECT

public:
    // The model outlives the grid.
    explicit SampleGrid(DigitGridModel* model, QWidget* parent = nullptr);

    static constexpr int shownDigits = 60;

    QString countText() const; // "41 of 60 right", or of all test images, "812 wrong"

signals:
    void chosen(qint64 index); // a test image, by a click or by Enter
    void choiceMade(unroll::DigitChoice choice);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupView();
    void setupChoice();
    void listChoices();
    void choose(DigitChoice choice);
    QString choiceText(DigitChoice choice) const;
    void fitTiles();
    int leastWidth(int room) const;
    void count();
    void explainNothing();
    void takeColours();

    DigitGridModel* model_ = nullptr;
    DigitChoice choice_;
    FlatButton* choiceButton_ = nullptr;
    QMenu* choices_ = nullptr;
    FigureLabel* count_ = nullptr;
    QLabel* nothing_ = nullptr; // said in place of images
    QListView* view_ = nullptr;
    DigitDelegate* delegate_ = nullptr;
};

} // namespace unroll
