#include "engine/session/fresh_images.h"

#include "engine/session/session_setup.h"

#include <chrono>
#include <optional>
#include <utility>

namespace unroll {
namespace {

// How soon somebody who waits for images notices that nobody waits for the training any more.
constexpr std::chrono::milliseconds patience(5);

} // namespace

struct FreshImages::Drawn {
    std::int64_t epoch = 0;
    ImageSet set{};
    std::optional<ImageReader> reader{};
};

std::unique_ptr<FreshImages> FreshImages::wanted(const std::shared_ptr<const Dataset>& data,
                                                 const std::shared_ptr<const PreparedImages>& first,
                                                 const Hyperparameters& hyperparameters) {
    if (!hyperparameters.fresh)
        return nullptr;
    if (!data->redraw)
        throw HyperparameterError("fresh draws new images for every epoch, and those of '" + data->name +
                                  "' were not drawn: take the data set digits or leave out fresh.");
    return std::make_unique<FreshImages>(data, first, hyperparameters);
}

FreshImages::FreshImages(std::shared_ptr<const Dataset> data, std::shared_ptr<const PreparedImages> first,
                         const Hyperparameters& hyperparameters)
    : data_(std::move(data))
    , first_(std::move(first))
    , hyperparameters_(hyperparameters)
    , painter_([this](const std::stop_token& ending) { work(ending); }) {}

FreshImages::~FreshImages() {
    const std::lock_guard lock(mutex_);
    painter_.request_stop();
    drawing_.request_stop();
}

const ImageReader& FreshImages::reader() const { return present_ ? *present_->reader : first_->train(); }

bool FreshImages::take(std::int64_t epoch, const std::atomic<bool>* abandon) {
    std::unique_lock lock(mutex_);
    if (epoch == 1)
        present_.reset();
    else if (!present_ || present_->epoch != epoch) {
        want(epoch);
        while (!ready_ || ready_->epoch != epoch) {
            throwFailure();
            if (abandon && *abandon)
                return false;
            changed_.wait_for(lock, patience);
        }
        std::swap(present_, ready_);
    }
    want(epoch < hyperparameters_.epochs ? epoch + 1 : 0);
    return true;
}

// Once; who asks again has it tried again. Called with the mutex held.
void FreshImages::throwFailure() {
    if (!failure_)
        return;
    wanted_ = 0;
    std::rethrow_exception(std::exchange(failure_, nullptr));
}

// Called with the mutex held.
void FreshImages::want(std::int64_t epoch) {
    if (std::exchange(wanted_, epoch) == epoch)
        return;
    drawing_.request_stop();
    changed_.notify_all();
}

void FreshImages::work(const std::stop_token& ending) {
    std::unique_lock lock(mutex_);
    const auto isAsked = [this] { return wanted_ > 1 && !failure_ && !(ready_ && ready_->epoch == wanted_); };
    while (changed_.wait(lock, ending, isAsked) && !ending.stop_requested()) {
        drawing_ = std::stop_source();
        const std::stop_token stop = drawing_.get_token();
        const std::int64_t epoch = wanted_;
        std::unique_ptr<Drawn> drawn = std::move(ready_); // gives its memory back
        std::exception_ptr failure;
        lock.unlock();
        try {
            drawn.reset();
            drawn = draw(epoch, stop);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (!stop.stop_requested()) {
            ready_ = std::move(drawn);
            failure_ = failure;
        }
        changed_.notify_all();
    }
}

std::unique_ptr<FreshImages::Drawn> FreshImages::draw(std::int64_t epoch, const std::stop_token& stop) const {
    const std::int64_t images = trainImages(hyperparameters_, *data_);
    auto drawn = std::make_unique<Drawn>();
    drawn->epoch = epoch;
    drawn->set = data_->redraw(
        {.epoch = epoch, .images = images, .threads = threadCount(hyperparameters_.threads), .stop = stop});
    drawn->set.pack();
    drawn->reader = readerOf(drawn->set, images, *data_, hyperparameters_);
    return drawn;
}

} // namespace unroll
