// How gradients move the weights. The definitions are PyTorch's (torch.optim.SGD and Adam), so that runs compare.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace unroll {

enum class OptimizerKind { Sgd, Momentum, Nesterov, Adam };

// "sgd", "momentum", "nesterov", "adam"; throws std::invalid_argument for anything else.
OptimizerKind optimizerNamed(std::string_view name);

struct OptimizerSettings {
    OptimizerKind kind = OptimizerKind::Sgd;
    double momentum = 0.9;      // momentum and Nesterov
    double firstDecay = 0.9;    // Adam's beta 1
    double secondDecay = 0.999; // Adam's beta 2
    double epsilon = 1e-8;      // Adam's
    double weightDecay = 0;     // added to the gradient: weightDecay w
};

// With g the gradient (and the weight decay), m and v zero at first, and t = 1, 2, ... the update:
//   SGD       w <- w - eta g
//   momentum  m <- mu m + g,  w <- w - eta m                      (Polyak, 1964)
//   Nesterov  m <- mu m + g,  w <- w - eta (g + mu m)             (Sutskever et al., 2013, in PyTorch's form)
//   Adam      m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g^2,
//             w <- w - eta (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + epsilon)     (Kingma and Ba, 2015)
// The powers of b1 and b2 are the mathematical library's, so that Adam's bits may depend on its version.
class Optimizer {
public:
    // For blocks of so many elements. All memory is taken here.
    Optimizer(const OptimizerSettings& settings, std::size_t elements);

    // Blocks of the size above.
    void update(std::span<float> parameters, std::span<const float> gradients, double eta);

    // The same part by part, by several threads perhaps: first the one, then the other for parts that begin at element
    // `first` of the blocks.
    void beginUpdate(double eta);
    void updatePart(std::size_t first, std::span<float> parameters, std::span<const float> gradients);

    // Back to the first update.
    void reset();

    // Everything to save: m, behind it v; and the number of updates done.
    std::span<const float> state() const { return state_; }
    std::int64_t updates() const { return updates_; }

    // Goes on where state() and updates() were taken. Throws std::invalid_argument when the size does not fit.
    void restore(std::span<const float> state, std::int64_t updates);

private:
    void updateMomentum(std::size_t first, std::span<float> parameters, std::span<const float> gradients);
    void updateAdam(std::size_t first, std::span<float> parameters, std::span<const float> gradients);

    OptimizerSettings settings_;
    std::size_t elements_;
    double eta_ = 0;
    std::vector<float> state_;
    std::int64_t updates_ = 0;
};

} // namespace unroll
