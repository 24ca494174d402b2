// What a change of the setting means for the network on show.
//
// Where it retrains as a person drags, every edit starts a training anew at once, and the one under way is given up;
// but a training that rests in the middle takes what it can take. Without it, an edit sets up a new network as soon as
// the hand rests, as long as nothing is trained. Afterwards an edit that the training can take is taken at once; any
// other is pending until a person asks for the new network.
#pragma once

#include "ui/state/setting_model.h"
#include "ui/state/training_forecast.h"
#include "ui/training/session_controller.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace unroll {

class Settings;

class RetrainPolicy : public QObject {
    Q_OBJECT

public:
    // All of them outlive the policy.
    RetrainPolicy(SessionController& controller, SettingModel& setting, Settings& settings, QObject* parent = nullptr);

    void begin(); // sets up the first network

    void train();   // the network of the setting, a new one where the present one differs
    void restart(); // a new network of the setting, and train it
    void newSeed(); // the same with another draw of the initial weights
    void retrainWith(std::string_view key, const HyperparameterValue& value); // a new network with it, and train it

    void use(const Hyperparameters& setting);   // shows it: it is trained when a person says so
    void adopt(const Hyperparameters& setting); // shows it: the controller is about to be set up with it
    void useDrawnData();                        // sets up the network of the setting on the built-in digits

    // As adopt(), for a setting that is trained with several seeds, of which the form keeps the first: until it begins
    // another run, the network on show is that of the setting, whatever its seed.
    void adoptSeeds(const Hyperparameters& setting);

    // As a person has decided; until then, as long as a training of the setting takes less than two seconds.
    bool retrains() const;
    void setRetrains(bool retrains);
    double predictedSeconds() const; // of a training of the setting; 0 before there is data

    // The setting says something else than the network on show, in these rows.
    bool isPending() const { return pending_; }
    HyperparameterRows pendingRows() const;

    // What the setting that could not be set up differs in from the last one that could; nothing before there was one.
    std::optional<HyperparameterRows> refusedRows() const;
    std::optional<std::string> readableData() const; // of that last one
    bool goesOn() const { return goesOn_; }          // the setting is that of a run that goes on

signals:
    void pendingChanged();  // isPending() or pendingRows()
    void forecastChanged(); // retrains() or predictedSeconds()

private:
    void takeEdit();
    void learnSpeed(const std::vector<EpochMetrics>& epochs);
    void noteConfigured(const SessionInfo& info);
    void takeBackChange(const Failure& failure);
    bool takesAnew() const; // an edit, at this moment, as a new training
    bool isLive(const Hyperparameters& wanted) const;
    void compare(); // the setting with the network on show
    void configure(TrainOrigin origin = TrainOrigin::Button);
    void setPending(bool pending);
    bool isUntrained() const;
    bool showsAnotherSeed() const;
    Hyperparameters onShow() const; // the setting of the network on show, as the form would say it

    SessionController& controller_;
    SettingModel& setting_;
    Settings& settings_;
    Hyperparameters requested_;            // set up last, perhaps not ready yet
    std::optional<Hyperparameters> shown_; // of the network set up last: it could be, and its data can be read
    QTimer rest_;                          // until the hand rests
    TrainingForecast forecast_;
    std::optional<bool> retrains_; // what a person has decided
    bool pending_ = false;
    bool seriesOfSeeds_ = false; // see adoptSeeds()
    bool goesOn_ = false;
};

} // namespace unroll
