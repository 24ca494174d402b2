#include "engine/tensor/random.h"

#include <bit>
#include <cmath>
#include <stdexcept>

namespace unroll {

namespace {

std::uint64_t splitmix64(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15;
    std::uint64_t bits = state;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
    return bits ^ (bits >> 31);
}

} // namespace

// x = m 2^e with m in [sqrt(1/2), sqrt(2)),
// ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)). The argument of artanh is below 0.172, where twelve terms of its series
// reach the precision of a double.
double naturalLogarithm(double x) {
    constexpr double ln2 = 0.69314718055994530942;
    constexpr double sqrt2 = 1.41421356237309504880;
    constexpr int terms = 12;

    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<int>(bits >> 52) - 1023;
    auto mantissa = std::bit_cast<double>((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
    if (mantissa >= sqrt2) {
        mantissa *= 0.5;
        ++exponent;
    }
    const double t = (mantissa - 1) / (mantissa + 1);
    double series = 0;
    for (int term = terms - 1; term >= 0; --term) {
        series = series * t * t + 1.0 / (2 * term + 1);
    }
    return exponent * ln2 + 2 * t * series;
}

Random::Random(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t source = splitmix64(seed) ^ stream;
    for (std::uint64_t& word : state_) {
        word = splitmix64(source);
    }
}

Random::Random(const State& state)
    : state_(state) {
    if (state == State{}) {
        throw std::invalid_argument("The state of a random generator must not be all zeros.");
    }
}

std::uint64_t Random::next() {
    const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = std::rotl(state_[3], 45);
    return result;
}

double Random::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

double Random::uniform(double low, double high) { return low + (high - low) * uniform(); }

std::uint64_t Random::below(std::uint64_t bound) {
    if (bound == 0) {
        throw std::invalid_argument("There is no random number below 0.");
    }
    // Numbers under 2^64 mod bound would make the small remainders more likely, so they are drawn again.
    const std::uint64_t rejected = (0 - bound) % bound;
    std::uint64_t bits = next();
    while (bits < rejected) {
        bits = next();
    }
    return bits % bound;
}

double Random::normal() {
    while (true) {
        const double x = uniform(-1, 1);
        const double y = uniform(-1, 1);
        const double square = x * x + y * y;
        if (square > 0 && square < 1) {
            return x * std::sqrt(-2 * naturalLogarithm(square) / square);
        }
    }
}

} // namespace unroll
