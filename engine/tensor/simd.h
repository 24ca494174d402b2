// The vector instructions that the engine which runs was compiled for.
#pragma once

#include <string_view>

namespace unroll {

// "AVX-512" (x86-64-v4), "AVX2" (x86-64-v3), "SSE4.2" (x86-64-v2), "SSE2" (any x86-64), "NEON", or "none".
std::string_view simd();

} // namespace unroll
