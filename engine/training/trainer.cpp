#include "engine/training/trainer.h"

#include "engine/training/gradient_clip.h"
#include "engine/training/pixel_input.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace unroll {
namespace {

constexpr Index largestShard = 50;       // images; two shards for the paper's batch of 100
constexpr std::size_t piece = 32 * 1024; // elements of the gradient block that one task sums

Index shardCount(Index images) { return (images + largestShard - 1) / largestShard; }

Index ceilDivide(Index a, Index b) { return (a + b - 1) / b; }

Index parameterBlockSize(const ModelDescription& description) {
    return Model(description, 1).graph().parameterBlockSize();
}

} // namespace

bool TrainingStep::finite() const { return std::isfinite(loss) && std::isfinite(gradientNorm); }

Trainer::Shard::Shard(const ModelDescription& description, Index images, std::span<const float> parameters)
    : model(description, images)
    , tape(model.graph(), model.losses(), parameters)
    , seed(static_cast<std::size_t>(images)) {}

Trainer::Trainer(const ModelDescription& description, Index batchSize, WorkerPool& pool,
                 const OptimizerSettings& optimizer)
    : description_(description)
    , shardSize_(ceilDivide(batchSize, shardCount(batchSize)))
    , pool_(pool)
    , parameters_(parameterBlockSize(description))
    , optimizer_(optimizer, parameters_.span().size()) {
    for (Index i = 0; i < ceilDivide(batchSize, shardSize_); ++i)
        shards_.emplace_back(description, shardSize_, parameters());
    partialNorms_.resize((parameters().size() + piece - 1) / piece);
}

TrainingStep Trainer::step(const ImageSet& set, std::span<const std::uint32_t> indices, double eta) {
    const auto shardSize = static_cast<std::size_t>(shardSize_);
    const auto shards = static_cast<int>((indices.size() + shardSize - 1) / shardSize);
    if (indices.empty() || shards > std::ssize(shards_))
        throw std::invalid_argument("A batch of " + std::to_string(indices.size()) + " images does not fit.");

    shardsUsed_ = shards;
    const float weight = 1.0F / static_cast<float>(indices.size());
    pool_.run(shards, [&](int i) {
        const auto first = static_cast<std::size_t>(i) * shardSize;
        const auto count = std::min(shardSize, indices.size() - first);
        runShard(shards_[static_cast<std::size_t>(i)], set, indices.subspan(first, count), weight);
    });

    TrainingStep result;
    for (int i = 0; i < shards; ++i) {
        result.loss += shards_[static_cast<std::size_t>(i)].loss;
        result.right += shards_[static_cast<std::size_t>(i)].right;
    }
    result.loss /= static_cast<double>(indices.size());
    result.gradientNorm = std::sqrt(sumGradients(shards));
    if (result.finite())
        update(result.gradientNorm, eta);
    return result;
}

void Trainer::update(double gradientNorm, double eta) {
    const std::span<float> gradients = shards_.front().tape.parameterGradients();
    if (const double factor = clipFactor(gradientNorm, clip_); factor < 1)
        for (float& gradient : gradients)
            gradient *= static_cast<float>(factor);
    optimizer_.update(parameters(), gradients, eta);
}

void Trainer::runShard(Shard& shard, const ImageSet& set, std::span<const std::uint32_t> indices, float weight) {
    gatherImages(set, indices, shard.tape.input(shard.model.pixels()), shard.tape.labels(shard.model.labels()),
                 places_);
    std::fill(shard.seed.begin(), shard.seed.end(), 0.0F);
    std::fill_n(shard.seed.begin(), indices.size(), weight);
    shard.tape.resetGradients();
    shard.tape.forward();
    shard.tape.backward(shard.seed);

    const auto losses = shard.tape.value(shard.model.losses());
    const auto logits = shard.tape.value(shard.model.logits());
    shard.loss = 0;
    shard.right = 0;
    for (Index j = 0; j < std::ssize(indices); ++j) {
        shard.loss += static_cast<double>(losses(0, j));
        shard.right += largestRow(logits.column(j)) == set.labels[indices[static_cast<std::size_t>(j)]];
    }
}

// Adds the gradients of the shards 1, 2, ... to those of shard 0, in this order, and returns the sum of squares.
double Trainer::sumGradients(int shards) {
    const std::span<float> sum = shards_.front().tape.parameterGradients();
    pool_.run(static_cast<int>(partialNorms_.size()), [&](int task) {
        const std::size_t first = static_cast<std::size_t>(task) * piece;
        const std::span<float> part = sum.subspan(first, std::min(piece, sum.size() - first));
        for (int i = 1; i < shards; ++i) {
            const float* other = shards_[static_cast<std::size_t>(i)].tape.parameterGradients().data() + first;
            for (std::size_t k = 0; k < part.size(); ++k)
                part[k] += other[k];
        }
        double squares = 0;
        for (const float g : part)
            squares += static_cast<double>(g) * static_cast<double>(g);
        partialNorms_[static_cast<std::size_t>(task)] = squares;
    });
    double squares = 0;
    for (const double partial : partialNorms_)
        squares += partial;
    return squares;
}

std::optional<NonFinite> Trainer::firstNonFinite() {
    for (int i = 0; i < shardsUsed_; ++i) {
        Shard& shard = shards_[static_cast<std::size_t>(i)];
        if (auto found = unroll::firstNonFinite<float>(shard.model.graph(), shard.tape, shard.seed))
            return found;
    }
    sumGradients(shardsUsed_);
    auto found = nonFiniteParameter(gradients());
    if (found)
        found->op = "gradient_sum";
    return found;
}

std::optional<NonFinite> Trainer::firstNonFiniteParameter() const { return nonFiniteParameter(parameters()); }

std::optional<NonFinite> Trainer::nonFiniteParameter(std::span<const float> block) const {
    for (const Node parameter : graph().parameters()) {
        const NodeRecord& record = graph().record(parameter);
        const auto elements = block.subspan(static_cast<std::size_t>(record.parameterOffset),
                                            static_cast<std::size_t>(record.shape.size()));
        if (!std::all_of(elements.begin(), elements.end(), [](float value) { return std::isfinite(value); }))
            return NonFinite{"parameter", record.name, record.place};
    }
    return std::nullopt;
}

} // namespace unroll
