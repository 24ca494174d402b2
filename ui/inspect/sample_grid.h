// Test images with what the network says of them while it learns.
#pragma once

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QListView;

namespace unroll {

class DigitDelegate;
class DigitGridModel;
class FigureLabel;
class FlatButton;
class WrongDigits;

class SampleGrid : public QWidget {
    Q_OBJECT

public:
    // The model outlives the grid.
    explicit SampleGrid(DigitGridModel* model, QWidget* parent = nullptr);

    static constexpr int shownDigits = 60;

    QString countText() const; // "41 of 60 right"

signals:
    void chosen(qint64 index); // a test image, by a click or by Enter

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupView();
    void setupFilter();
    void fitTiles();
    int leastWidth(int room) const;
    void count();
    void explainNothing();
    void takeColours();

    DigitGridModel* model_ = nullptr;
    WrongDigits* shown_ = nullptr;
    FlatButton* onlyWrong_ = nullptr;
    FigureLabel* count_ = nullptr;
    QLabel* nothing_ = nullptr; // said in place of images
    QListView* view_ = nullptr;
    DigitDelegate* delegate_ = nullptr;
};

} // namespace unroll
