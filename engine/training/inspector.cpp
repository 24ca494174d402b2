#include "engine/training/inspector.h"

#include "engine/ops/loss.h"
#include "engine/ops/reshape.h"
#include "engine/training/image_reader.h"
#include "engine/training/snapshot_studies.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace unroll {
namespace {

constexpr Index imagesAtOnce = 64;

ModelDescription withEveryReadOut(ModelDescription description) {
    description.output = Output::Every;
    return description;
}

void softmax(std::span<const float> logits, std::span<float> probabilities) {
    const Eigen::Map<const Eigen::ArrayXf> z(logits.data(), std::ssize(logits));
    const Eigen::ArrayXf exponentials = (z - z.maxCoeff()).exp();
    Eigen::Map<Eigen::ArrayXf>(probabilities.data(), std::ssize(probabilities)) = exponentials / exponentials.sum();
}

// "input gate" of "cell 3: input gate"; empty for a node that is no gate.
std::string gateName(const std::string& node) {
    const auto colon = node.find(": ");
    return colon != std::string::npos && node.ends_with(" gate") ? node.substr(colon + 2) : "";
}

Answer answerOf(const SubjectImage& image, std::span<const float> logits, std::span<const float> probabilities) {
    const int prediction = largestRow(logits);
    return {image.label, prediction, probabilities[static_cast<std::size_t>(prediction)]};
}

FoundArray& addArray(Findings& findings, Quantity quantity, std::size_t subject, std::int64_t rows,
                     std::int64_t columns) {
    findings.arrays.push_back({.quantity = quantity, .subject = subject, .rows = rows, .columns = columns});
    findings.arrays.back().values.reserve(static_cast<std::size_t>(rows * columns));
    return findings.arrays.back();
}

void append(FoundArray& array, std::span<const float> values) {
    array.values.insert(array.values.end(), values.begin(), values.end());
}

void appendSoftmax(FoundArray& array, std::span<const float> logits) {
    array.values.resize(array.values.size() + logits.size());
    softmax(logits, std::span(array.values).last(logits.size()));
}

} // namespace

struct Inspector::Reader {
    Reader(const ModelDescription& description, std::span<const float> parameters)
        : model(description, imagesAtOnce)
        , tape(model.graph(), model.logits(), parameters, Passes::Forward, Keep::only({model.logits()})) {}

    Model model;
    Tape<float> tape;
};

// The root holds the loss, the logits after the last cell and, so that they are computed, those after all others: one
// forward pass gives all values, and a backward pass the gradient of the row that is its seed. The image is alone, for
// products of a few columns together round otherwise.
struct Inspector::Whole {
    Whole(const ModelDescription& description, std::span<const float> parameters)
        : model(withEveryReadOut(description), 1, Pixels::Differentiable)
        , root(makeRoot(description.output))
        , tape(model.graph(), root, parameters)
        , seed(static_cast<std::size_t>(root.shape().size())) {}

    Node makeRoot(Output output) {
        const Node loss =
            output == Output::Every ? model.losses() : softmaxCrossEntropy(model.logits(), model.labels());
        std::vector<Node> rows{loss, model.logits()};
        const auto others = model.readOuts().first(model.readOuts().size() - 1);
        rows.insert(rows.end(), others.begin(), others.end());
        return concatenate(rows);
    }

    Model model;
    Node root;
    Tape<float> tape;
    std::vector<float> seed; // of the root's rows
};

Bitmap bitmapOf(const ImageSet& set, std::int64_t index) {
    if (index < 0 || index >= set.count)
        throw std::out_of_range("There is no image " + std::to_string(index) + ": the set has " +
                                std::to_string(set.count) + ".");
    const auto place = static_cast<std::size_t>(index);
    std::vector<std::uint8_t> buffer(set.pixelsPerImage());
    const auto pixels = set.image(place, buffer);
    return {{pixels.begin(), pixels.end()}, set.labels[place]};
}

Inspector::Inspector(const ModelDescription& description, std::vector<std::uint32_t> places, SubjectImages images,
                     std::int64_t testImages, std::int64_t trainImages)
    : description_(description)
    , places_(std::move(places))
    , images_(std::move(images))
    , testImages_(testImages)
    , trainImages_(trainImages)
    , parameters_(Model(description, 1).graph().parameterBlockSize()) {}

