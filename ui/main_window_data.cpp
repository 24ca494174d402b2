#include "ui/main_window_data.h"

#include "ui/main_window_data_fetch.h"
#include "ui/main_window_form.h"
#include "ui/models/setting_fit.h"
#include "ui/panels/data_files_dialog.h"
#include "ui/panels/hyperparameter_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/settings/settings.h"

#include <QFileDialog>

#include <algorithm>
#include <exception>

namespace unroll {
namespace {

constexpr int slowMilliseconds = 400;

QString askWithDialog(QWidget* parent, const QString& title, const QString& suggestion, const QString&) {
    return QFileDialog::getExistingDirectory(parent, title, suggestion);
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
    connect(&desk.form, &HyperparameterPanel::dataWanted, this, &DataPresenter::follow);
    connect(&desk.controller, &SessionController::configured, this, &DataPresenter::explainHeldOut);
    connect(&desk.controller, &SessionController::failed, this, &DataPresenter::explainMissing);
    connect(&slow_, &QTimer::timeout, this,
            [this] { desk_.bar.show(MessageBar::Kind::Hint, tr("Reading the data set\u2026")); });
    connect(fetches_, &FetchPresenter::arrived, this, [this](const std::string& name) {
        listSets();
        read(name, Taken::ByItself);
    });
    listSets();
}

std::vector<std::string> DataPresenter::names() const {
    return services_.data.names ? services_.data.names() : services_.dataNames;
}

const DataOffer* DataPresenter::missing(const std::string& name) const {
    const auto& offers = services_.data.fetchable;
    const auto offer = std::ranges::find(offers, name, &DataOffer::name);
    const std::vector<std::string> here = names();
    const bool isHere = std::ranges::find(here, name) != here.end();
    return offer == offers.end() || isHere ? nullptr : &*offer;
}

void DataPresenter::listSets() {
    DataChoices choices{names(), desk_.settings.recentData(), {}, services_.data.read != nullptr};
    for (const DataOffer& offer : services_.data.fetchable)
        if (std::ranges::find(choices.here, offer.name) == choices.here.end())
            choices.offered.push_back(offer);
    desk_.form.setDataChoices(choices);
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
    }
}

// It may have come since the list was made, by another window or the command line.
void DataPresenter::offer(const std::string& name) {
    if (const DataOffer* offered = missing(name))
        return fetches_->offer(*offered);
    listSets();
    read(name, Taken::ByHand);
}

void DataPresenter::openFolder() {
    const AskPath& ask = services_.data.askFolder ? services_.data.askFolder : askWithDialog;
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

void DataPresenter::read(const std::string& data, Taken how) {
    if (!services_.data.read)
        return take(data, {}, how);
    slow_.start();
    reader_.post([this, data, how, work = services_.data.read]() -> BackgroundWorker::Delivery {
        try {
            return [this, data, how, info = work(data)] { take(data, info, how); };
        } catch (const std::exception& error) {
            return [this, sentence = QString::fromUtf8(error.what())] { refuse(sentence); };
        }
    });
}

void DataPresenter::take(const std::string& data, const SessionInfo& info, Taken how) {
    endReading();
    if (isOwnData(data)) {
        desk_.settings.addRecentData(data);
        listSets();
    }
    Hyperparameters setting = desk_.form.hyperparameters();
    setting.data = data;
    setting.fresh = setting.fresh && data == drawnData;
    setting.cells = fittingCells(setting.cells, std::int64_t{info.width} * info.height);
    desk_.form.setHyperparameters(setting);
    desk_.form.setData(info);
    if (how == Taken::ByHand)
        desk_.presenter.take(setting);
    else
        desk_.presenter.use(setting);
}

void DataPresenter::refuse(const QString& sentence) {
    endReading();
    desk_.form.setHyperparameters(desk_.form.hyperparameters()); // as before
    desk_.messages.show(MessageBar::Kind::Warning, sentence);
}

void DataPresenter::endReading() {
    slow_.stop();
    desk_.bar.clear();
    fetches_->showAgain();
}

// A set that the program was started with, or that is gone since: it can come back, and the built-in digits serve
// meanwhile.
void DataPresenter::explainMissing() {
    Hyperparameters setting = desk_.form.hyperparameters();
    const DataOffer* offered = missing(setting.data);
    if (!offered || desk_.controller.state() != SessionController::State::Preparing)
        return;
    setting.data = drawnData;
    desk_.messages.clear();
    desk_.presenter.begin(setting);
    fetches_->offer(*offered);
}

void DataPresenter::explainHeldOut(const SessionInfo& info) {
    if (!info.testHeldOut || info.dataSha256 == explained_)
        return;
    explained_ = info.dataSha256;
    desk_.bar.show(MessageBar::Kind::Hint,
                   tr("%1 has no test files: a seventh of its training images, drawn by a fixed seed, is held out to "
                      "test on.")
                       .arg(QString::fromStdString(info.dataName)));
}

} // namespace unroll
