#include "ui/shell/transport_bar.h"

#include "ui/state/figure_texts.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QWhatsThis>

namespace unroll {
namespace {

using Train = TransportState::Train;

QString trainText(Train train) {
    switch (train) {
    case Train::Start:
        return TransportBar::tr("Train");
    case Train::GoOn:
        return TransportBar::tr("Resume");
    case Train::Again:
        return TransportBar::tr("Train again");
    case Train::NewNetwork:
        return TransportBar::tr("Retrain");
    }
    return {};
}

QString trainHelp(Train train) {
    switch (train) {
    case Train::Start:
        return TransportBar::tr("Train the network from its initial weights");
    case Train::GoOn:
        return TransportBar::tr("Resume training where it was paused");
    case Train::Again:
        return TransportBar::tr("Train once more from the same initial weights");
    case Train::NewNetwork:
        return TransportBar::tr("Build a new network with the changed setting and train it");
    }
    return {};
}

QString withKey(const QString& help, const QAction& action) {
    return QStringLiteral("%1 (%2)").arg(help, action.shortcut().toString(QKeySequence::NativeText));
}

} // namespace

TransportBar::TransportBar(QWidget* parent)
    : QWidget(parent) {
    setupActions();
    exportMenu_ = new QMenu(this);
    setupViewMenu();
    setupRow();
    setState({});
    setRetraining(false, 0);
}

QAction* TransportBar::addAction(const QString& icon, const QString& text, const QString& help,
                                 const QKeySequence& key) {
    auto* action = new QAction(unroll::icon(icon), text, this);
    action->setShortcut(key);
    action->setAutoRepeat(false);
    action->setToolTip(withKey(help, *action));
    QWidget::addAction(action);
    return action;
}

void TransportBar::setupActions() {
    train_ = addAction(QStringLiteral("play"), trainText(Train::Start), trainHelp(Train::Start), Qt::Key_Space);
    batch_ = addAction(QStringLiteral("batch"), tr("Batch"), tr("Train one batch, then pause"), Qt::Key_B);
    batch_->setAutoRepeat(true);
    epoch_ =
        addAction(QStringLiteral("epoch"), tr("Epoch"), tr("Train to the end of the epoch, then pause"), Qt::Key_E);
    stop_ = addAction(QStringLiteral("stop"), tr("Stop"), tr("Stop; what was trained is kept"), Qt::Key_Escape);
    rewind_ = addAction(QStringLiteral("rewind"), tr("Rewind"), tr("Go back to the initial weights"), Qt::Key_R);
    newSeed_ = addAction(QStringLiteral("seed"), tr("New seed"),
                         tr("Retrain from other initial weights: the same setting with the next seed"), Qt::Key_N);
    retrain_ = addAction(QStringLiteral("retrain"), tr("Retrain as I drag"), {}, Qt::Key_D);
    retrain_->setCheckable(true);
    openExports_ = addAction(QStringLiteral("export"), tr("Export"), tr("Save a plot, the metrics or the whole run"),
                             Qt::CTRL | Qt::Key_E);
    listShortcuts_ = addAction({}, tr("Keyboard shortcuts"), tr("List the keyboard shortcuts"), Qt::Key_Question);
    connect(train_, &QAction::triggered, this, [this] {
        if (running_)
            emit pausePressed();
        else
            emit trainPressed();
    });
    connect(batch_, &QAction::triggered, this, &TransportBar::batchPressed);
    connect(epoch_, &QAction::triggered, this, &TransportBar::epochPressed);
    connect(stop_, &QAction::triggered, this, &TransportBar::stopPressed);
    connect(rewind_, &QAction::triggered, this, &TransportBar::rewindPressed);
    connect(newSeed_, &QAction::triggered, this, &TransportBar::newSeedPressed);
    connect(retrain_, &QAction::triggered, this, &TransportBar::retrainToggled);
    connect(openExports_, &QAction::triggered, this, &TransportBar::openExportMenu);
    connect(listShortcuts_, &QAction::triggered, this, &TransportBar::shortcutsAsked);
}

void TransportBar::addScheme(ColourScheme scheme, const QString& text) {
    QAction* action = viewMenu_->addAction(text);
    action->setCheckable(true);
    schemes_.append(action);
    connect(action, &QAction::triggered, this, [this, scheme] { emit colourSchemeChosen(scheme); });
}

void TransportBar::setupViewMenu() {
    viewMenu_ = new QMenu(this);
    references_ = viewMenu_->addAction(tr("&Reference curves of the paper"));
    references_->setCheckable(true);
    connect(references_, &QAction::toggled, this, &TransportBar::referencesToggled);
    viewMenu_->addSeparator();
    addScheme(ColourScheme::System, tr("Colours of the &system"));
    addScheme(ColourScheme::Light, tr("L&ight"));
    addScheme(ColourScheme::Dark, tr("&Dark"));
    auto* group = new QActionGroup(this);
    for (QAction* scheme : schemes_)
        group->addAction(scheme);
    viewMenu_->addSeparator();
    viewMenu_->addAction(listShortcuts_);
    whatsThis_ = QWhatsThis::createAction(this); // Shift+F1
    viewMenu_->addAction(whatsThis_);
    connect(viewMenu_->addAction(tr("&Walks…")), &QAction::triggered, this, &TransportBar::walksAsked);
    connect(viewMenu_->addAction(tr("About &Unroll")), &QAction::triggered, this, &TransportBar::aboutAsked);
    QWidget::addAction(whatsThis_);
}

void TransportBar::addParts(const QList<QAction*>& toggles) {
    const QList<QAction*> before = viewMenu_->actions();
    QAction* first = before.first();
    viewMenu_->insertActions(first, toggles);
    auto* restore = new QAction(tr("Restore &layout"), this);
    restore->setToolTip(tr("Put every part of the window in its usual place"));
    connect(restore, &QAction::triggered, this, &TransportBar::usualLayoutAsked);
    viewMenu_->insertAction(first, restore);
    viewMenu_->insertSeparator(first);
}

FlatButton* TransportBar::addButton(QAction* action) {
    auto* button = new FlatButton(this);
    button->setDefaultAction(action);
    button->setAccessibleName(action->text());
    layout()->addWidget(button);
    return button;
}

void TransportBar::setupRow() {
    auto* row = row_ = new QHBoxLayout(this);
    row->setContentsMargins(grid(2), grid(1), grid(2), grid(1));
    row->setSizeConstraint(QLayout::SetNoConstraint); // see fitWords()
    row->setSpacing(grid(1));
    FlatButton* train = addButton(train_);
    train->setPrimary(true);
    train->setObjectName(QStringLiteral("train"));
    train->reserveTexts({trainText(Train::Start), trainText(Train::GoOn), trainText(Train::Again),
                         trainText(Train::NewNetwork), tr("Pause")});
    connect(train_, &QAction::changed, train, [this, train] { train->setAccessibleName(train_->text()); });
    row->addSpacing(grid(1));
    for (QAction* action : {batch_, epoch_, stop_, rewind_})
        worded_.prepend(addButton(action));
    worded_.prepend(addButton(newSeed_));
    addSeedsButton();
    row->addSpacing(grid(1));
    worded_.append(seeds_);
    worded_.append(addButton(retrain_));
    row->addStretch(1);
    exportButton_ = addButton(openExports_);
    exportButton_->setMenu(exportMenu_);
    exportButton_->setPopupMode(QToolButton::InstantPopup);
    auto* view = new FlatButton(this);
    view->setText(tr("View"));
    view->setIcon(icon(QStringLiteral("view")));
    view->setToolTip(tr("Choose what is shown and in which colours"));
    view->setAccessibleName(tr("View"));
    view->setKey(Qt::Key_V);
    view->setMenu(viewMenu_);
    view->setPopupMode(QToolButton::InstantPopup);
    row->addWidget(view);
    worded_.append(exportButton_);
    worded_.append(view);
}

// A word is seen whole or not at all; the icons, which stand for it then, always.
void TransportBar::fitWords() {
    for (FlatButton* button : worded_)
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (FlatButton* button : worded_) {
        layout()->invalidate();
        if (layout()->minimumSize().width() <= width())
            break;
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    layout()->activate();
}

void TransportBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitWords();
}

void TransportBar::addSeedsButton() {
    seeds_ = new FlatButton(this);
    seeds_->setObjectName(QStringLiteral("seeds"));
    seeds_->setIcon(icon(QStringLiteral("seeds")));
    seeds_->setText(tr("Seeds"));
    seeds_->setAccessibleName(tr("Repeat with several seeds"));
    seeds_->setToolTip(tr("Train the setting with several seeds in turn: their mean, how far they differ, and whether "
                          "another setting differs by more"));
    seeds_->setKey(Qt::Key_S);
    auto* menu = new QMenu(seeds_);
    for (const int count : {3, 5, 10, 20})
        connect(menu->addAction(tr("%1 seeds").arg(count)), &QAction::triggered, this,
                [this, count] { emit seedsChosen(count); });
    seeds_->setMenu(menu);
    seeds_->setPopupMode(QToolButton::InstantPopup);
    layout()->addWidget(seeds_);
}

void TransportBar::openExportMenu() {
    exportMenu_->popup(exportButton_->mapToGlobal(QPoint(0, exportButton_->height())));
}

void TransportBar::setState(const TransportState& state) {
    running_ = state.running;
    train_->setText(running_ ? tr("Pause") : trainText(state.train));
    train_->setIcon(icon(running_ ? QStringLiteral("pause") : QStringLiteral("play")));
    train_->setToolTip(withKey(running_ ? tr("Pause after the present batch") : trainHelp(state.train), *train_));
    train_->setEnabled(running_ || state.canTrain);
    batch_->setEnabled(state.canStep);
    epoch_->setEnabled(state.canStep);
    stop_->setEnabled(state.canStop);
    rewind_->setEnabled(state.canRewind);
    newSeed_->setEnabled(state.canReseed);
    seeds_->setEnabled(state.canReseed);
    openExports_->setEnabled(state.canExportPlots || state.canExportRun);
    for (QAction* action : exportMenu_->actions())
        action->setEnabled(action->property("ofRun").toBool() ? state.canExportRun : state.canExportPlots);
}

void TransportBar::setRetraining(bool retrains, double predictedSeconds) {
    const QString what = tr("Moving a control starts the training anew at once");
    retrain_->setChecked(retrains);
    retrain_->setToolTip(withKey(
        predictedSeconds > 0 ? tr("%1; this setting takes about %2").arg(what, secondsText(predictedSeconds)) : what,
        *retrain_));
}

void TransportBar::addPages(QWidget* pageSwitch) {
    const int before = row_->indexOf(exportButton_);
    row_->insertWidget(before, pageSwitch);
    row_->insertStretch(before + 1, 1);
}

void TransportBar::addToView(QAction* action) { viewMenu_->insertAction(viewMenu_->actions().value(0), action); }

void TransportBar::addToView(QMenu* menu) { viewMenu_->insertMenu(viewMenu_->actions().value(0), menu); }

void TransportBar::offerReferences(bool offered) {
    references_->setEnabled(offered);
    references_->setToolTip(offered ? tr("Curves of other programs on MNIST, as the paper has them")
                                    : tr("The paper has curves on MNIST alone"));
}

void TransportBar::setReferencesShown(bool shown) { references_->setChecked(shown); }

void TransportBar::setColourScheme(ColourScheme scheme) { schemes_[static_cast<qsizetype>(scheme)]->setChecked(true); }

QList<std::pair<QString, QString>> TransportBar::shortcuts() const {
    QList<std::pair<QString, QString>> list{
        {tr("Train and pause"), train_->shortcut().toString(QKeySequence::NativeText)}};
    for (const QAction* action : {batch_, epoch_, stop_, rewind_, newSeed_, retrain_, openExports_, listShortcuts_}) {
        QString help = action->toolTip();
        list.append(
            {help.left(help.lastIndexOf(QStringLiteral(" ("))), action->shortcut().toString(QKeySequence::NativeText)});
    }
    list.append({tr("Explain what is clicked next"), whatsThis_->shortcut().toString(QKeySequence::NativeText)});
    return list;
}

} // namespace unroll
