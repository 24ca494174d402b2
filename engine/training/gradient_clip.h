// Keeps the gradient from exploding.
#pragma once

namespace unroll {

// The factor that brings a gradient of the global norm `norm` to at most `limit`: limit / (norm + 1e-6), at most 1
// (Pascanu, Mikolov, Bengio, On the difficulty of training recurrent neural networks, 2013, algorithm 1, with the
// small number of PyTorch's clip_grad_norm_). A limit of 0 clips nothing.
double clipFactor(double norm, double limit);

} // namespace unroll
