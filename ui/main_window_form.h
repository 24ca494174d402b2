// What a change in the form means for the network on show.
//
// As long as nothing is trained, a change sets up a new network as soon as the hand rests. Afterwards a change that the
// training can take is taken at once; any other waits until a person asks for the new network, and the window says so.
#pragma once

#include "ui/session/session_controller.h"

#include <QObject>
#include <QTimer>

namespace unroll {

class HyperparameterPanel;
class MessageBar;
class Settings;

class FormPresenter : public QObject {
    Q_OBJECT

public:
    // All of them outlive the presenter.
    FormPresenter(SessionController& controller, HyperparameterPanel& form, MessageBar& messages, Settings& settings,
                  QObject* parent);

    void begin(const Hyperparameters& hyperparameters); // shows and sets up the first network

    bool isPending() const { return pending_; } // the form says something else than the network on show

    void train();   // the network of the form, a new one where the present one differs
    void restart(); // a new network of the form, and train it

signals:
    void pendingChanged();

private:
    void takeEdit();
    void compare(); // the form with the network on show
    void configure();
    void setPending(bool pending);
    void explain();
    void explainDivergence(const Divergence& divergence);
    void explainFailure(const QString& sentence);
    void change(std::string_view key, const HyperparameterValue& value);
    bool isUntrained() const;

    SessionController& controller_;
    HyperparameterPanel& form_;
    MessageBar& messages_;
    Settings& settings_;
    Hyperparameters requested_; // set up last, perhaps not ready yet
    QTimer rest_;               // until the hand rests
    bool pending_ = false;
};

} // namespace unroll
