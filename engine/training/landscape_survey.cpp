#include "engine/training/landscape_survey.h"

#include "engine/autodiff/tape_size.h"
#include "engine/tensor/random.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace unroll {
namespace {

// However many threads there are: the sum of a loss goes in one order.
constexpr std::size_t planeLanes = 4;
constexpr std::int64_t planeLaneBytes = std::int64_t{64} << 20U;

using Block = Eigen::Map<const Eigen::VectorXf>;

Block vectorOf(std::span<const float> block) { return {block.data(), std::ssize(block)}; }

Eigen::VectorXd differenceOf(std::span<const float> past, std::span<const float> present) {
    return vectorOf(past).cast<double>() - vectorOf(present).cast<double>();
}

Keep kept(const Model& model) {
    if (model.isSparse())
        return Keep::only({model.losses()});
    return Keep::only({model.losses(), model.pixels()}); // they are read at many points
}

std::int64_t passBytes(const ModelDescription& description, Index columns, Pixels pixels) {
    const Model model(description, columns, pixels);
    return tapeBytes<float>(model.graph(), model.losses(), Passes::Forward, kept(model));
}

// As many images as a lane takes at once: its share, or what fits its memory.
std::size_t columnsOf(const ModelDescription& description, Pixels pixels, std::size_t images) {
    const std::size_t share = (images + planeLanes - 1) / planeLanes;
    const std::int64_t one = passBytes(description, 1, pixels);
    const std::int64_t more = std::max<std::int64_t>(passBytes(description, 2, pixels) - one, 1);
    const std::int64_t fit = 1 + std::max<std::int64_t>(planeLaneBytes - one, 0) / more;
    return std::max<std::size_t>(std::min(share, static_cast<std::size_t>(fit)), 1);
}

void scaleTo(Eigen::Ref<Eigen::VectorXf> drawn, double norm) {
    const double own = drawn.cast<double>().norm();
    drawn *= own > 0 ? static_cast<float>(norm / own) : 0.0F;
}

// Evenly from about `least`, below zero, to `most`, above it; zero, the network itself, is one of them.
std::vector<double> ticks(double least, double most, std::size_t side) {
    const auto steps = static_cast<double>(side - 1);
    const double below = std::clamp(std::round(-least / (most - least) * steps), 0.0, steps);
    std::vector<double> values;
    for (std::size_t i = 0; i < side; ++i)
        values.push_back((static_cast<double>(i) - below) * (most - least) / steps);
    return values;
}

// What the points of a trajectory span, zero too, with some room around it.
std::array<double, 2> rangeOf(std::span<const TrajectoryPoint> points, double TrajectoryPoint::*coordinate) {
    std::array<double, 2> range{0, 0};
    for (const TrajectoryPoint& point : points)
        range = {std::min(range[0], point.*coordinate), std::max(range[1], point.*coordinate)};
    constexpr double margin = 0.2;
    const double room = margin * (range[1] - range[0]);
    return {range[0] - room, range[1] + room};
}

// Every other point of the grid that has none yet, from a few far apart to all; from the middle outwards each time.
std::vector<std::size_t> coarseToFine(std::size_t side) {
    const std::size_t middle = side / 2;
    std::vector<std::size_t> order;
    std::vector<bool> taken(side * side);
    std::size_t stride = 1;
    while (2 * stride <= middle)
        stride *= 2;
    for (; stride > 0; stride /= 2) {
        std::vector<std::size_t> level;
        for (std::size_t row = middle % stride; row < side; row += stride)
            for (std::size_t column = middle % stride; column < side; column += stride)
                if (!taken[row * side + column]) {
                    taken[row * side + column] = true;
                    level.push_back(row * side + column);
                }
        std::ranges::stable_sort(level, {}, [&](std::size_t place) {
            const auto away = [middle](std::size_t at) { return at > middle ? at - middle : middle - at; };
            return std::max(away(place / side), away(place % side));
        });
        order.insert(order.end(), level.begin(), level.end());
    }
    return order;
}

PlaneAxes axesFor(const ModelDescription& description, std::span<const float> parameters,
                  const LandscapeOptions& options, std::span<const PastEpoch> past) {
    if (options.side < 3 || options.side % 2 == 0)
        throw std::invalid_argument("A landscape has an odd number of points in each direction, 3 at least.");
    return options.directions == PlaneDirections::Random ? randomAxes(description, parameters, options.seed)
                                                         : trajectoryAxes(parameters, past);
}

} // namespace

