// An IDX file, opened behind its header: the type of its numbers, how many there are along each dimension, and then the
// numbers themselves, the high byte first.
//
// The header is two zero bytes, the type, the number of dimensions, and each size as 32 bits. What it promises is
// checked against the file before memory is taken for it, and nothing may be missing or left over. Errors are
// std::runtime_error with one sentence: the file, the byte, what was expected and found; or what else the file is.
// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
#pragma once

#include "engine/data/byte_source.h"

#include <vector>

namespace unroll {

// As the header's third byte has them.
enum class IdxType : std::uint8_t {
    UnsignedByte = 0x08,
    SignedByte = 0x09,
    Short = 0x0B, // 16 bits
    Int = 0x0C,   // 32 bits, with a sign
    Float = 0x0D,
    Double = 0x0E
};

std::size_t bytesOf(IdxType type);

// A number of a file. Those of 16 bits are taken to be from 0 to 65535: a short with a sign holds no scanner's grey.
double idxNumber(IdxType type, const std::uint8_t* bytes);

// Shortest text of a number that is of this type, with a dot in every locale.
std::string plainNumber(double number, IdxType type);

// Where in the file its header says how many dimensions follow.
inline constexpr std::uint64_t idxDimensionsByte = 3;

struct IdxHeader {
    IdxType type = IdxType::UnsignedByte;
    std::vector<std::uint32_t> sizes; // of one to four dimensions, none of them 0

    std::uint64_t bytes() const; // that the header itself takes
    std::string text() const;    // "60000 x 28 x 28 unsigned bytes"
};

class IdxSource {
public:
    // Opens the file, plain or gzip, and checks that its size fits its header.
    explicit IdxSource(const std::filesystem::path& file);

    const IdxHeader& header() const { return header_; }
    const std::filesystem::path& path() const { return source_->path(); }

    // No more bytes than this can come out of the file.
    std::uint64_t maximumSize() const { return source_->maximumSize(); }

    // Fills the piece with the bytes that come next, which must be there.
    void read(std::span<std::uint8_t> piece);

    // The file has to end where its data do.
    void requireEnd();

    // Where the next byte stands in the file, unpacked.
    std::uint64_t position() const { return header_.bytes() + taken_; }

    std::runtime_error error(std::uint64_t byte, const std::string& expected, const std::string& found) const {
        return byteError(path(), byte, expected, found);
    }

private:
    void readPrologue();
    void readSizes(std::size_t dimensions);
    void checkDataSize();
    [[noreturn]] void refuseForeign(std::span<const std::uint8_t> prologue);

    std::unique_ptr<ByteSource> source_;
    IdxHeader header_;
    std::uint64_t dataBytes_ = 0;
    std::uint64_t taken_ = 0; // of them
};

} // namespace unroll
