// The Hessian of a network's mean cross-entropy over images, as what it makes of a direction; and its largest
// eigenvalue.
//
// H v is computed exactly, forward over reverse (Tape::hvp()), at the cost of some four gradients. Plain descent with a
// step eta is stable along an eigenvector as long as its eigenvalue is below 2 / eta (Cohen et al., Gradient descent on
// neural networks typically occurs at the edge of stability, 2021).
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/training/image_reader.h"
#include "engine/training/worker_pool.h"
#include "engine/values/study.h"

#include <deque>
#include <span>
#include <vector>

namespace unroll {

class Hessian {
public:
    // At `parameters`, laid out as the description's graphs say, over the images `indices` of the reader's set, which
    // it reads densely. All outlive it. The number of threads changes no bit. Throws std::invalid_argument when there
    // is no image.
    Hessian(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
            std::span<const std::uint32_t> indices, WorkerPool& pool);

    std::size_t size() const { return parameters_.size(); } // of a direction
    std::int64_t images() const { return std::ssize(indices_); }

    // Lets the others throw Abandoned once this becomes true. The flag must outlive the Hessian.
    void abandonWhen(const std::atomic<bool>* flag);

    // H `direction`; both have size() elements.
    void times(std::span<const float> direction, std::span<double> product);

    double loss() const { return loss_; } // of the images, in nats, from the first times() on

private:
    struct Lane {
        Lane(const ModelDescription& description, Index columns, std::span<const float> parameters);

        Model model;
        Tape<float> tape;
        std::vector<float> seed;
        std::vector<double> sum; // of products
        double loss = 0;
        bool stands = false; // its values and gradients are those of its only images
    };
    void work(Lane& lane, std::size_t number, std::span<const float> direction);

    std::span<const float> parameters_;
    const ImageReader& images_;
    std::span<const std::uint32_t> indices_;
    WorkerPool& pool_;
    std::size_t columns_; // images of a pass
    std::deque<Lane> lanes_;
    double loss_ = 0;
};

struct SharpnessOptions {
    std::int64_t iterations = 300; // at most, of each search
    double tolerance = 1e-2;       // of the residual
    std::uint64_t seed = 1;        // draws the first direction
};

// The largest eigenvalue by power iteration, product by product. It ends at the tolerance, or where the eigenvalue has
// stopped to move: then it is known better than its direction, to the square of the residual. A dominant eigenvalue
// below zero is taken off the spectrum, and the search begins anew.
class SharpnessSearch {
public:
    // From `start` where it is of that size and not zero, a direction known from weights nearby, and else from one that
    // is drawn. The Hessian outlives it.
    explicit SharpnessSearch(Hessian& hessian, const SharpnessOptions& options = {}, std::span<const float> start = {});

    void advance(); // by one product; may throw Abandoned, and goes on from there
    bool done() const { return done_; }
    Sharpness result() const; // so far

private:
    void draw();
    void beginAnew();

    Hessian& hessian_;
    SharpnessOptions options_;
    std::vector<double> vector_;
    std::vector<double> image_; // of the vector
    std::vector<float> direction_;
    double shift_ = 0; // what is taken off the spectrum
    double eigenvalue_ = 0;
    double residual_ = 0;
    int rests_ = 0;             // products in a row that moved nothing
    std::int64_t searched_ = 0; // products since it began, or began anew
    std::int64_t iterations_ = 0;
    bool done_ = false;
};

Sharpness sharpnessOf(Hessian& hessian, const SharpnessOptions& options = {}, std::span<const float> start = {});

} // namespace unroll
