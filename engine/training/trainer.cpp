#include "engine/training/trainer.h"

#include "engine/autodiff/tape_size.h"
#include "engine/training/gradient_clip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace unroll {
namespace {

constexpr Index largestShard = 50;  // images; two shards for the paper's batch of 100
constexpr std::size_t piece = 2048; // elements of the gradient block that one task sums

Index shardCount(Index images) {
    if (images < 1)
        throw std::invalid_argument("A batch needs at least one image, not " + std::to_string(images) + ".");
    return (images + largestShard - 1) / largestShard;
}

Index ceilDivide(Index a, Index b) { return (a + b - 1) / b; }

// In double, by lanes that the processor can add side by side.
double squaredNorm(std::span<const float> values) {
    constexpr std::size_t lanes = 16;
    std::array<double, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= values.size(); i += lanes)
        for (std::size_t k = 0; k < lanes; ++k)
            sums[k] += static_cast<double>(values[i + k]) * static_cast<double>(values[i + k]);
    for (; i < values.size(); ++i)
        sums[0] += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

// Asks for memory that is written soon. Another thread read it, and without this each line would be claimed back from
// its cache only when its turn to be written has come.
void claim(std::span<float> memory) {
    constexpr std::size_t lineElements = 16;
    for (std::size_t i = 0; i < memory.size(); i += lineElements)
        __builtin_prefetch(memory.data() + i, 1);
}

Index parameterBlockSize(const ModelDescription& description) {
    return Model(description, 1).graph().parameterBlockSize();
}

// Gives the only column of one tape what a column of another's has.
void copyImage(const Model& fromModel, Tape<float>& from, Index column, const Model& toModel, Tape<float>& to) {
    for (std::size_t t = 0; t < fromModel.pieces().size(); ++t) {
        SparseColumns<float>& pixels = to.sparseInput(toModel.pieces()[t]);
        pixels.clear();
        pixels.appendColumn([elements = from.sparseInput(fromModel.pieces()[t]).column(column)](auto* place) {
            return std::ranges::copy(elements, place).out;
        });
    }
    if (!fromModel.isSparse())
        std::ranges::copy(from.input(fromModel.pixels()).column(column), to.input(toModel.pixels()).data());
    to.labels(toModel.labels())[0] = from.labels(fromModel.labels())[static_cast<std::size_t>(column)];
}

} // namespace

bool TrainingStep::finite() const { return std::isfinite(loss) && std::isfinite(gradientNorm); }

Trainer::Shard::Shard(const ModelDescription& description, Index images, Pixels pixels,
                      std::span<const float> parameters)
    : model(description, images, pixels)
    , tape(model.graph(), model.losses(), parameters, Passes::ForwardAndBackward, Keep::only({model.logits()}))
    , seed(static_cast<std::size_t>(images))
    , sorted(static_cast<std::size_t>(images))
    , begun(static_cast<std::size_t>(description.cells)) {}

Trainer::Trainer(const ModelDescription& description, Index batchSize, WorkerPool& pool,
                 const OptimizerSettings& optimizer, Pixels pixels)
    : description_(description)
    , pixels_(pixels)
    , pool_(pool)
    , parameters_(parameterBlockSize(description))
    , optimizer_(optimizer, parameters_.span().size()) {
    resize(batchSize);
    partialNorms_.resize((parameters().size() + piece - 1) / piece);
}

std::int64_t Trainer::bytes(const ModelDescription& description, Index batchSize, const OptimizerSettings& optimizer,
                            Pixels pixels) {
    const std::int64_t blocks = 1 + std::ssize(Optimizer(optimizer, 1).state());
    return blocks * parameterBlockSize(description) * static_cast<Index>(sizeof(float)) +
           bytesOfResizing(description, batchSize, pixels);
}

std::int64_t Trainer::bytesOfResizing(const ModelDescription& description, Index batchSize, Pixels pixels) {
    const Index shardSize = ceilDivide(batchSize, shardCount(batchSize));
    const Model model(description, shardSize, pixels);
    const auto lists = shardSize * static_cast<Index>(sizeof(float) + sizeof(std::uint32_t)) +
                       description.cells * static_cast<Index>(sizeof(Index));
    return ceilDivide(batchSize, shardSize) *
           (graphBytes(model.graph()) + lists +
            tapeBytes<float>(model.graph(), model.losses(), Passes::ForwardAndBackward, Keep::only({model.logits()})));
}

// The new shards are built beside the old ones, which stay where memory does not suffice.
void Trainer::resize(Index batchSize) {
    const Index shardSize = ceilDivide(batchSize, shardCount(batchSize));
    std::deque<Shard> shards;
    for (Index i = 0; i < ceilDivide(batchSize, shardSize); ++i)
        shards.emplace_back(description_, shardSize, pixels_, parameters());
    shards_.swap(shards);
    shardSize_ = shardSize;
    shardsUsed_ = 0;
    abandonWhen(abandon_);
}

void Trainer::abandonWhen(const std::atomic<bool>* flag) {
    abandon_ = flag;
    for (Shard& shard : shards_)
        shard.tape.abandonWhen(flag);
}

