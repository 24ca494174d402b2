// A matrix that is mostly zeros, such as the pixels of handwriting: of each column, the elements that are not zero.
#pragma once

#include "engine/tensor/shape.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <span>
#include <vector>

namespace unroll {

template <typename T>
struct SparseElement {
    std::uint32_t row = 0;
    T value{};

    bool operator==(const SparseElement&) const = default;
};

// Written from left to right, with memory for every element taken at the start.
template <typename T>
class SparseColumns {
public:
    explicit SparseColumns(Shape shape)
        : shape_(shape)
        , elements_(static_cast<std::size_t>(shape.size()) + spare)
        , ends_(static_cast<std::size_t>(shape.columns)) {
        clear();
    }

    // Elements for which there is always room behind a column, so that it can be written in whole vectors.
    static constexpr std::size_t spare = 16;

    Shape shape() const { return shape_; }

    // All columns become zero, and the first is the next to be written.
    void clear() {
        std::fill(ends_.begin(), ends_.end(), 0);
        written_ = 0;
    }

    // Writes the next column: `write` gets the place of its first element, puts the elements there, at most one for
    // each row and by ascending row, and returns the place behind the last. Behind it, `spare` elements may have been
    // overwritten. Columns that are not written stay zero.
    template <typename Write>
    void appendColumn(Write write) {
        const std::size_t begin = written_ == 0 ? 0 : ends_[written_ - 1];
        SparseElement<T>* first = elements_.data() + begin;
        const SparseElement<T>* last = write(first);
        assert(last >= first && last - first <= shape_.rows);
        ends_[written_++] = begin + static_cast<std::size_t>(last - first);
    }

    std::span<const SparseElement<T>> column(Index j) const {
        const auto i = static_cast<std::size_t>(j);
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return {elements_.data() + begin, i < written_ ? ends_[i] - begin : 0};
    }

private:
    Shape shape_;
    std::vector<SparseElement<T>> elements_;
    std::vector<std::size_t> ends_; // behind each column's last element
    std::size_t written_ = 0;       // columns
};

} // namespace unroll
