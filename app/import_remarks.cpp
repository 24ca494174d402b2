#include "app/import_remarks.h"

namespace unroll {
namespace {

constexpr std::size_t mostNamed = 8;

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

} // namespace

void ImportRemark::add(const std::string& name) {
    ++count;
    if (names.size() < mostNamed)
        names.push_back(name);
}

std::string namesOf(const ImportRemark& remark) {
    std::string text;
    for (const std::string& name : remark.names)
        text += (text.empty() ? "" : ", ") + name;
    const auto more = remark.count - static_cast<std::int64_t>(remark.names.size());
    return more > 0 ? text + " and " + std::to_string(more) + " more" : text;
}

std::string sentenceOf(const ImportRemark& remark) {
    const std::string names = namesOf(remark);
    const bool one = remark.count == 1;
    const std::string classes = (one ? "The class " : "The classes ") + names;
    switch (remark.kind) {
    case ImportRemark::Kind::FilesLeftOut:
        return "Left out: " + counted(remark.count, "file or folder", "files or folders") + " that " +
               (one ? "is" : "are") + " no picture in a class's folder: " + names + ".";
    case ImportRemark::Kind::NoReader:
        return "Left out: " + counted(remark.count, "picture that", "pictures, each of which") + " " + remark.detail +
               ": " + names + ".";
    case ImportRemark::Kind::Unreadable:
        return "Left out: " + counted(remark.count, "picture that can't be read", "pictures that can't be read") +
               ": " + names + ".";
    case ImportRemark::Kind::ClassVanished:
        return "No class was made of " + counted(remark.count, "folder, in which", "folders, in which") +
               " no picture could be read: " + names + ".";
    case ImportRemark::Kind::NoTrainingImages:
        return classes + (one ? " has" : " have") + " no training image: a network can't learn " +
               (one ? "it" : "them") + ".";
    case ImportRemark::Kind::NoTestImages:
        return classes + (one ? " has" : " have") + " no test image: no accuracy tells of " + (one ? "it" : "them") +
               ".";
    case ImportRemark::Kind::OneShade:
        return counted(remark.count, "image shows one shade and nothing else",
                       "images show one shade and nothing else") +
               ": " + names + ".";
    case ImportRemark::Kind::Faint:
        return "All images are nearly of one shade: the strongest contrast is " + remark.detail +
               " of 255, as where 12 of 16 bits are used; stretch their shades before they are imported.";
    }
    return {};
}

} // namespace unroll
