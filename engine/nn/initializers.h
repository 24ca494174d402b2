// Initial weights.
#pragma once

#include "engine/tensor/random.h"
#include "engine/tensor/tensor.h"

namespace unroll {

// Glorot's uniform initialisation, also called Xavier's: independent numbers between -r and r with
//   r = sqrt(6 / (inputs + outputs)),
// inputs and outputs being the matrix's columns and rows (Glorot and Bengio, Understanding the difficulty of training
// deep feedforward neural networks, 2010, equation 16). Drawn row by row, so that they do not depend on how the matrix
// is stored.
void fillXavier(Tensor<float> weight, Random& random);

} // namespace unroll
