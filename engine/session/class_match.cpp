#include "engine/session/class_match.h"

#include <algorithm>
#include <stdexcept>

namespace unroll {
namespace {

constexpr std::size_t mostListed = 10;

ClassMatch byNumber(int modelClasses, int dataClasses) {
    if (modelClasses != dataClasses)
        throw std::invalid_argument("The model does not tell the names of its " + std::to_string(modelClasses) +
                                    " classes, and the data has " + std::to_string(dataClasses) + ".");
    ClassMatch match{.isSame = true};
    for (int label = 0; label < dataClasses; ++label)
        match.modelClass.push_back(label);
    return match;
}

} // namespace

ClassMatch matchClasses(int modelClasses, std::span<const std::string> modelNames,
                        std::span<const std::string> dataNames) {
    if (modelNames.empty())
        return byNumber(modelClasses, static_cast<int>(dataNames.size()));
    ClassMatch match{.isSame = std::ranges::equal(modelNames, dataNames)};
    for (const std::string& name : dataNames) {
        const auto found = std::ranges::find(modelNames, name);
        match.modelClass.push_back(found == modelNames.end() ? -1 : static_cast<int>(found - modelNames.begin()));
        if (found == modelNames.end())
            match.unknown.push_back(name);
    }
    if (match.unknown.size() == dataNames.size())
        throw std::invalid_argument("The model knows " + classesText(modelNames) + ", and the data has " +
                                    classesText(dataNames) + ".");
    return match;
}

std::string classDifference(std::span<const std::string> modelNames, std::span<const std::string> dataNames,
                            const std::string& dataName) {
    if (modelNames.empty() || dataNames.empty() || std::ranges::equal(modelNames, dataNames))
        return {};
    return "it was trained on " + classesText(modelNames) + ", and " + dataName + " has " + classesText(dataNames);
}

std::string classesText(std::span<const std::string> names) {
    if (names.size() == 1)
        return "the class " + names.front();
    const std::size_t listed = names.size() > mostListed ? mostListed - 2 : names.size();
    std::string text = "the classes ";
    for (std::size_t i = 0; i < listed; ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return listed == names.size() ? text : text + " and " + std::to_string(names.size() - listed) + " more";
}

} // namespace unroll
