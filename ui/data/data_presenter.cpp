#include "ui/data/data_presenter.h"

#include "ui/data/data_files_dialog.h"
#include "ui/data/fetch_presenter.h"
#include "ui/state/setting_fit.h"
#include "ui/state/settings.h"
#include "ui/widgets/training_trouble.h"

#include <QDir>
#include <QFileDialog>

#include <algorithm>
#include <exception>
#include <filesystem>

namespace unroll {
namespace {

constexpr int slowMilliseconds = 400;

// What messages are about: a set that could not be opened or imported.
constexpr QLatin1String refusalCause("refused data");
constexpr QLatin1String importCause("imported data"); // and what a person should know of one that was

QString askForFolder(QWidget* parent, const QString& title, const QString& suggestion, const QString&) {
    return QFileDialog::getExistingDirectory(parent, title, suggestion);
}

std::int64_t pixelsOf(const SessionInfo& info) { return std::int64_t{info.width} * info.height; }

QString absence(const std::string& data) {
    const QString name = QString::fromStdString(dataPaths(data).front());
    return isOwnData(data)
               ? DataPresenter::tr(
                     "There is no data set at %1: choose another in the form, or open it from where it lies now.")
                     .arg(name)
               : DataPresenter::tr("No data set %1 was found on this computer: choose another in the form, or open a "
                                   "folder that holds it.")
                     .arg(name);
}

bool exists(const std::string& path) {
    std::error_code error;
    return std::filesystem::exists(path, error);
}

// A folder with folders in it may hold pictures, one folder for each class.
bool hasFolders(const std::string& path) {
    return !QDir(QString::fromStdString(path)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty();
}

} // namespace

DataPresenter::DataPresenter(const Desk& desk, const WindowServices& services, QWidget* window)
    : QObject(window)
    , desk_(desk)
    , services_(services)
    , window_(window)
    , fetches_(new FetchPresenter(desk.bar, services.data, this)) {
    slow_.setSingleShot(true);
    slow_.setInterval(slowMilliseconds);
    connect(&desk.controller, &SessionController::configured, this, &DataPresenter::explain);
    connect(&desk.controller, &SessionController::failed, this, &DataPresenter::explainFailure);
    connect(&slow_, &QTimer::timeout, this, [this] { desk_.bar.show(MessageBar::Kind::Hint, reads_); });
    connect(fetches_, &FetchPresenter::arrived, this, [this](const std::string& name) {
        look(name, [this](const Place&) { listSets(); });
        read(name, Taken::ByItself);
    });
    here_ = services.dataNames;
    listSets();
}

// Disks may be slow, or far away: the window waits for none.
void DataPresenter::look(const std::string& data, const std::function<void(const Place& place)>& then) {
    const auto job = [this, data, then, names = services_.data.names]() -> DetachedJobs::Delivery {
        const auto here = names ? std::optional(names()) : std::nullopt;
        Place place;
        const auto paths = dataPaths(data);
        place.isThere = std::ranges::all_of(paths, exists);
        place.hasFolders = isOwnData(data) && hasFolders(data);
        return [this, data, then, here, place]() mutable {
            if (here)
                here_ = *here;
            place.isThere = place.isThere || std::ranges::find(here_, data) != here_.end();
            then(place);
        };
    };
    try {
        jobs_.post(job);
    } catch (const std::exception& error) { // there is no thread to look from
        desk_.messages.show(MessageBar::Kind::Warning, QString::fromUtf8(error.what()), {}, {}, refusalCause);
    }
}

const DataOffer* DataPresenter::missing(const std::string& name) const {
    const auto& offers = services_.data.fetchable;
    const auto offer = std::ranges::find(offers, name, &DataOffer::name);
    const bool isHere = std::ranges::find(here_, name) != here_.end();
    return offer == offers.end() || isHere ? nullptr : &*offer;
}

void DataPresenter::listSets() {
    choices_ = {here_, desk_.settings.recentData(), {}, services_.data.read != nullptr};
    for (const DataOffer& offer : services_.data.fetchable)
        if (std::ranges::find(choices_.here, offer.name) == choices_.here.end())
            choices_.offered.push_back(offer);
    emit choicesChanged(choices_);
}

void DataPresenter::follow(const DataWish& wish) {
    switch (wish.kind) {
    case DataWish::Kind::Use:
        return read(wish.data, Taken::ByHand);
    case DataWish::Kind::Fetch:
        return offer(wish.data);
    case DataWish::Kind::OpenFolder:
        return openFolder();
    case DataWish::Kind::OpenFiles:
        return openFiles();
    case DataWish::Kind::ImportImages:
        return chooseImages();
    }
}

// It may have come since the list was made, by another window or the command line.
void DataPresenter::offer(const std::string& name) {
    look(name, [this, name](const Place&) {
        if (const DataOffer* offered = missing(name))
            return fetches_->offer(*offered);
        listSets();
        read(name, Taken::ByHand);
    });
}

void DataPresenter::openFolder() {
    const AskPath& ask = services_.data.askFolder ? services_.data.askFolder : askForFolder;
    const QString folder = ask(window_, tr("Open the folder of a data set"), desk_.settings.dataFolder(), {});
    if (!folder.isEmpty())
        read(folder.toStdString(), Taken::ByHand);
}

void DataPresenter::openFiles() {
    if (!files_) {
        files_ = new DataFilesDialog(window_);
        connect(files_, &DataFilesDialog::chosen, this,
                [this](const QString& data) { read(data.toStdString(), Taken::ByHand); });
    }
    files_->setFolder(desk_.settings.dataFolder());
    files_->open();
}

void DataPresenter::chooseImages() {
    const AskPath& ask = services_.data.askFolder ? services_.data.askFolder : askForFolder;
    const QString folder = ask(window_, tr("Import the pictures of a folder"), desk_.settings.dataFolder(), {});
    if (!folder.isEmpty())
        importFolder(folder);
}

void DataPresenter::importFolder(const QString& folder) { importImages(folder.toStdString(), Unreadable::Refuse); }

void DataPresenter::importImages(const std::string& folder, Unreadable unreadable) {
    if (!services_.data.importImages)
        return;
    beginReading(tr("Importing the pictures\u2026"));
    reader_.post([this, folder, unreadable, work = services_.data.importImages]() -> BackgroundWorker::Delivery {
        try {
            return [this, imported = work(folder, unreadable)] { takeImported(imported); };
        } catch (const UnreadableImages& error) {
            return [this, folder, sentence = QString::fromUtf8(error.what())] {
                endReading();
                desk_.messages.show(
                    MessageBar::Kind::Warning, sentence, tr("Import the others"),
                    [this, folder] { importImages(folder, Unreadable::LeaveOut); }, refusalCause);
            };
        } catch (const std::exception& error) {
            return [this, sentence = QString::fromUtf8(error.what())] {
                endReading();
                desk_.messages.show(MessageBar::Kind::Warning, sentence, {}, {}, refusalCause);
            };
        }
    });
}

void DataPresenter::takeImported(const ImportedData& imported) {
    endReading();
    look(imported.name, [this](const Place&) { listSets(); });
    desk_.bar.settle(importCause); // of another one
    const auto tell = [this](MessageBar::Kind kind, const std::vector<std::string>& sentences, const QString& cause) {
        QStringList said;
        for (const std::string& sentence : sentences)
            said.append(QString::fromStdString(sentence));
        if (!said.isEmpty())
            desk_.bar.show(kind, said.join(u' '), {}, {}, cause);
    };
    tell(MessageBar::Kind::Note, imported.notes, {});
    tell(MessageBar::Kind::Warning, imported.warnings, importCause);
    imported_ = imported.name;
    read(imported.name, Taken::ByHand);
}

void DataPresenter::beginReading(const QString& sentence) {
    reading_ = true;
    reads_ = sentence;
    slow_.start();
}

void DataPresenter::read(const std::string& data, Taken how) {
    if (!services_.data.read)
        return take(data, {}, how);
    beginReading(tr("Reading the data set\u2026"));
    reader_.post([this, data, how, work = services_.data.read]() -> BackgroundWorker::Delivery {
        try {
            return [this, data, how, info = work(data)] { take(data, info, how); };
        } catch (const std::exception& error) {
            return [this, data, sentence = QString::fromUtf8(error.what())] { refuse(data, sentence); };
        }
    });
}

void DataPresenter::take(const std::string& data, const SessionInfo& info, Taken how) {
    endReading();
    if (how == Taken::ByHand)
        desk_.messages.settle(refusalCause);
    if (data != imported_)
        desk_.bar.settle(importCause);
    if (isOwnData(data)) {
        desk_.settings.addRecentData(data);
        listSets();
    }
    Hyperparameters setting = desk_.setting.value();
    setting.data = data;
    setting.fresh = setting.fresh && data == drawnData;
    desk_.setting.setWantedCells(setting.cells);
    setting.cells = fittingCells(setting.cells, pixelsOf(info));
    desk_.setting.setData(info);
    if (how == Taken::ByHand)
        desk_.setting.edit(setting);
    else
        desk_.policy.use(setting);
}

void DataPresenter::refuse(const std::string& data, const QString& sentence) {
    endReading();
    desk_.setting.showAgain("data");
    desk_.settings.forgetRecentData(data);
    look(data, [this, data, sentence](const Place& place) {
        listSets();
        if (services_.data.importImages && place.hasFolders)
            desk_.messages.show(
                MessageBar::Kind::Warning, sentence, tr("Import its pictures"),
                [this, data] { importImages(data, Unreadable::Refuse); }, refusalCause);
        else
            desk_.messages.show(MessageBar::Kind::Warning, place.isThere ? sentence : absence(data), {}, {},
                                refusalCause);
    });
}

void DataPresenter::endReading() {
    reading_ = false;
    slow_.stop();
    desk_.bar.clear();
    fetches_->showAgain();
}

// Of a set that the program was started with, or that is gone since. What can be fetched comes back, and the built-in
// digits serve meanwhile; of what is nowhere else the engine says how the command line would find it, which is no help
// in a window.
void DataPresenter::explainFailure() {
    const std::string data = desk_.setting.value().data;
    if (desk_.controller.state() != SessionController::State::Preparing)
        return;
    look(data, [this, data, run = desk_.controller.run()](const Place& place) {
        if (desk_.controller.run() != run || desk_.setting.value().data != data)
            return; // another one was chosen meanwhile
        if (const DataOffer* offered = missing(data)) {
            settleTrouble(desk_.messages);
            desk_.policy.useDrawnData();
            fetches_->offer(*offered);
        } else if (place.isThere) {
            fitForm();
        } else {
            sayTrouble(desk_.messages, absence(data), tr("Use the built-in digits"),
                       [this] { desk_.policy.useDrawnData(); });
        }
    });
}

// A set that the program was started with may have other images than the form was left for.
void DataPresenter::fitForm() {
    if (!services_.data.read || reading_)
        return;
    const std::string data = desk_.setting.value().data;
    const auto fit = [this, data](const SessionInfo& info) {
        const Hyperparameters& setting = desk_.setting.value();
        if (setting.data != data || fittingCells(setting.cells, pixelsOf(info)) == setting.cells)
            return;
        settleTrouble(desk_.messages);
        take(data, info, Taken::ByItself);
    };
    reader_.post([data, fit, work = services_.data.read]() -> BackgroundWorker::Delivery {
        try {
            return [fit, info = work(data)] { fit(info); };
        } catch (const std::exception&) {
            return {}; // the message on show is about that
        }
    });
}

// What a person should know of the images, once; it goes when it holds no longer.
void DataPresenter::explain(const SessionInfo& info) {
    QStringList sentences;
    if (info.testHeldOut)
        sentences.append(tr("%1 has no test files: a seventh of its training images, drawn by a fixed seed, is held "
                            "out to test on.")
                             .arg(QString::fromStdString(info.dataName)));
    for (const std::string& note : info.notes)
        sentences.append(QString::fromStdString(note));
    const QString explanation = sentences.join(QLatin1Char(' '));
    if (explanation == explained_ && info.dataSha256 == explainedData_)
        return;
    explained_ = explanation;
    explainedData_ = info.dataSha256;
    const QString cause = QStringLiteral("images");
    if (explanation.isEmpty())
        desk_.bar.settle(cause);
    else
        desk_.bar.show(info.notes.empty() ? MessageBar::Kind::Hint : MessageBar::Kind::Warning, explanation, {}, {},
                       cause);
}

} // namespace unroll
