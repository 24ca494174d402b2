// Losses.
#pragma once

#include "engine/autodiff/graph.h"

namespace unroll {

// The cross-entropy of softmax(logits) with the labelled class, one per column, in nats: for logits [c x n] and n
// labels below c, [1 x n] with
//   loss_j = log(sum_i exp(z_ij - m_j)) + m_j - z_(label_j)j,   m_j = max_i z_ij,
// the maximum subtracted so that no exponential overflows (Goodfellow et al., Deep Learning, 2016, section 4.1).
// Forward throws std::out_of_range when a label is not below c.
Node softmaxCrossEntropy(Node logits, Node labels);

} // namespace unroll
