#include "ui/data/fetch_presenter.h"

#include "ui/state/figure_texts.h"
#include "ui/widgets/message_bar.h"

#include <algorithm>
#include <exception>

namespace unroll {
namespace {

constexpr int paceMilliseconds = 100;
constexpr QLatin1String fetchCause("fetch"); // of messages

QString whatItIs(const DataOffer& offer) {
    return offer.about.isEmpty() ? offer.title : FetchPresenter::tr("%1 (%2)").arg(offer.title, offer.about);
}

} // namespace

FetchPresenter::FetchPresenter(MessageBar& bar, const DataServices& services, QObject* parent)
    : QObject(parent)
    , bar_(bar)
    , services_(services) {
    pace_.setSingleShot(true);
    pace_.setInterval(paceMilliseconds);
    connect(&pace_, &QTimer::timeout, this, &FetchPresenter::showProgress);
    connect(&bar, &MessageBar::dismissed, this, [this] { quiet_ = true; });
}

FetchPresenter::~FetchPresenter() = default;

void FetchPresenter::offer(const DataOffer& offer) {
    if (fetch_ && offer.name == fetched_.name) {
        quiet_ = false;
        return showAgain();
    }
    quiet_ = true;
    const QString size = bytesText(offer.bytes);
    const QString sentence =
        fetch_ ? tr("%1 is not on this computer; fetching its %2 ends the fetching of %3, which can go on later.")
                     .arg(whatItIs(offer), size, fetched_.title)
               : tr("%1 is not on this computer; fetching it takes %2 over the network.").arg(whatItIs(offer), size);
    bar_.show(
        MessageBar::Kind::Hint, sentence, tr("Fetch %1").arg(offer.title), [this, offer] { begin(offer); }, fetchCause);
}

void FetchPresenter::showAgain() {
    if (fetch_)
        showProgress();
}

void FetchPresenter::begin(const DataOffer& offer) {
    fetch_.reset(); // before another begins
    fetched_ = offer;
    bytes_ = 0;
    total_ = offer.bytes;
    quiet_ = false;
    showProgress();
    try {
        fetch_ = services_.fetch(offer.name, listener());
    } catch (const std::exception& error) {
        fail(QString::fromUtf8(error.what()));
    }
}

FetchListener FetchPresenter::listener() {
    return {.progress = [this](std::int64_t bytes, std::int64_t total) { progress(bytes, total); },
            .troubled = [this](const QString& sentence) { showTrouble(sentence); },
            .arrived = [this] { arrive(); },
            .failed = [this](const QString& sentence) { fail(sentence); }};
}

void FetchPresenter::progress(std::int64_t bytes, std::int64_t total) {
    bytes_ = bytes;
    total_ = total;
    if (!pace_.isActive())
        pace_.start();
}

void FetchPresenter::showProgress() {
    showUnderWay(tr("Fetching %1: %2 of %3.").arg(fetched_.title, bytesText(bytes_), bytesText(total_)));
}

void FetchPresenter::showTrouble(const QString& sentence) {
    pace_.stop();
    showUnderWay(tr("Fetching %1: %2").arg(fetched_.title, sentence));
}

void FetchPresenter::showUnderWay(const QString& sentence) {
    if (quiet_)
        return;
    bar_.show(
        MessageBar::Kind::Hint, sentence, tr("Cancel"), [this] { cancel(); }, fetchCause);
    bar_.setProgress(fetchCause, static_cast<double>(bytes_) / static_cast<double>(std::max<std::int64_t>(total_, 1)));
}

void FetchPresenter::cancel() {
    pace_.stop();
    fetch_.reset();
    bar_.show(
        MessageBar::Kind::Hint, tr("%1 was not fetched to its end; what has arrived is kept.").arg(fetched_.title),
        tr("Resume"), [this] { begin(fetched_); }, fetchCause);
}

void FetchPresenter::fail(const QString& sentence) {
    pace_.stop();
    fetch_.reset();
    bar_.show(
        MessageBar::Kind::Warning, sentence, tr("Try again"), [this] { begin(fetched_); }, fetchCause);
}

void FetchPresenter::arrive() {
    pace_.stop();
    fetch_.reset();
    if (!quiet_)
        bar_.settle(fetchCause);
    emit arrived(fetched_.name);
}

} // namespace unroll
