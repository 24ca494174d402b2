// Packets: the processor's vectors under one name, from Eigen; and loops over several of them that stay in registers.
#pragma once

#include "engine/tensor/tensor.h"

#include <utility>

namespace unroll {

using Eigen::internal::ploadu;
using Eigen::internal::pmadd;
using Eigen::internal::pset1;
using Eigen::internal::pstoreu;

template <typename T>
using Packet = typename Eigen::internal::packet_traits<T>::type;

// How many numbers a packet holds.
template <typename T>
constexpr Index lanes = Eigen::internal::packet_traits<T>::size;

// Calls body(i) for i = 0 .. count - 1, each a std::integral_constant. Compilers unroll a plain loop over an array of
// packets only after they have laid the array into memory, and then copy it to the registers and back around an inner
// loop; where all indices are constants from the start, it never leaves the registers.
template <int count, typename Body>
[[gnu::always_inline]] inline void unrolled(Body body) {
    [&]<int... i>(std::integer_sequence<int, i...>) { (body(std::integral_constant<int, i>()), ...); }
    (std::make_integer_sequence<int, count>());
}

} // namespace unroll