PlaneAxes randomAxes(const ModelDescription& description, std::span<const float> parameters, std::uint64_t seed) {
    const Model model(description, 1);
    PlaneAxes axes;
    for (std::size_t axis = 0; axis < axes.size(); ++axis) {
        axes[axis].resize(parameters.size());
        Random random(seed, axis);
        for (const Node node : model.graph().parameters()) {
            const NodeRecord& record = model.graph().record(node);
            const auto first = static_cast<std::size_t>(record.parameterOffset);
            const auto size = static_cast<std::size_t>(record.shape.size());
            const std::span<float> drawn = std::span(axes[axis]).subspan(first, size);
            for (float& element : drawn)
                element = static_cast<float>(random.normal());
            Eigen::Map<Eigen::MatrixXf> rows(drawn.data(), record.shape.rows, record.shape.columns);
            const Eigen::Map<const Eigen::MatrixXf> weights(parameters.subspan(first, size).data(), record.shape.rows,
                                                            record.shape.columns);
            if (record.isVector) {
                scaleTo(rows.col(0), weights.cast<double>().norm());
                continue;
            }
            for (Index row = 0; row < rows.rows(); ++row) {
                Eigen::VectorXf scaled = rows.row(row);
                scaleTo(scaled, weights.row(row).cast<double>().norm());
                rows.row(row) = scaled;
            }
        }
    }
    return axes;
}

PlaneAxes trajectoryAxes(std::span<const float> parameters, std::span<const PastEpoch> past) {
    std::vector<Eigen::VectorXd> ways;
    for (const PastEpoch& epoch : past)
        if (epoch.snapshot && epoch.snapshot->parameters.size() == parameters.size()) {
            Eigen::VectorXd way = differenceOf(epoch.snapshot->parameters, parameters);
            if (way.allFinite() && way.squaredNorm() > 0)
                ways.push_back(std::move(way));
        }
    if (ways.empty())
        throw std::invalid_argument("The weights of no other epoch are kept: there is no trajectory.");
    // The components of few ways among many parameters, from the products of ways with ways.
    const auto count = static_cast<Index>(ways.size());
    Eigen::MatrixXd products(count, count);
    for (Index i = 0; i < count; ++i)
        for (Index j = 0; j <= i; ++j)
            products(i, j) = products(j, i) = ways[static_cast<std::size_t>(i)].dot(ways[static_cast<std::size_t>(j)]);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(products);
    const auto component = [&](Index rank) {
        Eigen::VectorXd sum = Eigen::VectorXd::Zero(std::ssize(parameters));
        for (Index i = 0; i < count; ++i)
            sum += solver.eigenvectors()(i, count - 1 - rank) * ways[static_cast<std::size_t>(i)];
        if (sum.dot(ways.front()) < 0) // the beginning lies where alpha is positive
            sum = -sum;
        return sum;
    };
    Eigen::VectorXd first = component(0).normalized();
    Eigen::VectorXd second = Eigen::VectorXd::Zero(first.size());
    constexpr double onALine = 1e-10; // share of the largest component
    if (count > 1 && solver.eigenvalues()[count - 2] > onALine * solver.eigenvalues()[count - 1])
        second = component(1);
    if (second.squaredNorm() == 0) {
        Random random(1);
        for (double& element : second)
            element = random.normal();
    }
    second -= first.dot(second) * first;
    second.normalize();
    const auto block = [](const Eigen::VectorXd& vector) {
        std::vector<float> elements(static_cast<std::size_t>(vector.size()));
        for (std::size_t i = 0; i < elements.size(); ++i)
            elements[i] = static_cast<float>(vector[static_cast<Index>(i)]);
        return elements;
    };
    return {block(first), block(second)};
}

std::vector<TrajectoryPoint> project(std::span<const float> parameters, const PlaneAxes& axes,
                                     std::span<const PastEpoch> past) {
    const Eigen::VectorXd a = vectorOf(axes[0]).cast<double>();
    const Eigen::VectorXd b = vectorOf(axes[1]).cast<double>();
    const double aa = a.squaredNorm();
    const double ab = a.dot(b);
    const double bb = b.squaredNorm();
    const double determinant = aa * bb - ab * ab; // of the normal equations
    std::vector<TrajectoryPoint> points;
    for (const PastEpoch& epoch : past) {
        if (!epoch.snapshot || epoch.snapshot->parameters.size() != parameters.size())
            continue;
        const Eigen::VectorXd way = differenceOf(epoch.snapshot->parameters, parameters);
        if (!way.allFinite())
            continue;
        const double onA = a.dot(way);
        const double onB = b.dot(way);
        const double alpha = determinant > 0 ? (bb * onA - ab * onB) / determinant : 0;
        const double beta = determinant > 0 ? (aa * onB - ab * onA) / determinant : 0;
        const double length = way.norm();
        const double away = (way - alpha * a - beta * b).norm();
        points.push_back({epoch.epoch, alpha, beta, length > 0 ? away / length : 0});
    }
    return points;
}

LossPlane::Lane::Lane(const ModelDescription& description, Index columns, Pixels pixels)
    : model(description, columns, pixels)
    , weights(model.graph().parameterBlockSize())
    , tape(model.graph(), model.losses(), weights.span(), Passes::Forward, kept(model)) {}

