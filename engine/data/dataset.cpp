#include "engine/data/dataset.h"

#include "engine/data/idx_file.h"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace unroll {

namespace {

class Sha256 {
public:
    Sha256()
        : context_(EVP_MD_CTX_new()) {
        require(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
    }

    void add(std::span<const std::uint8_t> bytes) {
        require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    }

    std::string hexadecimal() {
        constexpr std::string_view digits = "0123456789abcdef";
        std::array<std::uint8_t, 32> digest{};
        require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr) == 1);
        std::string text;
        for (const std::uint8_t byte : digest) {
            text += digits[byte / 16];
            text += digits[byte % 16];
        }
        return text;
    }

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };

    static void require(bool succeeded) {
        if (!succeeded) {
            throw std::runtime_error("OpenSSL can't compute the data set's SHA-256.");
        }
    }

    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

} // namespace

std::string Dataset::sha256() const {
    Sha256 hash;
    for (const ImageSet* set : {&train, &test}) {
        hash.add(idxImagesHeader(set->count, height, width));
        hash.add(set->pixels);
        hash.add(idxLabelsHeader(set->count));
        hash.add(set->labels);
    }
    return hash.hexadecimal();
}

} // namespace unroll
