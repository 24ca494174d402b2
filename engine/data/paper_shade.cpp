#include "engine/data/paper_shade.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace unroll {
namespace {

struct Sample {
    double x; // -1 ... 1
    double y;
    double shade;
};

// The width of the frame, as a share of the picture's shorter side.
constexpr int frameShare = 32;

// As many deviations from the paper are still paper.
constexpr double paperDeviations = 3;
constexpr double leastDeviation = 0.5; // of a shade of 8 bits, which the fit is never better than

std::array<double, 6> basis(double x, double y) { return {1, x, y, x * x, x * y, y * y}; }

double valueOf(std::span<const double> factors, double x, double y) {
    const auto terms = basis(x, y);
    double value = 0;
    for (std::size_t i = 0; i < factors.size(); ++i)
        value += factors[i] * terms[i];
    return value;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// Of normally distributed deviations the median is 0.6745 standard deviations.
double deviationOf(std::vector<double> deviations) {
    return std::max(leastDeviation, 1.4826 * median(std::move(deviations)));
}

using Factors = std::array<double, 6>;

// The solution of a symmetric, positive definite system, by elimination; the first `terms` rows and columns of it.
Factors solved(std::array<Factors, 6> squares, Factors sums, std::size_t terms) {
    for (std::size_t i = 0; i < terms; ++i)
        for (std::size_t row = i + 1; row < terms; ++row) {
            const double share = squares[row][i] / squares[i][i];
            for (std::size_t column = i; column < terms; ++column)
                squares[row][column] -= share * squares[i][column];
            sums[row] -= share * sums[i];
        }
    Factors factors{};
    for (std::size_t i = terms; i-- > 0;) {
        double rest = sums[i];
        for (std::size_t column = i + 1; column < terms; ++column)
            rest -= squares[i][column] * factors[column];
        factors[i] = rest / squares[i][i];
    }
    return factors;
}

// Least squares over the samples that are paper by the factors there were before.
Factors fitted(std::span<const Sample> samples, const Factors& before, std::size_t terms) {
    std::vector<double> deviations;
    for (const Sample& sample : samples)
        deviations.push_back(std::abs(sample.shade - valueOf(before, sample.x, sample.y)));
    const double most = paperDeviations * deviationOf(deviations);
    std::array<Factors, 6> squares{};
    Factors sums{};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (deviations[i] > most)
            continue;
        const Factors row = basis(samples[i].x, samples[i].y);
        for (std::size_t a = 0; a < terms; ++a) {
            sums[a] += row[a] * samples[i].shade;
            for (std::size_t b = 0; b < terms; ++b)
                squares[a][b] += row[a] * row[b];
        }
    }
    // Keeps what few pixels leave open, such as the bend of a picture three pixels wide, near 0.
    for (std::size_t a = 0; a < terms; ++a)
        squares[a][a] += 1e-6 * (squares[0][0] + 1);
    return solved(squares, sums, terms);
}

} // namespace

PaperShade::PaperShade(const GreyImage& picture)
    : scaleX_(2.0 / std::max(1, picture.width - 1))
    , scaleY_(2.0 / std::max(1, picture.height - 1)) {
    const int frame = std::max(1, std::min(picture.width, picture.height) / frameShare);
    std::vector<Sample> samples;
    std::vector<double> shades;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const bool inside = std::min({x, y, picture.width - 1 - x, picture.height - 1 - y}) >= frame;
            if (inside)
                continue;
            samples.push_back({x * scaleX_ - 1, y * scaleY_ - 1, picture.at(x, y)});
            shades.push_back(samples.back().shade);
        }
    mean_ = median(shades);
    for (Sample& sample : samples)
        sample.shade -= mean_; // so that a flat one is found without rounding
    constexpr std::size_t flat = 1;
    constexpr std::size_t sloping = 3;
    for (const std::size_t used : {flat, sloping, sloping, terms, terms})
        factors_ = fitted(samples, factors_, used);
    std::vector<double> deviations;
    for (const Sample& sample : samples)
        deviations.push_back(std::abs(sample.shade - valueOf(factors_, sample.x, sample.y)));
    noise_ = static_cast<float>(1.4826 * median(deviations));
}

float PaperShade::at(int x, int y) const {
    return static_cast<float>(mean_ + valueOf(factors_, x * scaleX_ - 1, y * scaleY_ - 1));
}

} // namespace unroll
