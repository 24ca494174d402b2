#include "engine/data/class_labels.h"

#include "engine/files/limits.h"

#include <algorithm>
#include <array>

namespace unroll {
namespace {

struct Labels {
    std::array<bool, mostClasses> occurs{};
    int smallest = mostClasses - 1;
    int largest = 0;

    explicit Labels(const Dataset& dataset) {
        for (const ImageSet* set : {&dataset.train, &dataset.test})
            for (const std::uint8_t label : set->labels) {
                occurs[label] = true;
                smallest = std::min<int>(smallest, label);
                largest = std::max<int>(largest, label);
            }
    }

    bool fillFromOne() const {
        return smallest == 1 && largest >= fewestClasses &&
               std::all_of(occurs.begin() + 1, occurs.begin() + largest + 1, [](bool is) { return is; });
    }
};

} // namespace

bool fitClasses(Dataset& dataset) {
    const Labels labels(dataset);
    const auto names = static_cast<int>(dataset.classNames.size());
    const bool fromOne = names > 0 ? labels.largest == names && labels.smallest >= 1 : labels.fillFromOne();
    if (names > 0 && labels.largest >= names && !fromOne)
        return false;
    dataset.firstLabel = fromOne ? 1 : 0;
    dataset.classes = names > 0 ? names : std::max(fewestClasses, labels.largest + 1 - dataset.firstLabel);
    if (!fromOne)
        return true;
    for (int label = 1; names == 0 && label <= labels.largest; ++label)
        dataset.classNames.push_back(std::to_string(label));
    for (ImageSet* set : {&dataset.train, &dataset.test})
        for (std::uint8_t& label : set->labels)
            --label;
    return true;
}

} // namespace unroll