Inspector::~Inspector() = default;

std::optional<Findings> Inspector::look(const Snapshot& snapshot, const Query& query,
                                        const std::atomic<bool>& abandoned) {
    takeParameters(snapshot);
    if (query.saliencyClass && (*query.saliencyClass < 0 || *query.saliencyClass >= description_.classes))
        throw std::out_of_range("There is no class " + std::to_string(*query.saliencyClass) + ": the network knows " +
                                std::to_string(description_.classes) + ".");
    Findings findings{snapshot.moment, query};
    try {
        if (Quantities(Quantity::Answer).hasAll(query.quantities))
            readAnswers(findings, abandoned);
        else
            for (std::size_t subject = 0; subject < query.subjects.size(); ++subject)
                readWhole(findings, subject, abandoned);
    } catch (const Abandoned&) {
        return std::nullopt;
    }
    return findings;
}

std::unique_ptr<SnapshotStudy> Inspector::study(std::shared_ptr<const Snapshot> snapshot, const StudyWish& wish) {
    takeParameters(*snapshot); // throws where they do not fit
    const Subject* subject = subjectOf(wish);
    const auto images =
        subject ? alone(*subject, *snapshot) : firstImages(imagesOf(wish).value_or(0), isOfTraining(wish));
    if (subject && !walk_)
        walk_ = std::make_shared<TapeWalk>(description_);
    return makeStudy(wish, {description_, places_, std::move(snapshot), images, lastMap_, walk_});
}

std::shared_ptr<const ImageSet> Inspector::firstImages(std::int64_t count, bool training) {
    count = std::max<std::int64_t>(std::min(count, training ? trainImages_ : testImages_), 0);
    if (!studied_ || studied_->count != count || studiedTraining_ != training) {
        ImageSet images{count, {}, {}};
        for (std::int64_t index = 0; index < count; ++index) {
            const SubjectImage image = imageOf(training ? Subject(TrainingImage{index}) : Subject(TestImage{index}));
            images.pixels.insert(images.pixels.end(), image.pixels.begin(), image.pixels.end());
            images.labels.push_back(static_cast<std::uint8_t>(image.label.value_or(0)));
        }
        studied_ = std::make_shared<const ImageSet>(std::move(images));
        studiedTraining_ = training;
    }
    return studied_;
}

// Of a bitmap without a label the loss is that of the network's own answer.
std::shared_ptr<const ImageSet> Inspector::alone(const Subject& subject, const Snapshot& snapshot) {
    const SubjectImage image = imageOf(subject);
    int label = image.label.value_or(0);
    if (!image.label)
        label = look(snapshot, {{subject}, Quantity::Answer}, std::atomic<bool>(false))->answers.front().prediction;
    return std::make_shared<const ImageSet>(ImageSet{1, image.pixels, {static_cast<std::uint8_t>(label)}});
}

void Inspector::takeParameters(const Snapshot& snapshot) {
    if (snapshot.parameters.size() != parameters())
        throw std::invalid_argument("The snapshot has " + std::to_string(snapshot.parameters.size()) +
                                    " parameters and the network " + std::to_string(parameters()) + ".");
    std::ranges::copy(snapshot.parameters, parameters_.data());
}

SubjectImage Inspector::imageOf(const Subject& subject) const {
    const auto* bitmap = std::get_if<Bitmap>(&subject);
    if (!bitmap && !images_)
        throw std::out_of_range("This network has no data to take images from: give it a bitmap.");
    SubjectImage image = bitmap ? SubjectImage{bitmap->pixels, bitmap->label} : images_(subject);
    if (std::ssize(image.pixels) != description_.pixels)
        throw std::invalid_argument("The image has " + std::to_string(image.pixels.size()) +
                                    " pixels, and the network reads " + std::to_string(description_.pixels) + ".");
    if (image.label && (*image.label < 0 || *image.label >= description_.classes))
        throw std::out_of_range("The image's class is " + std::to_string(*image.label) + ", and the network knows " +
                                std::to_string(description_.classes) + ".");
    return image;
}

