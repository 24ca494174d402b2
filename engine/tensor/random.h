// A seeded source of random numbers that gives the same bits on every machine: xoshiro256**, seeded by splitmix64.
//
// Nothing in it calls the mathematical library, whose results differ from one version to the next; real numbers are
// made with + - * / and sqrt, which IEEE 754 rounds the same way everywhere. Source: D. Blackman, S. Vigna, "Scrambled
// linear pseudorandom number generators", ACM TOMS 47 (2021).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace unroll {

// The natural logarithm of a positive normal number, by + - * / alone: to the precision of a double, and with the same
// bits everywhere.
double naturalLogarithm(double x);

class Random {
public:
    using State = std::array<std::uint64_t, 4>;

    // Streams of one seed are independent of each other: one for the weights, one for an epoch, one for an image.
    explicit Random(std::uint64_t seed, std::uint64_t stream = 0);

    // Goes on where another generator's state() was taken. Throws std::invalid_argument for a state of zeros alone,
    // which the generator never reaches and never leaves.
    explicit Random(const State& state);

    // Everything there is to save: a generator built from it gives the same numbers from here on.
    const State& state() const { return state_; }

    // 64 random bits.
    std::uint64_t next();

    // [0, 1), a multiple of 2^-53.
    double uniform();

    // Between low and high.
    double uniform(double low, double high);

    // 0 ... bound - 1, each exactly as likely as the others. Throws std::invalid_argument for a bound of 0.
    std::uint64_t below(std::uint64_t bound);

    // Normal distribution of mean 0 and variance 1, by Marsaglia's polar method; its second number is not kept, so that
    // state() is all there is.
    double normal();

    // Every order is as likely as the others (Fisher and Yates).
    template <typename T>
    void shuffle(std::span<T> values) {
        for (std::size_t left = values.size(); left > 1; --left) {
            std::swap(values[left - 1], values[static_cast<std::size_t>(below(left))]);
        }
    }

private:
    State state_;
};

} // namespace unroll
