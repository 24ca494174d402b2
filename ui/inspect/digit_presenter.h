// Shows test images, and what the network of the run on show makes of them.
#pragma once

#include "ui/inspect/digit_choice.h"
#include "ui/training/shown_networks.h"

#include <QObject>
#include <QTimer>

namespace unroll {

class DigitGridModel;

class DigitPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter. Of the data's test images, or of those that are
    // chosen, the first `images` are shown.
    DigitPresenter(SessionController& controller, const ShownNetworks& networks, DigitGridModel& digits,
                   std::int64_t images, QObject* parent);

    // What nobody sees costs nothing.
    void setVisible(bool visible);

    // The first ones need no network to be shown; for any other choice it is asked about the whole test set.
    void choose(DigitChoice choice);

private:
    void followData();
    void takeImages(const std::vector<std::int64_t>& indices);
    void ask();
    void showChosen(const Findings& findings);
    void show(const Sight& sight);
    void showNothing(const QString& reason);

    SessionController& controller_;
    DigitGridModel& digits_;
    std::int64_t most_;
    DigitChoice choice_;
    bool visible_ = true;
    std::string dataSha256_;            // of the images on show
    std::vector<std::int64_t> indices_; // of theirs
    QTimer stale_;                      // runs from when another network is on show to its first answer
    InspectionService::Subscription subscription_;
};

} // namespace unroll
