// Lets a person look at the data of the run on show: reads its images and figures on threads of their own, while the
// training goes on, and only as long as somebody looks.
#pragma once

#include "ui/training/background_worker.h"
#include "ui/training/session_controller.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <utility>

class QAction;
class QDockWidget;

namespace unroll {

class DataBrowser;

class BrowserPresenter : public QObject {
    Q_OBJECT

public:
    // The dock holds the browser. All of them outlive the presenter.
    BrowserPresenter(SessionController& controller, DataBrowser& browser, QDockWidget& dock, QWidget* window);
    ~BrowserPresenter() override;

    QList<std::pair<QString, QString>> shortcuts() const; // for the list of them

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void toggle();
    void place();
    void begin(const SessionInfo& info);
    void forget();
    void summarize();
    void show(const DataLook& look, const DataSummary& summary);
    void read(const std::vector<std::int64_t>& indices);
    void readVariants(std::int64_t index, std::int64_t epochs);

    SessionController& controller_;
    DataBrowser& browser_;
    QDockWidget& dock_;
    QWidget* window_;
    QAction* open_ = nullptr;
    std::string shown_;                           // the checksum of the data on show
    std::shared_ptr<const DataView> data_;        // what is looked at; nothing as long as nobody looks
    std::shared_ptr<std::atomic<bool>> outdated_; // what is being summarized is not wanted any more
    bool summarized_ = false;                     // what is on show
    BackgroundWorker summaries_;                  // last: these die first
    BackgroundWorker images_;
    BackgroundWorker variants_;
};

} // namespace unroll
