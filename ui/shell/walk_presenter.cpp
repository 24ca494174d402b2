#include "ui/shell/walk_presenter.h"

#include "engine/session/setting_line.h"
#include "ui/shell/walk_cards.h"

namespace unroll {

WalkPresenter::WalkPresenter(SettingModel& setting, RetrainPolicy& policy, SeedSeries& seeds, QWidget* window)
    : QObject(window)
    , setting_(setting)
    , policy_(policy)
    , seeds_(seeds)
    , window_(window) {}

// Beside the window, and stays: its sentences are read while one looks.
void WalkPresenter::open() {
    if (!cards_) {
        auto* cards = new WalkCards(window_);
        connect(cards, &WalkCards::chosen, this, [this, cards](int walk) {
            begin(walk);
            cards->setCurrent(walk);
        });
        cards_ = cards;
    }
    cards_->show();
    cards_->raise();
    cards_->activateWindow();
}

// The number of threads, and the data set, stay as they are here.
void WalkPresenter::begin(int walk) {
    const Walk chosen = walks().at(static_cast<std::size_t>(walk));
    Hyperparameters wanted = settingOfLine(chosen.setting.toStdString());
    wanted.threads = setting_.value().threads;
    wanted.data = setting_.value().data;
    setting_.setWantedCells(wanted.cells);
    wanted = setting_.fitting(wanted);
    policy_.use(wanted);
    if (chosen.seeds > 1)
        seeds_.start(wanted, chosen.seeds);
    else
        policy_.train();
    emit viewWanted(chosen.view);
}

} // namespace unroll
