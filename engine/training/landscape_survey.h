// The loss of a network around its weights, over a plane. (Li et al., Visualizing the loss landscape of neural nets,
// 2018.)
#pragma once

#include "engine/autodiff/tape.h"
#include "engine/training/image_reader.h"
#include "engine/training/worker_pool.h"
#include "engine/values/landscape.h"
#include "engine/values/snapshot.h"

#include <array>
#include <deque>
#include <span>
#include <vector>

namespace unroll {

struct PlanePoint {
    double alpha = 0;
    double beta = 0;
};

// Two directions of as many elements as there are parameters, laid out like them.
using PlaneAxes = std::array<std::vector<float>, 2>;

// Drawn from a normal distribution, each row of a matrix, and each vector as a whole, scaled to the norm of the
// weights there: networks that differ by a scale alone then show one landscape. (Filter normalisation, ibid.,
// section 4.)
PlaneAxes randomAxes(const ModelDescription& description, std::span<const float> parameters, std::uint64_t seed);

// The unit vectors along which weights of the past lie farthest from the present ones: the two principal components of
// their differences (ibid., section 7.2), the second one drawn and made perpendicular where they lie on a line. Throws
// std::invalid_argument when none differ.
PlaneAxes trajectoryAxes(std::span<const float> parameters, std::span<const PastEpoch> past);

// Where weights of the past lie over the plane: the nearest point to each.
std::vector<TrajectoryPoint> project(std::span<const float> parameters, const PlaneAxes& axes,
                                     std::span<const PastEpoch> past);

// The mean loss of images at any point of a plane.
class LossPlane {
public:
    // At `parameters`, over the images `indices` of the reader's set. All but the axes outlive it. The number of
    // threads changes no bit. Throws std::invalid_argument when there is no image.
    LossPlane(const ModelDescription& description, std::span<const float> parameters, PlaneAxes axes,
              const ImageReader& images, std::span<const std::uint32_t> indices, WorkerPool& pool);

    const PlaneAxes& axes() const { return axes_; }

    // Lets losses() throw Abandoned once this becomes true. The flag must outlive the plane.
    void abandonWhen(const std::atomic<bool>* flag);

    // One mean loss for each point, in nats.
    void losses(std::span<const PlanePoint> points, std::span<double> losses);

private:
    struct Lane {
        Lane(const ModelDescription& description, Index columns, Pixels pixels);

        Model model;
        Arena<float> weights; // at the point under way
        Tape<float> tape;
        std::vector<double> sums; // over its images, for each point
        bool stands = false;      // its inputs are its only images
    };
    void work(Lane& lane, std::size_t number, std::span<const PlanePoint> points);

    std::span<const float> parameters_;
    PlaneAxes axes_;
    const ImageReader& images_;
    std::span<const std::uint32_t> indices_;
    WorkerPool& pool_;
    std::size_t columns_; // images of a pass
    std::deque<Lane> lanes_;
};

struct LandscapeOptions {
    PlaneDirections directions = PlaneDirections::Random;
    std::uint64_t seed = 1;
    std::size_t side = 31; // points in each direction; odd, so that the network itself is one
    double reach = 1;      // of random directions: alpha and beta go from -reach to reach
};

// A landscape that fills in, from coarse to fine.
class LandscapeSurvey {
public:
    // As LossPlane. `past` is drawn over the plane, and spans it where it is that of the trajectory. Throws
    // std::invalid_argument for an even side or one below 3, and as trajectoryAxes().
    LandscapeSurvey(const ModelDescription& description, std::span<const float> parameters, const ImageReader& images,
                    std::span<const std::uint32_t> indices, WorkerPool& pool, const LandscapeOptions& options,
                    std::span<const PastEpoch> past = {});

    void abandonWhen(const std::atomic<bool>* flag) { plane_.abandonWhen(flag); }

    // Computes up to so many further points. May throw Abandoned: nothing is then known that was not before.
    void advance(std::size_t points);
    bool done() const { return next_ == order_.size(); }

    const Landscape& landscape() const { return landscape_; }

private:
    LossPlane plane_;
    Landscape landscape_;
    std::vector<std::size_t> order_; // of points, each a place in the landscape's losses
    std::size_t next_ = 0;
};

} // namespace unroll
