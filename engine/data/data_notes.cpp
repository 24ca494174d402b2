#include "engine/data/data_notes.h"

#include <algorithm>
#include <cstring>

namespace unroll {
namespace {

// Below a quarter of the range little is to be seen: 12 bits in a file of 16 reach 16.
constexpr int nearlyBlack = 64;

// Whether each class has one of the first images.
std::vector<bool> classesIn(const ImageSet& set, std::int64_t images, int classes) {
    std::vector<bool> found(static_cast<std::size_t>(classes));
    for (std::size_t i = 0; i < static_cast<std::size_t>(std::min(images, set.count)); ++i)
        found[set.labels[i]] = true;
    return found;
}

std::string grouped(std::int64_t number) {
    std::string text = std::to_string(number);
    for (auto place = std::ssize(text) - 3; place > 0; place -= 3)
        text.insert(static_cast<std::size_t>(place), ",");
    return text;
}

// "a, b, c and 40 more"
std::string namesOf(const Dataset& data, const std::vector<int>& labels) {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(labels.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + data.className(labels[i]);
    return labels.size() <= most ? text : text + " and " + std::to_string(labels.size() - most) + " more";
}

// "Class 3 has" or "3 of 10 classes (a, b, c) have"
std::string subject(const Dataset& data, const std::vector<int>& labels) {
    if (labels.size() == 1)
        return "Class " + data.className(labels.front()) + " has";
    return std::to_string(labels.size()) + " of " + std::to_string(data.classes) + " classes (" +
           namesOf(data, labels) + ") have";
}

template <typename Lacks>
std::vector<int> classesThat(const Dataset& data, Lacks lacks) {
    std::vector<int> labels;
    for (int label = 0; label < data.classes; ++label)
        if (lacks(static_cast<std::size_t>(label)))
            labels.push_back(label);
    return labels;
}

// About the classes that a limit leaves without images, as it does in files sorted by class.
std::string limitNote(const Dataset& data, const std::vector<int>& labels, const std::string& what, std::int64_t taken,
                      std::int64_t all) {
    return subject(data, labels) + " no image among the first " + grouped(taken) + " of " + grouped(all) + " " + what +
           " images, which is all that are taken: take more of them, or shuffle those in the files.";
}

} // namespace

std::vector<std::string> dataNotes(const Dataset& data, std::int64_t trainImages, std::int64_t testImages) {
    const std::vector<bool> train = classesIn(data.train, data.train.count, data.classes);
    const std::vector<bool> test = classesIn(data.test, data.test.count, data.classes);
    std::vector<std::string> notes = data.notes;
    const auto say = [&](const std::vector<int>& labels, const char* lack) {
        if (!labels.empty())
            notes.push_back(subject(data, labels) + lack);
    };
    say(classesThat(data, [&](std::size_t i) { return !train[i] && !test[i]; }), " no images at all.");
    say(classesThat(data, [&](std::size_t i) { return !train[i] && test[i]; }), " no training image.");
    say(classesThat(data, [&](std::size_t i) { return train[i] && !test[i]; }), " no test image.");
    const auto sayLimit = [&](const ImageSet& set, const std::vector<bool>& all, const char* what, std::int64_t taken) {
        const std::vector<bool> some = classesIn(set, taken, data.classes);
        const auto labels = classesThat(data, [&](std::size_t i) { return all[i] && !some[i]; });
        if (!labels.empty())
            notes.push_back(limitNote(data, labels, what, taken, set.count));
    };
    sayLimit(data.train, train, "training", trainImages);
    sayLimit(data.test, test, "test", testImages);
    return notes;
}

std::vector<std::string> dataNotes(const Dataset& data) { return dataNotes(data, data.train.count, data.test.count); }

void ImageCheck::add(std::span<const std::uint8_t> image) {
    ++images_;
    if (image.size() > 1 && std::memcmp(image.data(), image.data() + 1, image.size() - 1) == 0)
        ++ofOneShade_;
    if (brightest_ < nearlyBlack) // one image is enough to tell
        brightest_ = std::max(brightest_, int{*std::ranges::max_element(image)});
}

std::vector<std::string> ImageCheck::notes(const std::string& what) const {
    std::vector<std::string> notes;
    if (ofOneShade_ > 0)
        notes.push_back(grouped(ofOneShade_) + " of " + grouped(images_) + " " + what + " images " +
                        (ofOneShade_ == 1 ? "is" : "are") + " of one shade all over, so that nothing is to be seen.");
    if (brightest_ > 0 && brightest_ < nearlyBlack)
        notes.push_back("The " + what + " images are nearly black: their brightest pixel is " +
                        std::to_string(brightest_) + " of 255; stretch the numbers in the files over the whole range.");
    return notes;
}

} // namespace unroll
