// What a network says of images, without training.
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/training/image_reader.h"
#include "engine/training/worker_pool.h"

#include <deque>

namespace unroll {

struct ImageOutcome {
    int prediction = 0;    // the class with the largest logit; the first of equals
    float probability = 0; // its softmax
    float loss = 0;        // cross-entropy with the label, in nats
};

class Evaluator {
public:
    // For images whose readers are of this kind. Looks at the block of parameters, which the caller owns and may change
    // between calls; pool and parameters must outlive it.
    Evaluator(const ModelDescription& description, std::span<const float> parameters, WorkerPool& pool,
              Pixels pixels = Pixels::Dense);

    // Bytes that an evaluator with a pool of so many threads takes.
    static std::int64_t bytes(const ModelDescription& description, int threads, Pixels pixels);

    // Lets evaluate() throw Abandoned once this becomes true. The flag must outlive the evaluator.
    void abandonWhen(const std::atomic<bool>* flag);

    // One outcome per index. With `logits`, it also writes the logits of each image, image after image
    // (classes x indices elements). The number of threads changes nothing; and an image's logits, prediction and
    // probability have the same bits wherever it stands among whichever others. Its loss agrees to rounding, since the
    // sum over its classes goes in an order that depends on its place.
    void evaluate(const ImageReader& images, std::span<const std::uint32_t> indices, std::span<ImageOutcome> outcomes,
                  std::span<float> logits = {});

    // The share of a set's images, at least one, whose prediction is their label.
    double accuracy(const ImageReader& images);

    // As many images as keep all threads busy once.
    std::int64_t imagesPerPass() const;

private:
    struct Lane {
        Lane(const ModelDescription& description, std::span<const float> parameters, Pixels pixels);

        Model model;
        Tape<float> tape;
    };
    void run(Lane& lane, const ImageReader& images, std::span<const std::uint32_t> indices,
             std::span<ImageOutcome> outcomes, std::span<float> logits);

    ModelDescription description_;
    WorkerPool& pool_;
    std::deque<Lane> lanes_; // one per thread
};

} // namespace unroll
