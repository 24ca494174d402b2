#include "engine/data/digit_hand.h"

#include "engine/data/bounded_normal.h"
#include "engine/data/elastic_paper.h"
#include "engine/data/pen_pressure.h"

namespace unroll {

namespace {

// The linear map that gives a digit its width, slant and turn.
class Stance {
public:
    Stance(const Posture& posture, Random& random) {
        const auto& mean = posture.mean;
        const auto& spread = posture.spread;
        const double first = boundedNormal(0, 1, random);
        const double second = boundedNormal(0, 1, random);
        const double third = boundedNormal(0, 1, random);
        width_ = std::max(narrowest, mean[0] + spread[0] * first);
        slant_ = mean[1] + spread[1] * first + spread[2] * second;
        // The rotation by an angle whose half has the tangent t, without a sine.
        const double t = 0.5 * (mean[2] + spread[3] * first + spread[4] * second + spread[5] * third);
        cosine_ = (1 - t * t) / (1 + t * t);
        sine_ = 2 * t / (1 + t * t);
    }

    PlaneVector operator()(const PlaneVector& point) const {
        const double x = point.x * width_ - slant_ * point.y;
        return {cosine_ * x - sine_ * point.y, sine_ * x + cosine_ * point.y};
    }

private:
    static constexpr double narrowest = 0.05;

    double width_;
    double slant_;
    double cosine_;
    double sine_;
};

// The strokes as a writer makes them who has each habit more or less.
std::vector<PenStroke> strokesOfAWriter(const WayOfWriting& way, Random& random) {
    std::vector<PenStroke> strokes = way.strokes;
    for (const Habit& habit : way.habits) {
        const double extent = boundedNormal(0, 1, random);
        auto move = habit.begin();
        for (PenStroke& stroke : strokes) {
            for (PenPoint& point : stroke) {
                point.x += extent * move->x;
                point.y += extent * move->y;
                ++move;
            }
        }
    }
    return strokes;
}

// Moves the points about; the ends of a stroke, which nothing guides, more than the rest.
void jitter(PenStroke& stroke, double deviation, Random& random) {
    constexpr double atTheEnds = 1.5;
    for (PenPoint& point : stroke) {
        const bool end = &point == &stroke.front() || &point == &stroke.back();
        point.x += boundedNormal(0, end ? atTheEnds * deviation : deviation, random);
        point.y += boundedNormal(0, end ? atTheEnds * deviation : deviation, random);
    }
}

// The direction of the spline at a point: Catmull and Rom's between two points, less at a corner, and at the ends the
// one that bends no more than the rest of the first or last piece.
PlaneVector tangent(const PenStroke& stroke, std::size_t index, double roundness) {
    const std::size_t last = stroke.size() - 1;
    if (index == 0 || index == last) {
        const std::size_t inner = index == 0 ? 1 : last - 1;
        const double forward = index == 0 ? 1.5 : -1.5;
        const PlaneVector next = inner == 0 || inner == last ? PlaneVector{} : tangent(stroke, inner, roundness);
        return {forward * (stroke[inner].x - stroke[index].x) - 0.5 * next.x,
                forward * (stroke[inner].y - stroke[index].y) - 0.5 * next.y};
    }
    const double strength = stroke[index].corner ? 0.5 * roundness : 0.5;
    return {strength * (stroke[index + 1].x - stroke[index - 1].x),
            strength * (stroke[index + 1].y - stroke[index - 1].y)};
}

// Cubic Hermite interpolation from one point of a stroke to the next.
PlaneVector between(const PenPoint& from, const PlaneVector& leaving, const PenPoint& to, const PlaneVector& arriving,
                    double t) {
    const double s = 1 - t;
    const double start = s * s * (1 + 2 * t);
    const double end = t * t * (3 - 2 * t);
    const double out = t * s * s;
    const double in = -t * t * s;
    return {start * from.x + end * to.x + out * leaving.x + in * arriving.x,
            start * from.y + end * to.y + out * leaving.y + in * arriving.y};
}

void addStroke(std::vector<InkPoint>& ink, const PenStroke& stroke, double roundness, const PenPressure& pressure) {
    constexpr std::size_t pieces = 4;
    const std::size_t spans = stroke.size() - 1;
    ink.push_back({stroke[0].x, stroke[0].y, pressure.at(0), false});
    for (std::size_t span = 0; span < spans; ++span) {
        const PlaneVector leaving = tangent(stroke, span, roundness);
        const PlaneVector arriving = tangent(stroke, span + 1, roundness);
        for (std::size_t piece = 1; piece <= pieces; ++piece) {
            const double t = static_cast<double>(piece) / static_cast<double>(pieces);
            const PlaneVector point = between(stroke[span], leaving, stroke[span + 1], arriving, t);
            const double along = (static_cast<double>(span) + t) / static_cast<double>(spans);
            ink.push_back({point.x, point.y, pressure.at(along), true});
        }
    }
}

// Of corners: 0 sharp, 1 as round as anywhere else.
double chooseRoundness(Random& random) {
    constexpr double roundCorners = 0.4; // the share of digits that have them
    return random.uniform() < roundCorners ? random.uniform() : 0;
}

void distort(std::vector<InkPoint>& ink, const ElasticPaper& paper, const Stance& stance) {
    for (InkPoint& point : ink) {
        const PlaneVector shift = paper.displacement(point.x + 0.15, point.y); // a digit is about 0.7 wide
        const PlaneVector place = stance({point.x + shift.x, point.y + shift.y});
        point.x = place.x;
        point.y = place.y;
    }
}

} // namespace

std::vector<InkPoint> writeDigit(const WayOfWriting& way, Random& random) {
    std::vector<PenStroke> strokes = strokesOfAWriter(way, random);
    const Stance stance(way.posture, random);
    const double roundness = chooseRoundness(random);
    const double deviation = random.uniform(0.012, 0.029);
    std::vector<InkPoint> ink;
    for (PenStroke& stroke : strokes) {
        jitter(stroke, deviation, random);
        addStroke(ink, stroke, roundness, PenPressure(random));
    }
    distort(ink, ElasticPaper(random.uniform(0.08, 0.2), random), stance);
    return ink;
}

} // namespace unroll
