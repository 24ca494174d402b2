#include "engine/autodiff/op.h"

namespace unroll {
namespace {

// In the order of OpKind.
constexpr std::array<std::string_view, 26> names{
    "matrix_product", "affine",  "add",           "subtract",   "multiply",
    "multiply_add",   "lerp",    "scale",         "tanh",       "relu",
    "identity",       "sigmoid", "exp",           "log",        "square",
    "divide",         "dropout", "stop_gradient", "slice_rows", "concatenate",
    "transpose",      "sum",     "mean",          "softmax",    "softmax_cross_entropy",
    "custom"};
static_assert(names.size() == static_cast<std::size_t>(OpKind::Count));

std::string sentence(std::string_view operation, std::span<const Shape> operands, const std::string& rule) {
    std::string text(operation);
    text += ": ";
    for (std::size_t i = 0; i < operands.size(); ++i)
        text += (i == 0 ? "" : i + 1 == operands.size() ? " and " : ", ") + describe(operands[i]);
    return text + " do not fit: " + rule + ".";
}

} // namespace

std::string_view name(OpKind kind) { return names.at(static_cast<std::size_t>(kind)); }

ShapeError::ShapeError(std::string_view operation, std::span<const Shape> operands, const std::string& rule)
    : std::invalid_argument(sentence(operation, operands, rule)) {}

void Op::backwardTangent(const OpCall<float>&) const { refuseBackwardTangent(); }
void Op::backwardTangent(const OpCall<double>&) const { refuseBackwardTangent(); }

void Op::refuseBackwardTangent() const {
    throw std::logic_error("'" + name_ + "' has no second derivative: write its runCurvature(), or say isLinear.");
}

} // namespace unroll
