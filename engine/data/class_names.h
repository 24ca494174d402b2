// The names of a data set's classes: classes.txt beside the IDX files, plain or gzip, one name a line, UTF-8. The first
// line names the smallest label: 0, or 1 in a set whose labels begin there.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace unroll {

// From fewestClasses to mostClasses names. Throws std::runtime_error with one sentence that says what is wrong in which
// line: too few or too many names, a name that is empty, too long, not printable, or there twice; or what else the file
// is.
std::vector<std::string> readClassNames(const std::filesystem::path& file);

// What keeps a name from being a class's, such as that it begins with a blank, which readClassNames() takes away; or an
// empty text.
std::string classNameFault(const std::string& name);

// Throws std::runtime_error with one sentence when these are no names for classes, or the file can't be written.
void writeClassNames(const std::filesystem::path& file, std::span<const std::string> names);

} // namespace unroll
