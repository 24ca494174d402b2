#include "engine/training/hessian.h"

#include "engine/autodiff/tape_size.h"
#include "engine/tensor/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace unroll {
namespace {

// However many threads there are: the sums of a product go in one order.
constexpr std::size_t mostLanes = 4;
constexpr std::int64_t laneBytes = std::int64_t{64} << 20U;

std::int64_t bytesWith(const ModelDescription& description, Index columns) {
    const Model model(description, columns, Pixels::Dense);
    return tapeBytes<float>(model.graph(), model.losses(), Passes::Second);
}

// As many images as a lane takes at once: its share, or what fits its memory.
std::size_t columnsFor(const ModelDescription& description, std::size_t images) {
    const std::size_t share = (images + mostLanes - 1) / mostLanes;
    const std::int64_t one = bytesWith(description, 1);
    const std::int64_t more = std::max<std::int64_t>(bytesWith(description, 2) - one, 1);
    const std::int64_t fit = 1 + std::max<std::int64_t>(laneBytes - one, 0) / more;
    return std::min(share, static_cast<std::size_t>(fit));
}

double product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void normalise(std::span<double> vector) {
    const double norm = std::sqrt(product(vector, vector));
    for (double& element : vector)
        element /= norm;
}

} // namespace

Hessian::Lane::Lane(const ModelDescription& description, Index columns, std::span<const float> parameters)
    : model(description, columns, Pixels::Dense)
    , tape(model.graph(), model.losses(), parameters, Passes::Second)
    , seed(static_cast<std::size_t>(columns))
    , sum(parameters.size()) {}

Hessian::Hessian(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                 std::span<const std::uint32_t> indices, WorkerPool& pool)
    : parameters_(parameters)
    , images_(images)
    , indices_(indices)
    , pool_(pool)
    , columns_(columnsFor(description, indices.size())) {
    if (indices.empty())
        throw std::invalid_argument("A curvature is that of at least one image.");
    const std::size_t parts = (indices.size() + columns_ - 1) / columns_;
    for (std::size_t lane = 0; lane < std::min(mostLanes, parts); ++lane)
        lanes_.emplace_back(description, static_cast<Index>(columns_), parameters);
}

void Hessian::abandonWhen(const std::atomic<bool>* flag) {
    for (Lane& lane : lanes_)
        lane.tape.abandonWhen(flag);
}

// Every so many'th part of the images is the lane's.
void Hessian::work(Lane& lane, std::size_t number, std::span<const float> direction) {
    std::ranges::fill(lane.sum, 0.0);
    if (!lane.stands)
        lane.loss = 0;
    const bool alone = columns_ * lanes_.size() >= indices_.size();
    for (std::size_t first = number * columns_; first < indices_.size(); first += columns_ * lanes_.size()) {
        if (!lane.stands) {
            const auto part = indices_.subspan(first, std::min(columns_, indices_.size() - first));
            images_.read(part, lane.model, lane.tape);
            std::ranges::fill(lane.seed, 0.0F);
            std::fill_n(lane.seed.begin(), part.size(), 1.0F / static_cast<float>(indices_.size()));
            lane.tape.resetGradients();
            lane.tape.forward();
            lane.tape.backward(lane.seed);
            const Tensor<const float> losses = lane.tape.value(lane.model.losses());
            for (std::size_t j = 0; j < part.size(); ++j)
                lane.loss += static_cast<double>(losses(0, static_cast<Index>(j)));
            lane.stands = alone;
        }
        std::ranges::copy(direction, lane.tape.parameterTangents().begin());
        lane.tape.hvp();
        const std::span<const float> product = lane.tape.parameterGradientTangents();
        for (std::size_t e = 0; e < product.size(); ++e)
            lane.sum[e] += static_cast<double>(product[e]);
    }
}

void Hessian::times(std::span<const float> direction, std::span<double> product) {
    pool_.run(static_cast<int>(lanes_.size()), [&](int lane) {
        work(lanes_[static_cast<std::size_t>(lane)], static_cast<std::size_t>(lane), direction);
    });
    std::ranges::fill(product, 0.0);
    loss_ = 0;
    for (const Lane& lane : lanes_) {
        for (std::size_t e = 0; e < product.size(); ++e)
            product[e] += lane.sum[e];
        loss_ += lane.loss / static_cast<double>(indices_.size());
    }
}

SharpnessSearch::SharpnessSearch(Hessian& hessian, const SharpnessOptions& options, std::span<const float> start)
    : hessian_(hessian)
    , options_(options)
    , vector_(hessian.size())
    , image_(hessian.size())
    , direction_(hessian.size())
    , done_(options.iterations <= 0) {
    draw();
    if (start.size() == hessian.size() && std::ranges::any_of(start, [](float x) { return x != 0; })) {
        std::ranges::copy(start, vector_.begin());
        normalise(vector_);
    }
}

void SharpnessSearch::draw() {
    Random random(options_.seed);
    for (double& element : vector_)
        element = random.uniform(-1, 1);
    normalise(vector_);
}

void SharpnessSearch::beginAnew() {
    shift_ = eigenvalue_;
    searched_ = 0;
    rests_ = 0;
    draw();
}

void SharpnessSearch::advance() {
    constexpr int patience = 5;
    constexpr double still = 1e-5;
    constexpr double smallest = std::numeric_limits<double>::min();
    if (done_)
        return;
    std::ranges::transform(vector_, direction_.begin(), [](double element) { return static_cast<float>(element); });
    hessian_.times(direction_, image_);
    const double before = eigenvalue_;
    ++iterations_;
    ++searched_;
    eigenvalue_ = product(vector_, image_);
    double squares = 0;
    for (std::size_t e = 0; e < vector_.size(); ++e)
        squares += std::pow(image_[e] - eigenvalue_ * vector_[e], 2);
    const double scale = std::max(std::abs(eigenvalue_), smallest);
    residual_ = std::sqrt(squares) / scale;
    rests_ = std::abs(eigenvalue_ - before) < still * scale ? rests_ + 1 : 0;
    if (!std::isfinite(eigenvalue_) || residual_ <= options_.tolerance || rests_ == patience ||
        searched_ >= options_.iterations) {
        if (eigenvalue_ < 0 && shift_ == 0)
            beginAnew(); // what dominated is not the largest by value
        else
            done_ = true;
        return;
    }
    for (std::size_t e = 0; e < vector_.size(); ++e)
        vector_[e] = image_[e] - shift_ * vector_[e];
    normalise(vector_);
}

Sharpness SharpnessSearch::result() const {
    return {.largestEigenvalue = eigenvalue_,
            .images = hessian_.images(),
            .iterations = iterations_,
            .residual = residual_,
            .loss = hessian_.loss(),
            .direction = {vector_.begin(), vector_.end()}};
}

Sharpness sharpnessOf(Hessian& hessian, const SharpnessOptions& options, std::span<const float> start) {
    SharpnessSearch search(hessian, options, start);
    while (!search.done())
        search.advance();
    return search.result();
}

} // namespace unroll
