// Times oneDNN's kernels for the forward and backward pass of a recurrent layer in training:
//   onednn_peer rnn|lstm CELLS HIDDEN BATCHES
// Prints the seconds of an epoch, 600 batches of 100 images of 784 pixels, from the mean of BATCHES of them. The bare
// kernels: no data, read-out, loss or optimiser; but with the reordering of weights that have changed, and of their
// gradients. They compute the gradient for the pixels too, and cannot be told not to. OMP_NUM_THREADS sets the threads.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <dnnl.hpp>
#include <functional>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using Descriptor = dnnl::memory::desc;
using Format = dnnl::memory::format_tag;
using Arguments = std::unordered_map<int, dnnl::memory>;

constexpr dnnl::memory::dim batch = 100;
constexpr dnnl::memory::dim pixels = 784;
constexpr int batchesPerEpoch = 600;
constexpr int warmUp = 20;

Descriptor floats(const dnnl::memory::dims& dimensions, Format format) {
    return {dimensions, dnnl::memory::data_type::f32, format};
}

// What a layer reads and writes. Weights in whatever format the kernels like.
struct Layer {
    Layer(dnnl::memory::dim cells, dnnl::memory::dim hidden, dnnl::memory::dim gates)
        : inputWeightsSize{1, 1, pixels / cells, gates, hidden}
        , stateWeightsSize{1, 1, hidden, gates, hidden}
        , input(floats({cells, batch, pixels / cells}, Format::tnc))
        , output(floats({cells, batch, hidden}, Format::tnc))
        , inputWeights(floats(inputWeightsSize, Format::any))
        , stateWeights(floats(stateWeightsSize, Format::any))
        , bias(floats({1, 1, gates, hidden}, Format::ldgo)) {}

    dnnl::memory::dims inputWeightsSize;
    dnnl::memory::dims stateWeightsSize;
    Descriptor input;
    Descriptor output;
    Descriptor inputWeights;
    Descriptor stateWeights;
    Descriptor bias;
    Descriptor none; // a state before the first cell that is zero, and one after the last that nobody asks for
};

constexpr auto forwards = dnnl::prop_kind::forward_training;
constexpr auto backwards = dnnl::prop_kind::backward;
constexpr auto direction = dnnl::rnn_direction::unidirectional_left2right;

class Training {
public:
    Training(const std::string& cell, dnnl::memory::dim cells, dnnl::memory::dim hidden)
        : layer_(cells, hidden, cell == "lstm" ? 4 : 1) {
        if (cell == "lstm")
            setUpLstm();
        else
            setUpVanilla();
    }

    void trainOneBatch() {
        for (const auto& pass : passes_)
            pass();
        stream_.wait();
    }

private:
    void setUpVanilla() {
        const Layer& l = layer_;
        const auto tanh = dnnl::algorithm::eltwise_tanh;
        const dnnl::vanilla_rnn_forward::primitive_desc forward(
            {forwards, tanh, direction, l.input, l.none, l.inputWeights, l.stateWeights, l.bias, l.output, l.none},
            engine_);
        const dnnl::vanilla_rnn_backward::primitive_desc backward(
            {backwards, tanh, direction, l.input, l.none, l.inputWeights, l.stateWeights, l.bias, l.output, l.none,
             l.input, l.none, l.inputWeights, l.stateWeights, l.bias, l.output, l.none},
            engine_, forward);
        setUpPasses(forward, dnnl::vanilla_rnn_forward(forward), backward, dnnl::vanilla_rnn_backward(backward));
    }

    void setUpLstm() {
        const Layer& l = layer_;
        const dnnl::lstm_forward::primitive_desc forward({forwards, direction, l.input, l.none, l.none, l.inputWeights,
                                                          l.stateWeights, l.bias, l.output, l.none, l.none},
                                                         engine_);
        const dnnl::lstm_backward::primitive_desc backward(
            {backwards,      direction,      l.input, l.none,   l.none,  l.inputWeights, l.stateWeights,
             l.bias,         l.output,       l.none,  l.none,   l.input, l.none,         l.none,
             l.inputWeights, l.stateWeights, l.bias,  l.output, l.none,  l.none},
            engine_, forward);
        setUpPasses(forward, dnnl::lstm_forward(forward), backward, dnnl::lstm_backward(backward));
    }

