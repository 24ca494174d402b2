// The training images of each epoch where every epoch has its own, which a thread prepares while the epoch before is
// trained on. Fresh ones are those of the data set in the first epoch, and then others that are drawn; where the
// setting augments images, those of an epoch, fresh or not, are moved, in the first epoch as well.
//
// An epoch's images depend on the data set, the setting and the epoch alone, so a training that goes on in the middle
// sees the same.
#pragma once

#include "engine/data/dataset.h"
#include "engine/session/hyperparameters.h"
#include "engine/session/prepared_images.h"

#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace unroll {

class FreshImages {
public:
    // Nothing where every epoch has the set's images. Throws HyperparameterError where the setting asks for fresh ones
    // and the data set can't draw them.
    static std::unique_ptr<FreshImages> wanted(const std::shared_ptr<const Dataset>& data,
                                               const std::shared_ptr<const PreparedImages>& first,
                                               const Hyperparameters& hyperparameters);

    // `first` are prepared for the setting. Throws std::runtime_error when the system starts no thread for it.
    FreshImages(std::shared_ptr<const Dataset> data, std::shared_ptr<const PreparedImages> first,
                const Hyperparameters& hyperparameters);
    ~FreshImages();

    // Makes the images of an epoch the present ones and has those of the next drawn, if the setting has a next. Waits
    // for images that are not there yet; gives up and returns false, with the present ones as they were, once
    // `abandon` becomes true. Allocates nothing. Throws what drawing them threw.
    bool take(std::int64_t epoch, const std::atomic<bool>* abandon);

    // The present ones, once some were taken.
    const ImageReader& reader() const;

private:
    struct Drawn; // images of one epoch

    void want(std::int64_t epoch);
    void throwFailure();
    void work(const std::stop_token& ending);
    bool hasOwn(std::int64_t epoch) const;
    std::unique_ptr<Drawn> draw(std::int64_t epoch, const std::stop_token& stop) const;
    std::unique_ptr<Drawn> keep(std::int64_t epoch, const ImageSet& set, const std::stop_token& stop) const;

    std::shared_ptr<const Dataset> data_;
    std::shared_ptr<const PreparedImages> first_;
    Hyperparameters hyperparameters_;
    ModelDescription description_;
    std::unique_ptr<Drawn> present_; // nothing where the set's own are read

    std::mutex mutex_; // guards what follows
    std::condition_variable_any changed_;
    std::int64_t wanted_ = 0;      // epoch; 0 for none
    std::stop_source drawing_;     // of the epoch that is drawn now
    std::unique_ptr<Drawn> ready_; // the wanted epoch's, or memory of another's that the thread gives back
    std::exception_ptr failure_;
    std::jthread painter_; // the last member: it ends before anything that it uses
};

} // namespace unroll
