#include "engine/data/loading_stop.h"
#include "engine/session/training_session.h"
#include "engine/training/allocation_counter.h"

#include <chrono>
#include <new>
#include <utility>

namespace unroll {

SessionFactory trainingSessionFactory(std::shared_ptr<Catalog> catalog, std::stop_token stop) {
    // Of the last session's data, so that the next session on it need not read all pixels again.
    struct Kept {
        std::shared_ptr<const Dataset> data;
        std::string sha256;
        std::shared_ptr<const PreparedImages> images;
    };
    return [catalog, stop = std::move(stop), last = std::make_shared<Kept>()](const Hyperparameters& hyperparameters) {
        using Clock = std::chrono::steady_clock;
        SessionOrigin origin;
        origin.allocatedBefore = allocatedBytesOnThisThread();
        const Clock::time_point start = Clock::now();
        auto data = catalog->load(hyperparameters.data, stop);
        origin.loadSeconds = std::chrono::duration<double>(Clock::now() - start).count();
        if (last->data != data)
            *last = {data, data->sha256(), nullptr};
        throwIfStopped(stop);
        if (!last->images || !last->images->serve(data, hyperparameters)) {
            last->images.reset(); // before the next ones take their memory
            last->images = std::make_shared<PreparedImages>(data, hyperparameters);
        }
        throwIfStopped(stop);
        origin.dataSha256 = last->sha256;
        origin.images = last->images;
        try {
            return std::make_unique<TrainingSession>(std::move(data), hyperparameters, std::move(origin));
        } catch (const std::bad_alloc&) {
            throw HyperparameterError("There is too little memory for this network",
                                      "take fewer cells, layers or threads, or a smaller hidden size or batch.");
        }
    };
}

} // namespace unroll
