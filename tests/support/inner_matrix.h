// A matrix that is a range of rows of a larger one, as slices are. The larger one's other elements are not numbers: who
// reads them gets results that are not, and who writes them is found out.
#pragma once

#include "engine/tensor/random.h"
#include "engine/tensor/tensor.h"

#include <cmath>
#include <limits>
#include <vector>

namespace unroll {

// Where the larger matrix goes on. Behind the last element of a matrix with nothing below it, memory ends.
enum class Surroundings { None, Above, Below };

template <typename T>
class InnerMatrix {
public:
    // Numbers between -1 and 1.
    InnerMatrix(Shape shape, Surroundings surroundings, Random& random)
        : shape_(shape)
        , stride_(shape.rows + (surroundings == Surroundings::None ? 0 : others))
        , first_(surroundings == Surroundings::Above ? others : 0)
        , block_(static_cast<std::size_t>(stride_ * shape.columns), std::numeric_limits<T>::quiet_NaN()) {
        for (Index j = 0; j < shape.columns; ++j)
            for (T& element : tensor().column(j))
                element = static_cast<T>(random.uniform(-1, 1));
    }

    Tensor<T> tensor() { return {block_.data() + first_, shape_, stride_}; }
    Tensor<const T> values() const { return {block_.data() + first_, shape_, stride_}; }

    bool surroundingsUntouched() const {
        for (Index i = 0; i < std::ssize(block_); ++i) {
            const Index row = i % stride_ - first_;
            if ((row < 0 || row >= shape_.rows) && !std::isnan(block_[static_cast<std::size_t>(i)]))
                return false;
        }
        return true;
    }

private:
    static constexpr Index others = 5; // rows of the larger matrix that are not ours

    Shape shape_;
    Index stride_;
    Index first_;
    std::vector<T> block_;
};

} // namespace unroll
