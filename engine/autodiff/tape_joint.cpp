// How a tape adds the gradients of weights that several operations share.
#include "engine/autodiff/tape.h"
#include "engine/tensor/product_kernel.h"

namespace unroll {

// The steps give up the gradients that they do not add themselves.
template <typename T>
void Tape<T>::connectJointProducts() {
    for (const JointProduct& product : jointProducts_) {
        for (const JointProduct::Part& part : product.parts)
            operandGradients_[stepAt_[part.operation]->firstOperand + part.weight] = {};
        stepAt_[product.parts.back().operation]->completes.push_back(&product);
    }
}

template <typename T>
void Tape<T>::addJointProduct(const JointProduct& product) const {
    std::array<Factors<T>, JointProduct::mostParts> factors;
    std::size_t count = 0;
    for (const JointProduct::Part& part : product.parts) {
        const Step& step = *stepAt_[part.operation];
        factors[count++] = {step.call.outputGradient, step.call.inputs[part.factor]};
    }
    addProductsWithTransposed<T>(slots_[product.weight].gradient, std::span(factors).first(count));
}

template class Tape<float>;
template class Tape<double>;

} // namespace unroll
