// What a look at a network found: flat arrays, each with its name, and the moment and the query they answer.
#pragma once

#include "engine/values/query.h"
#include "engine/values/snapshot.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace unroll {

// What the network says of a subject.
struct Answer {
    std::optional<int> label{}; // what it is; nothing where nobody knows
    int prediction = 0;         // after the last cell: the class with the largest logit, the first of equals
    float probability = 0;      // its softmax, 0...1

    bool operator==(const Answer&) const = default;
};

// Numbers in rows, one row after the other; see Quantity for what rows and columns are.
struct FoundArray {
    Quantity quantity = Quantity::Answer;
    std::size_t subject = 0; // of the query's
    std::int64_t layer = 0;  // from 0; 0 too for what is of no layer
    std::string gate{};      // "input gate"; of gates alone
    std::int64_t rows = 0;
    std::int64_t columns = 0;
    std::vector<float> values{};

    std::span<const float> row(std::int64_t index) const {
        return std::span(values).subspan(static_cast<std::size_t>(index * columns), static_cast<std::size_t>(columns));
    }
    bool operator==(const FoundArray&) const = default;
};

struct Findings {
    Moment moment{};
    Query query{};
    std::vector<Answer> answers{};    // one for each subject
    std::vector<FoundArray> arrays{}; // subject by subject, the query's quantities and no others

    std::shared_ptr<const StudyResult> study{}; // of a query for one
    bool complete = true;                       // or more of the study is to come

    // A null pointer where that was not asked for.
    template <typename Result>
    const Result* studied() const {
        return study ? std::get_if<Result>(study.get()) : nullptr;
    }

    // A null pointer where it was not asked for.
    const FoundArray* find(Quantity quantity, std::int64_t layer = 0, std::size_t subject = 0) const {
        const auto found = std::ranges::find_if(arrays, [&](const FoundArray& array) {
            return array.quantity == quantity && array.layer == layer && array.subject == subject;
        });
        return found == arrays.end() ? nullptr : &*found;
    }
    bool operator==(const Findings&) const = default;
};

} // namespace unroll
