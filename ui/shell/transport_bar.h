// The buttons that run a training, and the menus for exports and the view.
#pragma once

#include "ui/state/settings.h"

#include <QList>
#include <QWidget>

#include <utility>

class QAction;
class QHBoxLayout;
class QMenu;

namespace unroll {

class FlatButton;

// What can be done at this moment.
struct TransportState {
    enum class Train { Start, GoOn, Again, NewNetwork };

    bool running = false; // the first button pauses
    Train train = Train::Start;
    bool canTrain = false;
    bool canStep = false;
    bool canStop = false;
    bool canRewind = false;
    bool canReseed = false;
    bool canExportPlots = false;
    bool canExportRun = false; // at least one epoch is there
};

class TransportBar : public QWidget {
    Q_OBJECT

public:
    explicit TransportBar(QWidget* parent = nullptr);

    QMenu* exportMenu() const { return exportMenu_; } // to be filled; see TransportState::canExportRun
    void setState(const TransportState& state);
    // Puts actions that show parts of the window on top of the View menu, and below them one for their usual places.
    void addParts(const QList<QAction*>& toggles);

    void setReferencesShown(bool shown);
    void offerReferences(bool offered);                         // whether there are any for the data
    void setRetraining(bool retrains, double predictedSeconds); // without a signal; 0 seconds are unknown
    void addPages(QWidget* pageSwitch);                         // what the middle of the window shows
    void addToView(QMenu* menu);                                // as a submenu, first
    void addToView(QAction* action);                            // likewise
    void setColourScheme(ColourScheme scheme);

    // What to do and which keys do it, for the list of shortcuts.
    QList<std::pair<QString, QString>> shortcuts() const;

signals:
    void trainPressed();
    void pausePressed();
    void batchPressed();
    void epochPressed();
    void stopPressed();
    void rewindPressed();
    void newSeedPressed();
    void seedsChosen(int seeds);        // the setting with so many seeds, one after the other
    void retrainToggled(bool retrains); // by a person
    void referencesToggled(bool shown);
    void colourSchemeChosen(unroll::ColourScheme scheme);
    void shortcutsAsked();
    void usualLayoutAsked();
    void aboutAsked();
    void walksAsked();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    FlatButton* addButton(QAction* action);
    QAction* addAction(const QString& icon, const QString& text, const QString& help, const QKeySequence& key);
    void setupActions();
    void setupViewMenu();
    void addSeedsButton();
    void setupRow();
    void fitWords();
    void addScheme(ColourScheme scheme, const QString& text);
    void openExportMenu();

    bool running_ = false;
    QAction* train_ = nullptr;
    QAction* batch_ = nullptr;
    QAction* epoch_ = nullptr;
    QAction* stop_ = nullptr;
    QAction* rewind_ = nullptr;
    QAction* newSeed_ = nullptr;
    FlatButton* seeds_ = nullptr;
    QAction* retrain_ = nullptr;
    QAction* whatsThis_ = nullptr;
    QAction* openExports_ = nullptr;
    QAction* references_ = nullptr;
    QAction* listShortcuts_ = nullptr;
    QMenu* exportMenu_ = nullptr;
    QMenu* viewMenu_ = nullptr;
    FlatButton* exportButton_ = nullptr;
    QHBoxLayout* row_ = nullptr;
    QList<FlatButton*> worded_; // in the order in which they give up their words
    QList<QAction*> schemes_;   // in the order of ColourScheme
};

} // namespace unroll
