// Gives the network what is drawn on the pad, prepared as its data is, and says what it reads.
#pragma once

#include "ui/state/look_focus.h"
#include "ui/state/services.h"
#include "ui/training/background_worker.h"
#include "ui/training/shown_networks.h"

#include <QObject>

namespace unroll {

class SubjectPanel;

class PadPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive it.
    PadPresenter(SessionController& controller, LookFocus& focus, SubjectPanel& panel, const WindowServices& services,
                 QObject* parent);

    // Reads a picture's file and shows it on the pad.
    void takePicture(const QString& file);

signals:
    void refused(const QString& sentence);

private:
    void read();
    void show(const Sight& sight);

    SessionController& controller_;
    LookFocus& focus_;
    SubjectPanel& panel_;
    const WindowServices& services_;
    Subject before_ = TestImage{0};     // what the views looked at
    QString file_;                      // of the picture on the pad
    std::vector<std::uint8_t> picture_; // as the network is given it
    InspectionService::Subscription subscription_;
    BackgroundWorker reader_; // last: dies first
};

} // namespace unroll