    template <typename Forward, typename Backward>
    void setUpPasses(const Forward& forward, const dnnl::primitive& runForward, const Backward& backward,
                     const dnnl::primitive& runBackward) {
        const auto inputWeights = filled(floats(layer_.inputWeightsSize, Format::ldigo));
        const auto stateWeights = filled(floats(layer_.stateWeightsSize, Format::ldigo));
        Arguments arguments{{DNNL_ARG_SRC_LAYER, filled(layer_.input)},
                            {DNNL_ARG_WEIGHTS_LAYER, filled(forward.weights_layer_desc())},
                            {DNNL_ARG_WEIGHTS_ITER, filled(forward.weights_iter_desc())},
                            {DNNL_ARG_BIAS, filled(layer_.bias)},
                            {DNNL_ARG_DST_LAYER, filled(layer_.output)},
                            {DNNL_ARG_WORKSPACE, filled(forward.workspace_desc())}};
        addReorder(inputWeights, arguments.at(DNNL_ARG_WEIGHTS_LAYER));
        addReorder(stateWeights, arguments.at(DNNL_ARG_WEIGHTS_ITER));
        passes_.emplace_back([=, this] { runForward.execute(stream_, arguments); });

        arguments[DNNL_ARG_WEIGHTS_LAYER] = filled(backward.weights_layer_desc());
        arguments[DNNL_ARG_WEIGHTS_ITER] = filled(backward.weights_iter_desc());
        arguments[DNNL_ARG_DIFF_SRC_LAYER] = filled(layer_.input);
        arguments[DNNL_ARG_DIFF_WEIGHTS_LAYER] = filled(backward.diff_weights_layer_desc());
        arguments[DNNL_ARG_DIFF_WEIGHTS_ITER] = filled(backward.diff_weights_iter_desc());
        arguments[DNNL_ARG_DIFF_BIAS] = filled(layer_.bias);
        arguments[DNNL_ARG_DIFF_DST_LAYER] = filled(layer_.output);
        addReorder(inputWeights, arguments.at(DNNL_ARG_WEIGHTS_LAYER));
        addReorder(stateWeights, arguments.at(DNNL_ARG_WEIGHTS_ITER));
        passes_.emplace_back([=, this] { runBackward.execute(stream_, arguments); });
        addReorder(arguments.at(DNNL_ARG_DIFF_WEIGHTS_LAYER), filled(inputWeights.get_desc()));
        addReorder(arguments.at(DNNL_ARG_DIFF_WEIGHTS_ITER), filled(stateWeights.get_desc()));
    }

    void addReorder(const dnnl::memory& from, const dnnl::memory& to) {
        passes_.emplace_back([=, this, reorder = dnnl::reorder(from, to)] {
            auto source = from;
            auto target = to;
            reorder.execute(stream_, source, target);
        });
    }

    // Small numbers, so that no sum over the cells leaves the range in which tanh has a slope.
    dnnl::memory filled(const Descriptor& descriptor) {
        dnnl::memory memory(descriptor, engine_);
        std::uniform_real_distribution<float> small(-0.1F, 0.1F);
        auto* values = static_cast<float*>(memory.get_data_handle());
        std::generate_n(values, descriptor.get_size() / sizeof(float), [&] { return small(random_); });
        return memory;
    }

    dnnl::engine engine_{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream_{engine_};
    std::mt19937 random_{1};
    Layer layer_;
    std::vector<std::function<void()>> passes_;
};

double epochSeconds(Training& training, int batches) {
    using Clock = std::chrono::steady_clock;
    for (int i = 0; i < std::min(warmUp, batches); ++i)
        training.trainOneBatch();
    const auto start = Clock::now();
    for (int i = 0; i < batches; ++i)
        training.trainOneBatch();
    return std::chrono::duration<double>(Clock::now() - start).count() / batches * batchesPerEpoch;
}

} // namespace

int main(int argc, char** argv) {
    const std::string cell = argc == 5 ? argv[1] : "";
    const int cells = argc == 5 ? std::atoi(argv[2]) : 0;
    const int hidden = argc == 5 ? std::atoi(argv[3]) : 0;
    const int batches = argc == 5 ? std::atoi(argv[4]) : 0;
    if ((cell != "rnn" && cell != "lstm") || cells < 1 || pixels % cells != 0 || hidden < 1 || batches < 1)
        return std::fputs("onednn_peer rnn|lstm CELLS HIDDEN BATCHES\n", stderr), 2;
    try {
        Training training(cell, cells, hidden);
        std::printf("%.6f\n", epochSeconds(training, batches));
    } catch (const dnnl::error& error) {
        return std::fprintf(stderr, "onednn_peer: %s\n", error.what()), 1;
    }
    return 0;
}
