// unroll inspect: how a trained network comes to its answer for one image.
#pragma once

#include "app/command.h"
#include "app/model_options.h"
#include "engine/values/landscape.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace unroll {

inline constexpr std::int64_t usualImages = 1000;         // of --sharpness and --map
inline constexpr std::int64_t usualLandscapeImages = 500; // of --landscape

struct InspectOptions {
    std::filesystem::path model;     // a model.safetensors or a run directory
    std::optional<std::string> data; // the model's own when not given
    Split split = Split::Test;
    std::optional<std::int64_t> index;          // of the image, counted from 0; the first where neither is given
    std::optional<std::filesystem::path> image; // a picture file in place of one of the data set's
    bool asIs = false;                          // the picture is as the model's images are

    // At most one of them, in place of how it reads an image.
    bool check = false;     // the gradient check of the network on the image
    bool sharpness = false; // the largest eigenvalue of its Hessian
    bool map = false;       // where the last hidden states of many images lie
    bool landscape = false; // the loss on a plane through its weights

    std::optional<std::int64_t> images; // how many are looked at; nothing with a question about one
    std::optional<PlaneDirections> directions;
    std::optional<std::uint64_t> planeSeed;
    std::optional<std::size_t> planeSide; // points in each direction
    NetworkOptions network;
    bool json = false;
};

// Throws std::runtime_error with one sentence when the model or the data can't be read, do not fit each other, or there
// is no image with the index.
ExitStatus runInspect(const InspectOptions& options, Catalog& catalog, const Console& console);

Command inspectCommand();

} // namespace unroll
