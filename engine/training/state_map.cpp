#include "engine/training/state_map.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

using Axes = Eigen::Matrix<double, Eigen::Dynamic, 2>;

// Unit vectors of the two largest eigenvalues; of one dimension the second is zero.
Axes axesOf(const Eigen::MatrixXd& states, StateMap& map) {
    const Eigen::MatrixXd covariance = states * states.transpose() / static_cast<double>(states.cols() - 1);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
    const Index hidden = states.rows();
    const double whole = std::max(covariance.trace(), std::numeric_limits<double>::min());
    Axes axes = Axes::Zero(hidden, 2);
    for (Index axis = 0; axis < std::min<Index>(2, hidden); ++axis) {
        axes.col(axis) = solver.eigenvectors().col(hidden - 1 - axis);
        map.variance[static_cast<std::size_t>(axis)] = std::max(0.0, solver.eigenvalues()[hidden - 1 - axis]) / whole;
    }
    return axes;
}

void orient(Axes& axes, StateMap& map, const StateMap& before) {
    const auto hidden = static_cast<std::size_t>(axes.rows());
    const bool known = before.axes[0].size() == hidden && before.axes[1].size() == hidden;
    Axes former = Axes::Ones(axes.rows(), 2);
    for (std::size_t axis = 0; known && axis < 2; ++axis)
        former.col(static_cast<Index>(axis)) = Eigen::Map<const Eigen::VectorXd>(before.axes[axis].data(), axes.rows());
    const Eigen::Matrix2d overlap = (former.transpose() * axes).cwiseAbs();
    if (known && overlap(0, 1) * overlap(1, 0) > overlap(0, 0) * overlap(1, 1)) {
        axes.col(0).swap(axes.col(1));
        std::swap(map.variance[0], map.variance[1]);
    }
    for (Index axis = 0; axis < 2; ++axis)
        if (former.col(axis).dot(axes.col(axis)) < 0)
            axes.col(axis) *= -1;
}

} // namespace

StateMapSurvey::StateMapSurvey(const ModelDescription& description, std::span<const float> parameters,
                               const ImageReader& images, std::span<const std::uint32_t> indices, std::size_t together)
    : images_(images)
    , indices_(indices.begin(), indices.end())
    , model_(description,
             static_cast<Index>(std::clamp<std::size_t>(indices.size(), 1, std::max<std::size_t>(together, 1))),
             Pixels::Dense)
    , last_(model_.states(description.layers - 1).back())
    , tape_(model_.graph(), model_.losses(), parameters, Passes::Forward, Keep::only({last_, model_.logits()})) {
    if (indices.size() < 2)
        throw std::invalid_argument("A map is that of two images at least.");
}

void StateMapSurvey::advance() {
    const auto columns = static_cast<std::size_t>(model_.losses().shape().columns);
    const std::size_t first = points_.size();
    const auto part = std::span(indices_).subspan(first, std::min(columns, indices_.size() - first));
    images_.read(part, model_, tape_);
    tape_.forward();
    for (std::size_t j = 0; j < part.size(); ++j) {
        const auto column = static_cast<Index>(j);
        const std::span<const float> state = tape_.value(last_).column(column);
        states_.insert(states_.end(), state.begin(), state.end());
        points_.push_back({.index = part[j],
                           .label = images_.set().labels[part[j]],
                           .prediction = largestRow(tape_.value(model_.logits()).column(column))});
    }
}

StateMap StateMapSurvey::map(const StateMap& before) const {
    StateMap map;
    map.points = points_;
    Eigen::MatrixXd states = Eigen::Map<const Eigen::MatrixXd>(states_.data(), last_.shape().rows, std::ssize(points_));
    const Eigen::VectorXd mean = states.rowwise().mean();
    states.colwise() -= mean;
    Axes axes = axesOf(states, map);
    orient(axes, map, before);
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const auto column = axes.col(static_cast<Index>(axis));
        map.axes[axis].assign(column.begin(), column.end());
    }
    const Eigen::MatrixXd places = axes.transpose() * states;
    for (std::size_t i = 0; i < map.points.size(); ++i) {
        map.points[i].x = places(0, static_cast<Index>(i));
        map.points[i].y = places(1, static_cast<Index>(i));
    }
    return map;
}

StateMap mapStates(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                   std::span<const std::uint32_t> indices, const StateMap& before, std::size_t together) {
    StateMapSurvey survey(description, parameters, images, indices, together);
    while (!survey.done())
        survey.advance();
    return survey.map(before);
}

} // namespace unroll