LossPlane::LossPlane(const ModelDescription& description, std::span<const float> parameters, PlaneAxes axes,
                     const ImageReader& images, std::span<const std::uint32_t> indices, WorkerPool& pool)
    : parameters_(parameters)
    , axes_(std::move(axes))
    , images_(images)
    , indices_(indices)
    , pool_(pool)
    , columns_(columnsOf(description, images.pixels(), indices.size())) {
    if (indices.empty())
        throw std::invalid_argument("A loss is that of at least one image.");
    const std::size_t parts = (indices.size() + columns_ - 1) / columns_;
    for (std::size_t lane = 0; lane < std::min(planeLanes, parts); ++lane)
        lanes_.emplace_back(description, static_cast<Index>(columns_), images.pixels());
}

void LossPlane::abandonWhen(const std::atomic<bool>* flag) {
    for (Lane& lane : lanes_)
        lane.tape.abandonWhen(flag);
}

// Every so many'th part of the images is the lane's.
void LossPlane::work(Lane& lane, std::size_t number, std::span<const PlanePoint> points) {
    lane.sums.assign(points.size(), 0.0);
    const bool alone = columns_ * lanes_.size() >= indices_.size();
    for (std::size_t first = number * columns_; first < indices_.size(); first += columns_ * lanes_.size()) {
        const auto part = indices_.subspan(first, std::min(columns_, indices_.size() - first));
        if (!lane.stands)
            images_.read(part, lane.model, lane.tape);
        lane.stands = alone;
        for (std::size_t point = 0; point < points.size(); ++point) {
            const std::span<float> weights = lane.weights.span();
            Eigen::Map<Eigen::VectorXf>(weights.data(), std::ssize(weights)) =
                vectorOf(parameters_) + static_cast<float>(points[point].alpha) * vectorOf(axes_[0]) +
                static_cast<float>(points[point].beta) * vectorOf(axes_[1]);
            lane.tape.forward();
            const Tensor<const float> losses = lane.tape.value(lane.model.losses());
            for (std::size_t j = 0; j < part.size(); ++j)
                lane.sums[point] += static_cast<double>(losses(0, static_cast<Index>(j)));
        }
    }
}

void LossPlane::losses(std::span<const PlanePoint> points, std::span<double> losses) {
    pool_.run(static_cast<int>(lanes_.size()),
              [&](int lane) { work(lanes_[static_cast<std::size_t>(lane)], static_cast<std::size_t>(lane), points); });
    for (std::size_t point = 0; point < points.size(); ++point) {
        losses[point] = 0;
        for (const Lane& lane : lanes_)
            losses[point] += lane.sums[point] / static_cast<double>(indices_.size());
    }
}

LandscapeSurvey::LandscapeSurvey(const ModelDescription& description, std::span<const float> parameters,
                                 const ImageReader& images, std::span<const std::uint32_t> indices, WorkerPool& pool,
                                 const LandscapeOptions& options, std::span<const PastEpoch> past)
    : plane_(description, parameters, axesFor(description, parameters, options, past), images, indices, pool)
    , order_(coarseToFine(options.side)) {
    landscape_.directions = options.directions;
    landscape_.seed = options.directions == PlaneDirections::Random ? options.seed : 0;
    landscape_.images = std::ssize(indices);
    landscape_.trajectory = project(parameters, plane_.axes(), past);
    std::array<double, 2> alpha{-options.reach, options.reach};
    std::array<double, 2> beta = alpha;
    if (options.directions == PlaneDirections::Trajectory) {
        alpha = rangeOf(landscape_.trajectory, &TrajectoryPoint::alpha);
        beta = rangeOf(landscape_.trajectory, &TrajectoryPoint::beta);
        constexpr double narrowest = 0.1; // of the first axis: a line has a plane too
        const double least = narrowest * (alpha[1] - alpha[0]);
        if (beta[1] - beta[0] < least)
            beta = {-least / 2, least / 2};
    }
    landscape_.alpha = ticks(alpha[0], alpha[1], options.side);
    landscape_.beta = ticks(beta[0], beta[1], options.side);
    landscape_.loss.assign(options.side * options.side, std::numeric_limits<double>::quiet_NaN());
}

void LandscapeSurvey::advance(std::size_t points) {
    const std::size_t count = std::min(points, order_.size() - next_);
    std::vector<PlanePoint> at;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t place = order_[next_ + i];
        at.push_back(
            {landscape_.alpha[place % landscape_.alpha.size()], landscape_.beta[place / landscape_.alpha.size()]});
    }
    std::vector<double> found(count);
    plane_.losses(at, found);
    for (std::size_t i = 0; i < count; ++i)
        landscape_.loss[order_[next_ + i]] = found[i];
    next_ += count;
}

} // namespace unroll
