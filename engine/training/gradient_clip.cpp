#include "engine/training/gradient_clip.h"

#include <algorithm>

namespace unroll {

double clipFactor(double norm, double limit) { return limit > 0 ? std::min(1.0, limit / (norm + 1e-6)) : 1; }

} // namespace unroll
