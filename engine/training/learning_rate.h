// How eta changes in the course of a training.
#pragma once

#include <cstdint>
#include <string_view>

namespace unroll {

enum class Schedule { Constant, Cosine, OneCycle };

// "constant", "cosine", "one-cycle"; throws std::invalid_argument for anything else.
Schedule scheduleNamed(std::string_view name);

// The learning rate of update `step` = 0 ... steps - 1 for the largest rate `eta`. With p = step / steps:
//   constant   eta
//   cosine     eta (1 + cos(pi p)) / 2                                  (Loshchilov and Hutter, 2017, without restarts)
//   one-cycle  from eta / 25 up to eta over the first 30 % of the steps, then down to eta / 250,000, both along half a
//              cosine (Smith and Topin, 2018, with the settings of PyTorch's OneCycleLR and cycle_momentum=False: the
//              momentum stays as it is)
// The cosine is the mathematical library's, so that bits may depend on its version.
double learningRate(Schedule schedule, double eta, std::int64_t step, std::int64_t steps);

} // namespace unroll
