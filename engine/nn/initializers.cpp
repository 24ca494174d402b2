#include "engine/nn/initializers.h"

#include <cmath>

namespace unroll {

void fillXavier(Tensor<float> weight, Random& random) {
    const double range = std::sqrt(6.0 / static_cast<double>(weight.rows() + weight.columns()));
    for (Index row = 0; row < weight.rows(); ++row)
        for (Index column = 0; column < weight.columns(); ++column)
            weight(row, column) = static_cast<float>(random.uniform(-range, range));
}

} // namespace unroll
