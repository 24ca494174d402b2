// One aligned block of memory for many tensors: planned first, taken once, never grown.
#pragma once

#include "engine/tensor/huge_pages.h"
#include "engine/tensor/tensor.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace unroll {

// Hands out offsets, in elements, each on a cache line of its own for float and double.
class ArenaPlan {
public:
    static constexpr Index lineElements = 16; // 64 bytes of float

    Index add(Index elements) {
        const Index offset = size_;
        size_ += (elements + lineElements - 1) / lineElements * lineElements;
        return offset;
    }
    Index size() const { return size_; }

private:
    Index size_ = 0;
};

// Part of a block, from which tensors are taken in the order of its plan.
template <typename T>
class ArenaRegion {
public:
    ArenaRegion() = default;
    explicit ArenaRegion(std::span<T> elements)
        : elements_(elements) {}

    T* data() const { return elements_.data(); }
    std::span<T> span() const { return elements_; }
    void clear() { std::fill(elements_.begin(), elements_.end(), T{}); }

    // The next tensor of the plan; a shape without elements takes nothing.
    Tensor<T> take(Shape shape) {
        if (shape.size() == 0)
            return {};
        const Index offset = taken_.add(shape.size());
        assert(taken_.size() <= std::ssize(elements_));
        return {elements_.data() + offset, shape};
    }

private:
    std::span<T> elements_;
    ArenaPlan taken_;
};

// A zero-filled block, aligned to 64 bytes, of a planned size.
template <typename T>
class Arena {
public:
    explicit Arena(Index elements = 0)
        : size_(static_cast<std::size_t>(elements)) {
        if (size_ == 0)
            return;
        block_.reset(static_cast<T*>(::operator new(size_ * sizeof(T), alignment)));
        wantHugePages(block_.get(), size_ * sizeof(T));
        std::fill_n(block_.get(), size_, T{});
    }

    T* data() const { return block_.get(); }
    std::span<T> span() const { return {block_.get(), size_}; }

    // The next region of so many elements, a size that an ArenaPlan gave.
    ArenaRegion<T> region(Index elements) {
        const auto first = static_cast<std::size_t>(regions_.add(elements));
        assert(regions_.size() <= static_cast<Index>(size_));
        return ArenaRegion<T>(span().subspan(first, static_cast<std::size_t>(elements)));
    }

private:
    static constexpr std::align_val_t alignment{64};
    struct Free {
        void operator()(T* block) const { ::operator delete(block, alignment); }
    };

    std::size_t size_;
    std::unique_ptr<T, Free> block_;
    ArenaPlan regions_;
};

} // namespace unroll
