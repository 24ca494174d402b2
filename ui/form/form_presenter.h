// What a change in the form means for the network on show.
//
// Where the form retrains as a person drags, every change starts a training anew at once, and the one under way is
// given up; but a training that rests in the middle takes what it can take. Without it, a change sets up a new network
// as soon as the hand rests, as long as nothing is trained. Afterwards a change that the training can take is taken at
// once; any other waits until a person asks for the new network, and the window says so.
#pragma once

#include "ui/state/training_forecast.h"
#include "ui/training/session_controller.h"

#include <QObject>
#include <QTimer>

#include <optional>

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
    void take(const Hyperparameters& hyperparameters); // as if a person had set the form to them
    void newSeed();                                    // the same with another draw of the initial weights
    void takeDrawnData();                              // sets up the network of the form on the built-in digits
    void offerDrawnData(const QString& sentence);      // which says why the form's data can't be used
    void forgetTrouble();                              // takes away what was said of a network that failed

    // As a person has decided; until then, as long as a training of the form takes less than two seconds.
    bool retrains() const;
    void setRetrains(bool retrains);

    // Whether the run that is set up last began because a control was moved: the runs before it are only on the way.
    bool startedByDrag() const { return startedByDrag_; }

    double predictedSeconds() const; // of a training of the form; 0 before there is data

    void use(const Hyperparameters& hyperparameters);   // as if a person had put it into the form
    void adopt(const Hyperparameters& hyperparameters); // shows it: the controller is about to be set up with it

    // The same for a setting that is trained with several seeds, of which the form keeps the first: until it begins
    // another run, the network on show is that of the form, whatever its seed.
    void adoptSeeds(const Hyperparameters& hyperparameters);
    void remember(); // writes down what the form says, if it has not been yet

signals:
    void pendingChanged();
    void forecastChanged(); // retrains() or predictedSeconds()

private:
    void note(); // that the form says something else
    void takeEdit();
    void learnSpeed(const std::vector<EpochMetrics>& epochs);
    bool takesAnew() const; // a change of the form, at this moment, as a new training
    bool isLive(const Hyperparameters& wanted) const;
    void compare(); // the form with the network on show
    void configure(bool byDrag = false);
    void setPending(bool pending);
    void explain();
    void explainDivergence(const Divergence& divergence);
    void takeBackChange();
    void explainFailure(const QString& sentence);
    void change(std::string_view key, const HyperparameterValue& value);
    bool isUntrained() const;
    bool showsAnotherSeed() const;
    Hyperparameters onShow() const; // the setting of the network on show, as the form would say it

    SessionController& controller_;
    HyperparameterPanel& form_;
    MessageBar& messages_;
    Settings& settings_;
    Hyperparameters requested_;            // set up last, perhaps not ready yet
    std::optional<Hyperparameters> shown_; // of the network set up last: it could be, and its data can be read
    QTimer rest_;                          // until the hand rests
    TrainingForecast forecast_;
    QTimer remember_;              // until it writes down what the form says
    std::optional<bool> retrains_; // what a person has decided
    bool noted_ = false;
    bool pending_ = false;
    bool startedByDrag_ = false;
    bool seriesOfSeeds_ = false; // see adoptSeeds()
    bool goesOn_ = false;        // the setting is that of a run that goes on
};

} // namespace unroll
