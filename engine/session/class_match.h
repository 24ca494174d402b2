// Which classes of a data set a model knows. Classes go by their names: a "b" is a "b", whatever number it has.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unroll {

struct ClassMatch {
    std::vector<int> modelClass{};      // for each of the data's classes the model's of the same name, or -1
    std::vector<std::string> unknown{}; // the names of those that the model does not know

    // Whether every class has the same number in both, and the model has no other.
    bool isSame = false;

    bool operator==(const ClassMatch&) const = default;
};

// A model of so many classes, whose names are none where an old file or another program's does not tell them, and a
// data set whose names are those of all its classes. Without the model's names classes go by their numbers. Throws
// std::invalid_argument with one sentence when they then are not equally many, or when the model knows none.
ClassMatch matchClasses(int modelClasses, std::span<const std::string> modelNames,
                        std::span<const std::string> dataNames);

// "it was trained on the classes a, b and c, and bcd has b, c and d" where names are known of both and differ, in any
// way; or an empty text.
std::string classDifference(std::span<const std::string> modelNames, std::span<const std::string> dataNames,
                            const std::string& dataName);

// "the class d", "the classes d and e", "the classes 0, 1, 2, 3, 4, 5, 6, 7 and 18 more".
std::string classesText(std::span<const std::string> names);

} // namespace unroll
