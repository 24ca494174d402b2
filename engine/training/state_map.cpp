#include "engine/training/state_map.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

// The last states, [hidden x images], and what the network says.
Eigen::MatrixXd readStates(const ModelDescription& description, std::span<const float> parameters,
                           const ImageReader& images, std::span<const std::uint32_t> indices, StateMap& map,
                           const std::atomic<bool>* abandoned, std::size_t together) {
    const std::size_t columns = std::min(std::max<std::size_t>(together, 1), indices.size());
    const Model model(description, static_cast<Index>(columns), Pixels::Dense);
    const Node last = model.states(description.layers - 1).back();
    Tape<float> tape(model.graph(), model.losses(), parameters, Passes::Forward, Keep::only({last, model.logits()}));
    tape.abandonWhen(abandoned);
    Eigen::MatrixXd states(description.hidden, std::ssize(indices));
    for (std::size_t first = 0; first < indices.size(); first += columns) {
        const auto part = indices.subspan(first, std::min(columns, indices.size() - first));
        images.read(part, model, tape);
        tape.forward();
        const auto found = tape.value(last).matrix().leftCols(std::ssize(part));
        states.middleCols(static_cast<Index>(first), std::ssize(part)) = found.template cast<double>();
        for (std::size_t j = 0; j < part.size(); ++j)
            map.points.push_back({.index = part[j],
                                  .label = images.set().labels[part[j]],
                                  .prediction = largestRow(tape.value(model.logits()).column(static_cast<Index>(j)))});
    }
    return states;
}

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

StateMap mapStates(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                   std::span<const std::uint32_t> indices, const StateMap& before, const std::atomic<bool>* abandoned,
                   std::size_t together) {
    if (indices.size() < 2)
        throw std::invalid_argument("A map is that of two images at least.");
    StateMap map;
    Eigen::MatrixXd states = readStates(description, parameters, images, indices, map, abandoned, together);
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

} // namespace unroll
