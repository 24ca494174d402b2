#include "engine/session/fresh_images.h"

#include "engine/session/session_setup.h"
#include "engine/tensor/thread_start.h"

#include <algorithm>
#include <chrono>
#include <utility>

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace unroll {
namespace {

// How soon somebody who waits for images notices that nobody waits for the training any more.
constexpr std::chrono::milliseconds patience(5);

// Where ink is moved by parts of pixels, it fades over more of them: a generous guess how much more, for handwriting.
constexpr double inkOfMovedImages = 1.4;

// Lets the threads that train go before this one and those that it begins. Where no core is left for drawing, one of
// them would otherwise wait for its turn, and all others for it, in every batch.
void giveWay() {
#ifdef __linux__
    constexpr int steps = 10; // behind what the program was started with, which may have been told to give way itself
    constexpr int lowest = 19;
    // On Linux these are of the calling thread alone.
    setpriority(PRIO_PROCESS, 0, std::min(getpriority(PRIO_PROCESS, 0) + steps, lowest));
#endif
}

} // namespace

struct FreshImages::Drawn {
    std::int64_t epoch;
    ImageReader reader;
};

std::unique_ptr<FreshImages> FreshImages::wanted(const std::shared_ptr<const Dataset>& data,
                                                 const std::shared_ptr<const PreparedImages>& first,
                                                 const Hyperparameters& hyperparameters) {
    if (!hyperparameters.fresh && !augmentationOf(hyperparameters).moves())
        return nullptr;
    if (hyperparameters.fresh && !data->redraw)
        throw HyperparameterError("fresh draws new images for every epoch, and those of '" + data->name +
                                      "' were not drawn",
                                  "take the data set digits or leave out fresh.", "fresh");
    return std::make_unique<FreshImages>(data, first, hyperparameters);
}

FreshImages::FreshImages(std::shared_ptr<const Dataset> data, std::shared_ptr<const PreparedImages> first,
                         const Hyperparameters& hyperparameters)
    : data_(std::move(data))
    , first_(std::move(first))
    , hyperparameters_(hyperparameters)
    , description_(describeModel(hyperparameters, data_->pixelsPerImage(), data_->classes))
    , painter_(startThread([this](const std::stop_token& ending) { work(ending); })) {
    const std::lock_guard lock(mutex_);
    if (hasOwn(1))
        want(1);
}

FreshImages::~FreshImages() {
    const std::lock_guard lock(mutex_);
    painter_.request_stop();
    drawing_.request_stop();
}

const ImageReader& FreshImages::reader() const { return present_ ? present_->reader : *first_->train(); }

// Whether the epoch's images are others than the set's.
bool FreshImages::hasOwn(std::int64_t epoch) const { return epoch > 1 || augmentationOf(hyperparameters_).moves(); }

bool FreshImages::take(std::int64_t epoch, const std::atomic<bool>* abandon) {
    std::unique_lock lock(mutex_);
    if (!hasOwn(epoch))
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
    giveWay();
    std::unique_lock lock(mutex_);
    const auto isAsked = [this] { return wanted_ > 0 && !failure_ && !(ready_ && ready_->epoch == wanted_); };
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
    if (!hyperparameters_.fresh || epoch == 1)
        return keep(epoch, data_->train, stop);
    return keep(epoch,
                data_->redraw(
                    {.epoch = epoch, .images = images, .threads = threadCount(hyperparameters_.threads), .stop = stop}),
                stop);
}

// What the network reads of an epoch's images, moved where the setting moves them.
std::unique_ptr<FreshImages::Drawn> FreshImages::keep(std::int64_t epoch, const ImageSet& set,
                                                      const std::stop_token& stop) const {
    const Augmentation augmentation = augmentationOf(hyperparameters_);
    const ImageSource originals(set, trainImages(hyperparameters_, *data_));
    const ImageSource shown =
        augmentation.moves() ? augmented(originals, ImageMover(data_->width, data_->height), augmentation, epoch, stop)
                             : originals;
    const double growth = augmentation.moves() ? inkOfMovedImages : 1;
    const double inked = growth * static_cast<double>(set.inkedPixels());
    return std::make_unique<Drawn>(
        Drawn{epoch, ImageReader::owning(shown, static_cast<std::uint64_t>(inked), first_->trainPixels(), description_,
                                         pixelPlaces(hyperparameters_, *data_))});
}

} // namespace unroll
