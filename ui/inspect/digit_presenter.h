// Shows test images, and what the network of the run on show makes of them.
#pragma once

#include "ui/training/shown_networks.h"

#include <QObject>
#include <QTimer>

namespace unroll {

class DigitGridModel;

class DigitPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter. Of the data's test images the first `images` are shown.
    DigitPresenter(SessionController& controller, const ShownNetworks& networks, DigitGridModel& digits,
                   std::int64_t images, QObject* parent);

    // What nobody sees costs nothing.
    void setVisible(bool visible) { subscription_.setVisible(visible); }

private:
    void takeImages();
    void show(const Sight& sight);
    void showNothing(const QString& reason);

    SessionController& controller_;
    DigitGridModel& digits_;
    std::int64_t most_;
    std::string dataSha256_; // of the images on show
    QTimer stale_;           // runs from when another network is on show to its first answer
    InspectionService::Subscription subscription_;
};

} // namespace unroll