void Inspector::write(const SubjectImage& image, std::span<float> pixels) const {
    for (std::size_t i = 0; i < pixels.size(); ++i)
        pixels[i] = static_cast<float>(image.pixels[places_.empty() ? i : places_[i]]) / 255.0F;
}

void Inspector::readAnswers(Findings& findings, const std::atomic<bool>& abandoned) {
    if (!reader_)
        reader_ = std::make_unique<Reader>(description_, parameters_.span());
    Tape<float>& tape = reader_->tape;
    tape.abandonWhen(&abandoned);
    const std::vector<Subject>& subjects = findings.query.subjects;
    std::vector<float> probabilities(static_cast<std::size_t>(description_.classes));
    for (std::size_t first = 0; first < subjects.size(); first += imagesAtOnce) {
        std::vector<SubjectImage> images;
        for (std::size_t i = first; i < std::min(subjects.size(), first + imagesAtOnce); ++i) {
            images.push_back(imageOf(subjects[i]));
            write(images.back(), tape.input(reader_->model.pixels()).column(static_cast<Index>(i - first)));
        }
        tape.forward();
        for (std::size_t i = 0; i < images.size(); ++i) {
            const auto logits = tape.value(reader_->model.logits()).column(static_cast<Index>(i));
            softmax(logits, probabilities);
            findings.answers.push_back(answerOf(images[i], logits, probabilities));
            if (findings.query.quantities.has(Quantity::Answer))
                append(addArray(findings, Quantity::Answer, first + i, 1, description_.classes), probabilities);
        }
    }
}

void Inspector::readWhole(Findings& findings, std::size_t subject, const std::atomic<bool>& abandoned) {
    if (!whole_)
        whole_ = std::make_unique<Whole>(description_, parameters_.span());
    Tape<float>& tape = whole_->tape;
    tape.abandonWhen(&abandoned);
    const SubjectImage image = imageOf(findings.query.subjects[subject]);
    write(image, tape.input(whole_->model.pixels()).column(0));
    tape.labels(whole_->model.labels())[0] = image.label.value_or(0);
    tape.forward();
    std::vector<float> probabilities(static_cast<std::size_t>(description_.classes));
    const auto logits = tape.value(whole_->model.logits()).column(0);
    softmax(logits, probabilities);
    findings.answers.push_back(answerOf(image, logits, probabilities));
    const Quantities wanted = findings.query.quantities;
    if (wanted.has(Quantity::Answer))
        append(addArray(findings, Quantity::Answer, subject, 1, description_.classes), probabilities);
    if (wanted.has(Quantity::CellAnswers))
        addCellAnswers(findings, subject);
    if (wanted.has(Quantity::States))
        addStates(findings, subject);
    if (wanted.has(Quantity::Gates))
        addGates(findings, subject);
    const Answer& answer = findings.answers.back();
    if (wanted.has(Quantity::StateGradients) || wanted.has(Quantity::PixelGradients)) {
        // Of a loss whose class may be known only now: going backward reads the label anew, for softmax -
        // onehot(label).
        tape.labels(whole_->model.labels())[0] = image.label.value_or(answer.prediction);
        goBackward(0);
    }
    if (wanted.has(Quantity::StateGradients))
        addStateGradients(findings, subject);
    if (wanted.has(Quantity::PixelGradients))
        addPixels(findings, subject, Quantity::PixelGradients);
    if (wanted.has(Quantity::Saliency)) {
        goBackward(1 + static_cast<std::size_t>(findings.query.saliencyClass.value_or(answer.prediction)));
        addPixels(findings, subject, Quantity::Saliency);
    }
    if (wanted.has(Quantity::ReadingOrder))
        addReadingOrder(findings, subject);
}

void Inspector::goBackward(std::size_t row) {
    std::ranges::fill(whole_->seed, 0.0F);
    whole_->seed[row] = 1;
    whole_->tape.resetGradients();
    whole_->tape.backward(whole_->seed);
}

