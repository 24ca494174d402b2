// Where a person chooses what all views look at: test images, or a drawing of their own.
#pragma once

#include <QWidget>

class QLabel;
class QSlider;
class QStackedWidget;

namespace unroll {

class DrawingPad;
class FlatButton;
class SampleGrid;

class SubjectPanel : public QWidget {
    Q_OBJECT

public:
    explicit SubjectPanel(SampleGrid* images, QWidget* parent = nullptr); // which it takes over

    DrawingPad& pad() { return *pad_; }
    bool showsPad() const;
    void openPad() { showPage(true); }

    // What the network reads in the drawing, the surest first: "7  98.2 %"; empty when there is nothing to say.
    void setAnswers(const QStringList& answers);
    // The drawing as the network is given it.
    void setPrepared(const QImage& image);

signals:
    void padShown(bool shown);

private:
    QWidget* padPage();
    void showPage(bool pad);

    QStackedWidget* stack_ = nullptr;
    FlatButton* imagesButton_ = nullptr;
    FlatButton* padButton_ = nullptr;
    DrawingPad* pad_ = nullptr;
    QSlider* penWidth_ = nullptr;
    QLabel* answer_ = nullptr;
    QLabel* others_ = nullptr;
    QLabel* prepared_ = nullptr;
};

} // namespace unroll
