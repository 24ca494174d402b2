// Brings a data set over the network at one press: a bar says what it is and how large, then how far it is, and in the
// end why it did not come and how to try again.
#pragma once

#include "ui/state/services.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace unroll {

class MessageBar;

class FetchPresenter : public QObject {
    Q_OBJECT

public:
    // Both outlive the presenter. The bar is its own as long as a fetch is under way.
    FetchPresenter(MessageBar& bar, const DataServices& services, QObject* parent);
    ~FetchPresenter() override;

    // Asks whether to fetch it. Another set that is under way goes on until this one is begun.
    void offer(const DataOffer& offer);

    // The fetch that is under way, if there is one and nobody closed the bar.
    void showAgain();

signals:
    void arrived(const std::string& name);

private:
    void begin(const DataOffer& offer);
    FetchListener listener();
    void cancel();
    void arrive();
    void fail(const QString& sentence);
    void progress(std::int64_t bytes, std::int64_t total);
    void showProgress();
    void showTrouble(const QString& sentence);
    void showUnderWay(const QString& sentence);

    MessageBar& bar_;
    const DataServices& services_;
    std::unique_ptr<DataFetch> fetch_; // while it is under way
    DataOffer fetched_;                // what
    std::int64_t bytes_ = 0;
    std::int64_t total_ = 0;
    QTimer pace_;        // of what is shown: eyes want no more
    bool quiet_ = false; // the bar shows an offer, or was closed: it goes on unseen
};

} // namespace unroll