TrainingStep Trainer::step(const ImageReader& images, std::span<const std::uint32_t> indices, double eta,
                           std::span<const std::uint32_t> next) {
    const auto shardSize = static_cast<std::size_t>(shardSize_);
    const auto shards = static_cast<int>((indices.size() + shardSize - 1) / shardSize);
    if (indices.empty() || shards > std::ssize(shards_))
        throw std::invalid_argument("A batch of " + std::to_string(indices.size()) + " images does not fit.");

    shardsUsed_ = shards;
    const float weight = 1.0F / static_cast<float>(indices.size());
    const auto shardOf = [shardSize](std::span<const std::uint32_t> batch, int i) {
        const std::size_t first = std::min(static_cast<std::size_t>(i) * shardSize, batch.size());
        return batch.subspan(first, std::min(shardSize, batch.size() - first));
    };
    pool_.run(shards, [&](int i) {
        runShard(shards_[static_cast<std::size_t>(i)], images, shardOf(indices, i), shardOf(next, i), weight);
    });

    TrainingStep result;
    for (int i = 0; i < shards; ++i) {
        result.loss += shards_[static_cast<std::size_t>(i)].loss;
        result.right += shards_[static_cast<std::size_t>(i)].right;
    }
    giveUpIfAbandoned();
    result.loss /= static_cast<double>(indices.size());
    result.gradientNorm = std::sqrt(sumGradients(shards));
    if (result.finite())
        update(result.gradientNorm, eta);
    return result;
}

// Each thread moves the parameters of which it summed the gradients: they are still in its cache.
void Trainer::update(double gradientNorm, double eta) {
    const std::span<float> gradients = shards_.front().tape.parameterGradients();
    const auto factor = static_cast<float>(clipFactor(gradientNorm, clip_));
    optimizer_.beginUpdate(eta);
    overPieces([&](std::size_t, std::size_t first, std::size_t count) {
        const std::span<float> moved = parameters().subspan(first, count);
        const std::span<float> part = gradients.subspan(first, count);
        claim(moved);
        if (factor < 1)
            for (float& gradient : part)
                gradient *= factor;
        optimizer_.updatePart(first, moved, part);
    });
}

// Before a shard's gradients are set to zero, and before they are summed: of a large network they are gigabytes.
void Trainer::giveUpIfAbandoned() const {
    if (abandon_ && abandon_->load(std::memory_order_relaxed))
        throw Abandoned();
}

void Trainer::runShard(Shard& shard, const ImageReader& images, std::span<const std::uint32_t> indices,
                       std::span<const std::uint32_t> next, float weight) {
    giveUpIfAbandoned();
    claim(shard.tape.parameterGradients());
    images.sortByBeginning(indices, std::span(shard.sorted).first(indices.size()), shard.begun);
    // Further columns count for nothing, but 0 times infinity would: they get an image of this batch, too.
    std::fill(shard.sorted.begin() + std::ssize(indices), shard.sorted.end(), shard.sorted[indices.size() - 1]);
    shard.tape.shareColumns(shard.begun);
    images.read(shard.sorted, shard.model, shard.tape, next);
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
        shard.right += largestRow(logits.column(j)) == images.set().labels[shard.sorted[static_cast<std::size_t>(j)]];
    }
}

// Calls run(number, first element, number of elements) for all pieces of the block of parameters, on all threads.
template <typename Run>
void Trainer::overPieces(Run run) {
    pool_.run(static_cast<int>(partialNorms_.size()), [&](int task) {
        const auto number = static_cast<std::size_t>(task);
        run(number, number * piece, std::min(piece, parameters().size() - number * piece));
    });
}

// Adds the gradients of the shards 1, 2, ... to those of shard 0, in this order, and returns the sum of squares.
double Trainer::sumGradients(int shards) {
    overPieces([&](std::size_t number, std::size_t first, std::size_t count) {
        const auto part = [&](int shard) {
            float* gradients = shards_[static_cast<std::size_t>(shard)].tape.parameterGradients().data();
            return Eigen::Map<Eigen::ArrayXf>(gradients + first, static_cast<Index>(count));
        };
        auto sum = part(0);
        for (int i = 1; i < shards; ++i)
            sum += part(i);
        partialNorms_[number] = squaredNorm({sum.data(), count});
    });
    return std::accumulate(partialNorms_.begin(), partialNorms_.end(), 0.0);
}

// A tape that keeps everything takes several times as much memory as one that trains, so it has a single column,
// through which the images of a shard go one after the other.
std::optional<NonFinite> Trainer::firstNonFinite() {
    Model model(description_, 1, pixels_);
    Tape<float> tape(model.graph(), model.losses(), parameters());
    tape.abandonWhen(abandon_);
    std::optional<NonFinite> found;
    for (int i = 0; i < shardsUsed_ && !found; ++i) {
        Shard& shard = shards_[static_cast<std::size_t>(i)];
        for (std::size_t j = 0; j < shard.seed.size() && shard.seed[j] > 0; ++j) {
            copyImage(shard.model, shard.tape, static_cast<Index>(j), model, tape);
            tape.forward();
            auto here = unroll::firstNonFinite<float>(model.graph(), tape, std::span(&shard.seed[j], 1));
            if (here && (!found || here->moment < found->moment))
                found = std::move(here);
        }
    }
    if (found)
        return found;
    found = nonFiniteParameter(gradients());
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
