// SHA-256 of what is fed to it piece by piece.
#pragma once

#include <memory>
#include <span>
#include <string>

namespace unroll {

class Sha256 {
public:
    Sha256();
    ~Sha256();

    void add(std::span<const std::byte> bytes);

    // The hash in lower-case hexadecimal, 64 digits. Nothing may be added afterwards.
    std::string hexadecimal();

private:
    struct Context;
    std::unique_ptr<Context> context_;
};

} // namespace unroll
