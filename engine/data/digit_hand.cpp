#include "engine/data/digit_hand.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace unroll {

namespace {

double clampedNormal(Random& random, double mean, double deviation) {
    return mean + deviation * std::clamp(random.normal(), -2.5, 2.5);
}

// How this digit differs from the way of writing as a whole.
struct Manner {
    explicit Manner(Random& random)
        : upperHalf(clampedNormal(random, 0, 0.22))
        , leftHalf(clampedNormal(random, 0, 0.12))
        , roundness(random.uniform() < 0.4 ? random.uniform() : 0)
        , width(clampedNormal(random, 1.05, 0.17))
        , slant(clampedNormal(random, 0.15, 0.21)) {
        // The rotation by an angle whose half has the tangent t, without a sine.
        const double t = clampedNormal(random, 0, 0.05);
        cosine = (1 - t * t) / (1 + t * t);
        sine = 2 * t / (1 + t * t);
    }

    double upperHalf; // above 0: more of the digit's height for its upper half
    double leftHalf;
    double roundness; // of corners: 0 sharp, 1 as round as anywhere else
    double width;
    double slant; // to the right, in widths a height
    double cosine;
    double sine;
};

struct Vector {
    double x = 0;
    double y = 0;
};

// A smooth displacement: random arrows on a grid over the digit, blended by cubic B-splines.
class ElasticPaper {
public:
    explicit ElasticPaper(Random& random) {
        const double strength = random.uniform(0.06, 0.2);
        for (Vector& arrow : arrows_) {
            arrow = {clampedNormal(random, 0, strength), clampedNormal(random, 0, strength)};
        }
    }

    Vector displacement(double x, double y) const {
        const Blend across(x);
        const Blend down(y);
        Vector sum;
        for (std::size_t row = 0; row < 4; ++row) {
            for (std::size_t column = 0; column < 4; ++column) {
                const double weight = down.weights[row] * across.weights[column];
                const Vector& arrow = arrows_[(down.first + row) * side + across.first + column];
                sum.x += weight * arrow.x;
                sum.y += weight * arrow.y;
            }
        }
        return sum;
    }

private:
    static constexpr std::size_t cells = 2;
    static constexpr std::size_t side = cells + 3;

    // The four B-splines that are not zero at a coordinate 0 ... 1.
    struct Blend {
        explicit Blend(double coordinate) {
            const double position = std::clamp(coordinate, 0.0, 1.0) * cells;
            first = std::min(static_cast<std::size_t>(position), cells - 1);
            const double t = position - static_cast<double>(first);
            const double s = 1 - t;
            weights = {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
                       t * t * t / 6};
        }

        std::size_t first;
        std::array<double, 4> weights;
    };

    std::array<Vector, side * side> arrows_;
};

// The pressure along the strokes: it wanders slowly, and is lower where the pen comes down and lifts off.
class Pressure {
public:
    explicit Pressure(Random& random)
        : variation_(random.uniform(0.02, 0.2))
        , taper_(random.uniform(0, 0.4)) {
        for (double& value : values_) {
            value = clampedNormal(random, 0, variation_);
        }
    }

