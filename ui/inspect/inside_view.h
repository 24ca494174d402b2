// A view into one network, or into two that are held against each other: a heading, a drawing, a sentence that says
// what one sees. It is told what was found and never asks anybody.
#pragma once

#include "ui/inspect/network_sight.h"
#include "ui/state/look_focus.h"

#include <QList>
#include <QWidget>

#include <chrono>
#include <string>
#include <vector>

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QCPPainter;
class QButtonGroup;

namespace unroll {

class FlatButton;

// What a view wants to be told.
struct LookWish {
    enum class Of {
        Focus,      // the image that all views look at, and after it so many of the test images
        TestImages, // all of them
        Network,    // a study of it
    };

    Of of = Of::Focus;
    std::int64_t images = 0;
    Quantities quantities{};
    std::optional<int> saliencyClass{};
    std::chrono::milliseconds interval{100}; // while the network trains, no more often
    bool ofPast = false;                     // for every epoch that is kept as well
    std::optional<StudyWish> study{}; // of Network, if one is wanted; without a landscape's past, and the subject

    bool asks() const { return of != Of::Network || study; }
    bool isOfSubject() const; // whether it is about the image that all views look at

    bool operator==(const LookWish&) const = default;
};

class InsideView : public QWidget {
    Q_OBJECT

public:
    // The focus outlives the view.
    InsideView(LookFocus& focus, const QString& title, QWidget* parent);

    virtual LookWish wish() const = 0;

    // One network, or two: the second is held against the first.
    void setSights(std::vector<NetworkSight> sights);
    const std::vector<NetworkSight>& sights() const { return sights_; }

    // Views that are shown in the same place, one at a time, this one among them: they stand in the heading, in place
    // of the title, where there are several.
    void setNeighbours(const QStringList& names, int own);

    QString title() const;
    QString sentence() const; // what one sees, of all networks

    // The numbers of the drawing as CSV, the decimal point a point: a line of names, then the rows.
    virtual std::string table() const = 0;

    // The drawing from the painter's origin on, in the window's colours or in those of paper.
    virtual void paint(QCPPainter& painter, const QSize& size, bool paper) = 0;

signals:
    void said(const QString& about, const QString& sentence); // what is on show, and what one sees
    void epochChosen(qint64 epoch);                           // a person goes back to it
    void wishChanged();
    void neighbourChosen(int number);       // a person wants another one of the same place
    void saveWanted(const QString& suffix); // a person wants it as a file: "png", "svg", "pdf", "csv"

protected:
    // Buttons in the heading, of each group of which one is pressed.
    struct Segment {
        QString text;
        QString tip;
    };
    // Replaces a group; one of a single button is left away.
    void setSegments(int group, const std::vector<Segment>& segments, int chosen);
    virtual void chooseSegment(int group, int segment); // a person pressed it
    void addToHeading(QWidget* control);                // right of the segments

    // Where the drawing goes: one for each network, below each other.
    QBoxLayout& drawings() { return *drawings_; }

    // What an axis says: of two networks, whose it is.
    QString axisLabel(const QString& what, const NetworkSight& sight) const;

    // A note that stands in place of a drawing: why there is none yet. Empty when there is nothing to say.
    QString absenceOf(const NetworkSight& sight) const;

    // sights() are others.
    virtual void draw() = 0;
    virtual QString describe(const NetworkSight& sight) const = 0; // one sentence

    LookFocus& focus() { return focus_; }
    const LookFocus& focus() const { return focus_; }

    void changeEvent(QEvent* event) override;

    void retell(); // the sentence, once what it speaks of is another

private:
    void takeColours();
    void say();

    LookFocus& focus_;
    std::vector<NetworkSight> sights_;
    QLabel* title_ = nullptr;
    QLabel* subject_ = nullptr;
    QHBoxLayout* heading_ = nullptr;
    QHBoxLayout* segments_ = nullptr;
    QHBoxLayout* controls_ = nullptr; // below the heading, where that holds the names of neighbours
    QList<QWidget*> added_;           // right of the segments
    struct Group {
        QStringList texts{};
        QHBoxLayout* row = nullptr;
        QButtonGroup* buttons = nullptr;
    };
    std::vector<Group> groups_;
    QBoxLayout* drawings_ = nullptr;
    QLabel* sentence_ = nullptr;
};

} // namespace unroll
