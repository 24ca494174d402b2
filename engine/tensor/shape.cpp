#include "engine/tensor/shape.h"

namespace unroll {

std::string describe(Shape shape) { return std::to_string(shape.rows) + " x " + std::to_string(shape.columns); }

} // namespace unroll
