// Which data the form is at: takes what a person wants once it was read, so that a set which can't be read costs
// nothing, offers to fetch what is not here, and opens a person's own sets.
#pragma once

#include "ui/state/services.h"
#include "ui/training/background_worker.h"
#include "ui/training/detached_jobs.h"
#include "ui/training/retrain_policy.h"

#include <QObject>
#include <QTimer>

namespace unroll {

class DataFilesDialog;
class FetchPresenter;
class MessageBar;
class Settings;

class DataPresenter : public QObject {
    Q_OBJECT

public:
    struct Desk {
        SessionController& controller;
        RetrainPolicy& policy;
        SettingModel& setting;
        MessageBar& messages; // of the training
        MessageBar& bar;      // of the data
        Settings& settings;
    };

    // All of them outlive the presenter.
    DataPresenter(const Desk& desk, const WindowServices& services, QWidget* window);

    const DataChoices& choices() const { return choices_; } // to choose from at this moment

    void follow(const DataWish& wish);
    void importFolder(const QString& folder); // of pictures

signals:
    void choicesChanged(const unroll::DataChoices& choices);

private:
    enum class Taken { ByHand, ByItself }; // a set that comes by itself starts no training

    void offer(const std::string& name);
    void openFolder();
    void openFiles();
    void chooseImages();
    void importImages(const std::string& folder, Unreadable unreadable);
    void takeImported(const ImportedData& imported);
    void beginReading(const QString& sentence); // which is said where it takes long
    void read(const std::string& data, Taken how);
    void take(const std::string& data, const SessionInfo& info, Taken how);
    void refuse(const std::string& data, const QString& sentence);
    void endReading();
    void listSets();
    void explainFailure();
    void fitForm();
    void explain(const SessionInfo& info);
    const DataOffer* missing(const std::string& name) const; // that can be fetched, as far as is known, or nothing

    // What is found where a data set should be.
    struct Place {
        bool isThere = false;
        bool hasFolders = false; // which may hold pictures
    };
    void look(const std::string& data, const std::function<void(const Place& place)>& then);

    Desk desk_;
    DataChoices choices_;
    std::vector<std::string> here_; // the names of the sets that were found last
    const WindowServices& services_;
    QWidget* window_;
    FetchPresenter* fetches_ = nullptr;
    DataFilesDialog* files_ = nullptr; // from its first use on
    bool reading_ = false;             // what a person chose
    std::string imported_;             // the set that was imported last
    QTimer slow_;                      // until it is worth a word that a set is being read
    QString reads_;                    // that word
    QString explained_;                // what was told last of the images that are taken
    std::string explainedData_;        // and the checksum of their set
    BackgroundWorker reader_;          // these last: they die first
    DetachedJobs jobs_;
};

} // namespace unroll
