// What readers of files accept at the most, in one place. What exceeds a limit is refused with a sentence before memory
// is taken for it. Sizes that a file announces are held against the file itself besides.
#pragma once

#include <cstddef>
#include <cstdint>

namespace unroll {

// Classes of a data set: labels are bytes.
inline constexpr int fewestClasses = 2;
inline constexpr int mostClasses = 256;

// The name of a class.
inline constexpr std::size_t mostClassNameBytes = 100;

// Files of text that are read as a whole: classes.txt, config.json, metrics.csv.
inline constexpr std::uint64_t mostTextBytes = std::uint64_t{64} << 20;

// Weights and checkpoints.
inline constexpr std::uint64_t mostModelBytes = std::uint64_t{16} << 30;

// The JSON header of a safetensors file.
inline constexpr std::uint64_t mostHeaderBytes = std::uint64_t{100} << 20;

// A picture: PNG, JPEG, ...
inline constexpr std::uint64_t mostPictureBytes = std::uint64_t{1} << 30;

// Lists and objects within each other in a JSON text.
inline constexpr int deepestJson = 16;

// A line of a table of images.
inline constexpr std::size_t mostLineBytes = std::size_t{16} << 20;

// The side of an image that is imported, in pixels.
inline constexpr int largestImageSide = 4096;

// The header of a .npy file.
inline constexpr std::uint64_t mostNpyHeaderBytes = std::uint64_t{64} << 10;

// How much of a text that is wrong an error quotes.
inline constexpr std::size_t mostQuotedBytes = 80;

// One file of a data set that is fetched, compressed or not.
inline constexpr std::uint64_t mostFetchedBytes = std::uint64_t{4} << 30;

// What deflate can make of one byte: 258 bytes for two bits.
inline constexpr std::uint64_t mostInflation = 1032;

} // namespace unroll
