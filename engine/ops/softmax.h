// Softmax.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// Each column turned into probabilities: y_ij = exp(z_ij - m_j) / sum_k exp(z_kj - m_j), m_j the column's maximum, so
// that no exponential overflows (Goodfellow et al., Deep Learning, 2016, section 4.1). For training,
// softmaxCrossEntropy() is both together and more exact.
Node softmax(Node logits);

} // namespace unroll
