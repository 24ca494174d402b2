#include "app/picture_input.h"

#include "engine/data/digit_preparation.h"

#include <cmath>
#include <stdexcept>

namespace unroll {
namespace {

constexpr const char* drawnData = "digits"; // square, and its classes are numbers: it need not be drawn to know that

// What there is to know of a data set without its images.
Dataset formatOf(const Dataset& data) {
    Dataset format;
    format.name = data.name;
    format.width = data.width;
    format.height = data.height;
    format.classes = data.classes;
    format.classNames = data.classNames;
    return format;
}

// The data set the model was trained with, if it is there and has such images.
std::optional<Dataset> ownFormat(const TrainedModel& model, Catalog& catalog) {
    const std::string name = dataNameOf(model, std::nullopt, catalog);
    if (name == drawnData && model.images)
        return std::nullopt;
    try {
        const auto data = catalog.load(name);
        const bool fits = !model.images || model.images->pixels == data->pixelsPerImage();
        return fits ? std::optional(formatOf(*data)) : std::nullopt;
    } catch (const std::runtime_error&) {
        return std::nullopt; // not needed where the model says enough
    }
}

// Width and height as a data set has them, or else of a square.
Dataset imageFormat(const TrainedModel& model, const ModelChoice& choice, Catalog& catalog) {
    if (choice.data)
        return formatOf(*catalog.load(*choice.data));
    if (auto format = ownFormat(model, catalog))
        return *format;
    const std::string absent =
        "its data set " + model.hyperparameters.data + " is not there: say with --data which data set has such images.";
    if (!model.images)
        throw std::runtime_error(choice.file.string() + " does not tell what images it reads, and " + absent);
    const auto side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(model.images->pixels))));
    if (std::int64_t{side} * side != model.images->pixels)
        throw std::runtime_error(choice.file.string() + " reads images of " + std::to_string(model.images->pixels) +
                                 " pixels, which are not square, and " + absent);
    Dataset format;
    format.name = model.hyperparameters.data;
    format.width = side;
    format.height = side;
    return format;
}

std::string sizeText(int width, int height) { return std::to_string(width) + " x " + std::to_string(height); }

} // namespace

Dataset inputFormat(const TrainedModel& model, const ModelChoice& choice, Catalog& catalog) {
    Dataset format = imageFormat(model, choice, catalog);
    if (model.images && (!model.images->classNames.empty() || format.classes != model.images->classes)) {
        format.classes = static_cast<int>(model.images->classes);
        format.classNames = model.images->classNames;
    }
    return format;
}

std::string sentenceAbout(const std::filesystem::path& file, const UnreadablePicture& error) {
    return "'" + file.string() + "' " + error.what() + ".";
}

std::vector<std::uint8_t> pixelsFor(const Dataset& format, const std::filesystem::path& file, bool asIs) {
    const GreyPicture picture = greyPicture(readPicture(file).shades.grey);
    if (asIs) {
        if (picture.width != format.width || picture.height != format.height)
            throw UnreadablePicture(UnreadablePicture::Reason::Damaged,
                                    "has " + sizeText(picture.width, picture.height) + " pixels and not the model's " +
                                        sizeText(format.width, format.height) + ", which --as-is needs");
        return picture.pixels;
    }
    const auto prepared = prepareDigit(picture, format.width, format.height);
    if (!prepared)
        throw UnreadablePicture(UnreadablePicture::Reason::Damaged, "shows no ink that stands out from its paper");
    return prepared->pixels;
}

} // namespace unroll
