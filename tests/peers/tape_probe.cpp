// Writes down every node of a small network's tape on one image, for PyTorch to compute anew:
//   tape_probe CELL OUTPUT
// as JSON: of each node its name, operation, shape, operands, the first row of a slice, its value and its gradient,
// both column by column, or null. Weights and image are drawn.
#include "engine/nn/initializers.h"
#include "engine/tensor/random.h"
#include "engine/training/tape_walk.h"

#include <cstdio>
#include <nlohmann/json.hpp>

using namespace unroll;

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("tape_probe CELL OUTPUT\n", stderr);
        return 2;
    }
    const ModelDescription description{.pixels = 56,
                                       .cells = 7,
                                       .hidden = 12,
                                       .classes = 5,
                                       .cell = cellNamed(argv[1]),
                                       .layers = 2,
                                       .output = outputNamed(argv[2])};
    Arena<float> parameters(Model(description, 1).graph().parameterBlockSize());
    Random random(11);
    for (float& weight : parameters.span())
        weight = static_cast<float>(random.uniform(-0.7, 0.7));
    std::vector<float> pixels(static_cast<std::size_t>(description.pixels));
    for (float& pixel : pixels)
        pixel = static_cast<float>(random.uniform());
    constexpr int label = 3;
    TapeWalk walk(description);
    walk.read(parameters.span(), pixels, label);
    nlohmann::json nodes = nlohmann::json::array();
    for (std::size_t i = 0; i < walk.nodes().size(); ++i) {
        const TapeNode& node = walk.nodes()[i];
        const TapeState state = walk.stateAt(-1, static_cast<int>(i));
        nlohmann::json one{{"name", node.name},         {"op", node.op},
                           {"rows", node.rows},         {"columns", node.columns},
                           {"operands", node.operands}, {"first_row", node.firstRow}};
        one["value"] = state.value.empty() ? nlohmann::json() : nlohmann::json(state.value);
        one["gradient"] = state.gradient.empty() ? nlohmann::json() : nlohmann::json(state.gradient);
        nodes.push_back(std::move(one));
    }
    std::puts(nlohmann::json{{"label", label}, {"nodes", std::move(nodes)}}.dump().c_str());
    return 0;
}
