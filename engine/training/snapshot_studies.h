// The studies of a network's snapshot; see study.h.
#pragma once

#include "engine/data/dataset.h"
#include "engine/nn/model.h"
#include "engine/session/blueprint.h"
#include "engine/training/tape_walk.h"

#include <memory>
#include <optional>
#include <vector>

namespace unroll {

// What a study needs beside its question.
struct StudySubject {
    ModelDescription description{};
    std::vector<std::uint32_t> places{};        // as in ImageReader
    std::shared_ptr<const Snapshot> snapshot{}; // of the description's network
    std::shared_ptr<const ImageSet> images{};   // all of them are looked at
    std::shared_ptr<StateMap> mapBefore{};      // of the same network; a map follows it, and is the next one's
    std::shared_ptr<TapeWalk> walk{};           // of the same network; made where there is none
};

// On the caller's thread alone. Throws std::invalid_argument with one sentence when it can't be answered.
std::unique_ptr<SnapshotStudy> makeStudy(const StudyWish& wish, StudySubject subject);

// How many images a study asks for; nothing where it is about one image of its own.
std::optional<std::int64_t> imagesOf(const StudyWish& wish);
bool isOfTraining(const StudyWish& wish);        // of training images
const Subject* subjectOf(const StudyWish& wish); // that image; a null pointer otherwise

} // namespace unroll