void Inspector::addCellAnswers(Findings& findings, std::size_t subject) const {
    FoundArray& array = addArray(findings, Quantity::CellAnswers, subject, description_.cells, description_.classes);
    for (const Node readOut : whole_->model.readOuts())
        appendSoftmax(array, whole_->tape.value(readOut).column(0));
}

void Inspector::addStates(Findings& findings, std::size_t subject) const {
    for (Index layer = 0; layer < description_.layers; ++layer) {
        FoundArray& array = addArray(findings, Quantity::States, subject, description_.cells, description_.hidden);
        array.layer = layer;
        for (const Node state : whole_->model.states(layer))
            append(array, whole_->tape.value(state).column(0));
    }
}

// Layers are written one after the other, and cells within them: the nodes of a gate come in that order.
void Inspector::addGates(Findings& findings, std::size_t subject) const {
    std::map<std::string, std::vector<Node>> gates;
    const Graph& graph = whole_->model.graph();
    for (std::size_t i = 0; i < graph.size(); ++i)
        if (const std::string gate = gateName(graph.record(i).name); !gate.empty())
            gates[gate].push_back(whole_->model.graph().node(i));
    const auto cells = static_cast<std::size_t>(description_.cells);
    for (const auto& [gate, nodes] : gates)
        for (std::size_t first = 0; first < nodes.size(); first += cells) {
            FoundArray& array = addArray(findings, Quantity::Gates, subject, description_.cells, description_.hidden);
            array.layer = static_cast<std::int64_t>(first / cells);
            array.gate = gate;
            for (const Node node : std::span(nodes).subspan(first, cells))
                append(array, whole_->tape.value(node).column(0));
        }
}

void Inspector::addStateGradients(Findings& findings, std::size_t subject) const {
    FoundArray& array = addArray(findings, Quantity::StateGradients, subject, description_.layers, description_.cells);
    for (Index layer = 0; layer < description_.layers; ++layer)
        for (const Node state : whole_->model.states(layer))
            array.values.push_back(whole_->tape.gradient(state).matrix().col(0).norm());
}

void Inspector::addPixels(Findings& findings, std::size_t subject, Quantity quantity) const {
    FoundArray& array = addArray(findings, quantity, subject, 1, description_.pixels);
    const auto asRead = whole_->tape.gradient(whole_->model.pixels()).column(0);
    array.values.resize(asRead.size());
    for (std::size_t i = 0; i < asRead.size(); ++i)
        array.values[places_.empty() ? i : places_[i]] = asRead[i];
}

void Inspector::addReadingOrder(Findings& findings, std::size_t subject) const {
    FoundArray& array = addArray(findings, Quantity::ReadingOrder, subject, description_.cells,
                                 description_.pixels / description_.cells);
    array.values.resize(static_cast<std::size_t>(description_.pixels));
    for (std::size_t i = 0; i < array.values.size(); ++i)
        array.values[i] = static_cast<float>(places_.empty() ? i : places_[i]);
}

Inspection inspectionOf(const Findings& findings) {
    const auto rows = [](const FoundArray& array) {
        std::vector<std::vector<float>> result;
        for (std::int64_t i = 0; i < array.rows; ++i)
            result.emplace_back(array.row(i).begin(), array.row(i).end());
        return result;
    };
    Inspection inspection;
    if (const auto* test = std::get_if<TestImage>(&findings.query.subjects.front()))
        inspection.index = test->index;
    const Answer& answer = findings.answers.front();
    inspection.label = answer.label.value_or(answer.prediction);
    inspection.prediction = answer.prediction;
    for (const FoundArray& array : findings.arrays) {
        if (array.subject != 0)
            break;
        if (array.quantity == Quantity::CellAnswers)
            inspection.probabilitiesPerCell = rows(array);
        else if (array.quantity == Quantity::States)
            inspection.hidden.push_back(rows(array));
        else if (array.quantity == Quantity::Gates)
            inspection.gates[array.gate].push_back(rows(array));
        else if (array.quantity == Quantity::StateGradients)
            inspection.gradientNormPerCell = rows(array);
        else if (array.quantity == Quantity::PixelGradients)
            inspection.saliency = array.values;
    }
    return inspection;
}

} // namespace unroll
