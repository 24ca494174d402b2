// What a person should know of a data set that was made of files: what was left out, and what is odd about the rest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unroll {

struct ImportRemark {
    enum class Kind {
        FilesLeftOut,     // they are no pictures, or lie outside of the classes' folders
        NoReader,         // pictures in a format that nothing here reads; `detail` says which and what helps
        Unreadable,       // pictures that were left out as wished, with the reason behind each name
        ClassVanished,    // folders in which no picture could be read
        NoTrainingImages, // classes
        NoTestImages,     // classes
        OneShade,         // images without any drawing
        Faint,            // all images; `detail` is their strongest contrast, of 255
    };
    Kind kind;
    std::int64_t count = 0;
    std::vector<std::string> names{}; // the first of them
    std::string detail{};

    // Counts one more, and keeps its name if it is among the first.
    void add(const std::string& name);

    bool operator==(const ImportRemark&) const = default;
};

// "'a/1.png', 'a/2.png' and 7 more".
std::string namesOf(const ImportRemark& remark);

// One sentence.
std::string sentenceOf(const ImportRemark& remark);

} // namespace unroll
