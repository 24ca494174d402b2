#include "engine/data/grey_image.h"

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

struct Share {
    int place;
    float weight;
};
using Shares = std::vector<std::vector<Share>>; // of every new pixel: the old ones it is made of

// The old pixels that the new one lies on.
std::vector<Share> covered(int i, double step, int length) {
    const double begin = i * step;
    const double end = (i + 1) * step;
    std::vector<Share> shares;
    for (int place = static_cast<int>(begin); place < length && place < end; ++place) {
        const double overlap = std::min(end, place + 1.0) - std::max(begin, static_cast<double>(place));
        if (overlap > 0)
            shares.push_back({place, static_cast<float>(overlap / step)});
    }
    return shares;
}

// The two old pixels between whose middles that of the new one lies.
std::vector<Share> between(int i, double step, int length) {
    const double middle = std::clamp((i + 0.5) * step - 0.5, 0.0, length - 1.0);
    const int place = std::min(static_cast<int>(middle), length - 1);
    const auto weight = static_cast<float>(middle - place);
    return {{place, 1 - weight}, {std::min(place + 1, length - 1), weight}};
}

Shares sharesOf(int length, int newLength) {
    const double step = static_cast<double>(length) / newLength;
    Shares shares;
    for (int i = 0; i < newLength; ++i)
        shares.push_back(step >= 1 ? covered(i, step, length) : between(i, step, length));
    return shares;
}

} // namespace

GreyImage resampled(const GreyImage& image, const PixelBox& part, int width, int height) {
    const Shares across = sharesOf(part.width(), width);
    const Shares down = sharesOf(part.height(), height);
    GreyImage narrow(width, part.height());
    for (int y = 0; y < part.height(); ++y)
        for (int x = 0; x < width; ++x)
            for (const Share& share : across[static_cast<std::size_t>(x)])
                narrow.at(x, y) += share.weight * image.at(part.left + share.place, part.top + y);
    GreyImage result(width, height);
    for (int y = 0; y < height; ++y)
        for (const Share& share : down[static_cast<std::size_t>(y)])
            for (int x = 0; x < width; ++x)
                result.at(x, y) += share.weight * narrow.at(x, share.place);
    return result;
}

} // namespace unroll
