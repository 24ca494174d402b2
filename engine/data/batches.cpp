#include "engine/data/batches.h"

#include "engine/tensor/random.h"
#include "engine/tensor/random_streams.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace unroll {

namespace {

std::size_t checkedCount(std::int64_t images) {
    if (images < 1 || images > std::int64_t{std::numeric_limits<std::uint32_t>::max()} + 1) {
        throw std::invalid_argument("Batches need from 1 to 2^32 images.");
    }
    return static_cast<std::size_t>(images);
}

} // namespace

Batches::Batches(std::int64_t images, std::int64_t batchSize, std::uint64_t seed, bool shuffle)
    : order_(checkedCount(images))
    , seed_(seed)
    , shuffle_(shuffle) {
    resize(batchSize);
    std::iota(order_.begin(), order_.end(), std::uint32_t{0});
}

void Batches::resize(std::int64_t batchSize) {
    if (batchSize < 1) {
        throw std::invalid_argument("A batch needs at least 1 image.");
    }
    batchSize_ = batchSize;
}

void Batches::startEpoch(std::int64_t epoch) {
    std::iota(order_.begin(), order_.end(), std::uint32_t{0});
    if (shuffle_) {
        Random random(seed_, streams::batchOrder(static_cast<std::uint64_t>(epoch)));
        random.shuffle(std::span(order_));
    }
}

std::int64_t Batches::count() const {
    const auto images = static_cast<std::int64_t>(order_.size());
    return images / batchSize_ + (images % batchSize_ != 0 ? 1 : 0);
}

std::span<const std::uint32_t> Batches::batch(std::int64_t index) const {
    if (index < 0 || index >= count()) {
        throw std::out_of_range("There is no batch of this number in the epoch.");
    }
    const std::int64_t first = index * batchSize_;
    const std::int64_t size = std::min(batchSize_, static_cast<std::int64_t>(order_.size()) - first);
    return std::span(order_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(size));
}

} // namespace unroll