    // `along` 0 ... 1 from the stroke's first to its last point.
    double at(double along) const {
        const double position = along * static_cast<double>(values_.size() - 1);
        const std::size_t before = std::min(static_cast<std::size_t>(position), values_.size() - 2);
        const double t = position - static_cast<double>(before);
        const double smooth = t * t * (3 - 2 * t);
        const double wander = values_[before] + smooth * (values_[before + 1] - values_[before]);
        const double fromEnd = std::min(1.0, 6 * std::min(along, 1 - along));
        return std::max(0.4, (1 + wander) * (1 - taper_ * (1 - fromEnd)));
    }

private:
    double variation_;
    double taper_;
    std::array<double, 5> values_;
};

// Moves the points about; the ends of a stroke, which nothing guides, more than the rest.
PenStroke jittered(const PenStroke& stroke, double jitter, const Manner& manner, Random& random) {
    PenStroke moved = stroke;
    for (PenPoint& point : moved) {
        const bool end = &point == &moved.front() || &point == &moved.back();
        const double deviation = end ? 1.5 * jitter : jitter;
        point.x += clampedNormal(random, 0, deviation);
        point.y += clampedNormal(random, 0, deviation);
        point.y += manner.upperHalf * point.y * (1 - point.y);
        point.x += manner.leftHalf * point.x * (0.7 - point.x);
    }
    return moved;
}

// The direction of the spline at a point: Catmull and Rom's between two points, less at a corner, and at the ends the
// one that bends no more than the rest of the first or last piece.
Vector tangent(const PenStroke& stroke, std::size_t index, double roundness) {
    const std::size_t last = stroke.size() - 1;
    if (index == 0 || index == last) {
        const std::size_t inner = index == 0 ? 1 : last - 1;
        const double forward = index == 0 ? 1.5 : -1.5;
        const Vector next = inner == 0 || inner == last ? Vector{} : tangent(stroke, inner, roundness);
        return {forward * (stroke[inner].x - stroke[index].x) - 0.5 * next.x,
                forward * (stroke[inner].y - stroke[index].y) - 0.5 * next.y};
    }
    const double strength = stroke[index].corner ? 0.5 * roundness : 0.5;
    return {strength * (stroke[index + 1].x - stroke[index - 1].x),
            strength * (stroke[index + 1].y - stroke[index - 1].y)};
}

// Cubic Hermite interpolation from one point of a stroke to the next.
Vector between(const PenPoint& from, const Vector& leaving, const PenPoint& to, const Vector& arriving, double t) {
    const double s = 1 - t;
    const double start = s * s * (1 + 2 * t);
    const double end = t * t * (3 - 2 * t);
    const double out = t * s * s;
    const double in = -t * t * s;
    return {start * from.x + end * to.x + out * leaving.x + in * arriving.x,
            start * from.y + end * to.y + out * leaving.y + in * arriving.y};
}

void addStroke(std::vector<InkPoint>& ink, const PenStroke& stroke, double roundness, const Pressure& pressure) {
    constexpr std::size_t pieces = 6;
    const std::size_t spans = stroke.size() - 1;
    ink.push_back({stroke[0].x, stroke[0].y, pressure.at(0), false});
    for (std::size_t span = 0; span < spans; ++span) {
        const Vector leaving = tangent(stroke, span, roundness);
        const Vector arriving = tangent(stroke, span + 1, roundness);
        for (std::size_t piece = 1; piece <= pieces; ++piece) {
            const double t = static_cast<double>(piece) / static_cast<double>(pieces);
            const Vector point = between(stroke[span], leaving, stroke[span + 1], arriving, t);
            const double along = (static_cast<double>(span) + t) / static_cast<double>(spans);
            ink.push_back({point.x, point.y, pressure.at(along), true});
        }
    }
}

void distort(std::vector<InkPoint>& ink, const ElasticPaper& paper, const Manner& manner) {
    for (InkPoint& point : ink) {
        const Vector shift = paper.displacement(point.x + 0.15, point.y);
        const double y = point.y + shift.y - 0.5;
        const double x = (point.x + shift.x - 0.33) * manner.width - manner.slant * y;
        point.x = manner.cosine * x - manner.sine * y;
        point.y = manner.sine * x + manner.cosine * y;
    }
}

} // namespace

std::vector<InkPoint> writeDigit(const WayOfWriting& way, Random& random) {
    const Manner manner(random);
    const double jitter = random.uniform(0.005, 0.03);
    std::vector<InkPoint> ink;
    for (const PenStroke& stroke : way.strokes) {
        const Pressure pressure(random);
        addStroke(ink, jittered(stroke, jitter, manner, random), manner.roundness, pressure);
    }
    distort(ink, ElasticPaper(random), manner);
    return ink;
}

} // namespace unroll
