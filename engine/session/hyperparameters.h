// The hyperparameters of a training, and the one table that describes them.
//
// The form, the command line, config.json and the tooltips are all read from the table. A new hyperparameter is one
// member of the struct and one row of the table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace unroll {

struct Hyperparameters {
    std::string data;
    bool fresh = false;
    double shift = 0;
    double rotate = 0;
    std::string order;
    std::string cell;
    std::int64_t cells = 0;
    std::int64_t hidden = 0;
    std::int64_t layers = 0;
    std::string output;
    std::string activation;
    std::string optimizer;
    double eta = 0;
    std::string schedule;
    double clip = 0;
    double weightDecay = 0;
    std::string init;
    std::int64_t batch = 0;
    std::int64_t epochs = 0;
    std::int64_t seed = 0;
    bool shuffle = true;
    std::int64_t threads = 0;
    std::int64_t trainLimit = 0;
    std::int64_t testLimit = 0;

    // Every member at its row's default: the paper's setting.
    Hyperparameters();

    bool operator==(const Hyperparameters&) const = default;
};

using HyperparameterValue = std::variant<bool, std::int64_t, double, std::string>;

// A hyperparameter that was changed while its network trained.
struct HyperparameterChange {
    std::int64_t step = 0; // batches trained before it took hold
    double epochs = 0;     // the same, in epochs
    std::string key;       // the table's
    HyperparameterValue from;
    HyperparameterValue to;

    bool operator==(const HyperparameterChange&) const = default;
};

enum class HyperparameterGroup { Data, Network, Training, Run };

// One row of the table.
struct HyperparameterRow {
    using Member = std::variant<bool Hyperparameters::*, std::int64_t Hyperparameters::*, double Hyperparameters::*,
                                std::string Hyperparameters::*>;

    std::string_view key;   // in config.json; the option is the key with '-' for '_'
    std::string_view label; // in the form
    std::string_view help;  // one plain sentence, for tooltips and --help
    HyperparameterGroup group;
    Member member;
    HyperparameterValue defaultValue;
    double minimum = 0; // numbers: inclusive
    double maximum = 0;
    std::vector<std::string_view> choices; // texts: the allowed ones; empty when any text is
    bool changesWhileTraining = false;
    std::string_view formula{}; // what it means, as the literature writes it; empty where there is nothing to calculate

    std::string option() const; // "--train-limit"; for a truth value that is on by default "--no-shuffle"
};

// A setting that can't be; the message is one sentence.
class HyperparameterError : public std::invalid_argument {
public:
    // What is wrong and, behind a colon, what to do. `key` is of the row at fault, where it is a single one.
    explicit HyperparameterError(std::string problem, const std::string& advice = {}, std::string_view key = {})
        : std::invalid_argument(advice.empty() ? problem : problem + ": " + advice)
        , problem_(std::move(problem))
        , key_(key) {}

    const std::string& problem() const { return problem_; } // without the advice
    const std::string& key() const { return key_; }         // empty: it is of several rows

private:
    std::string problem_;
    std::string key_;
};

// All rows, in the order in which the form and --help show them.
std::span<const HyperparameterRow> hyperparameterTable();

// The row of a key ("train_limit"), or nothing.
const HyperparameterRow* findHyperparameter(std::string_view key);

HyperparameterValue valueOf(const Hyperparameters& hyperparameters, const HyperparameterRow& row);

// Stores a value; throws HyperparameterError when its type, range or choice is wrong. An integer is taken for a real.
void setValue(Hyperparameters& hyperparameters, const HyperparameterRow& row, const HyperparameterValue& value);

// Reads a value as people type it ("0.015", "64", "tanh", "true"), independent of the locale.
// Throws HyperparameterError.
HyperparameterValue parseValue(const HyperparameterRow& row, std::string_view text);

// The shortest text that parseValue reads back as the same value.
std::string formatValue(const HyperparameterValue& value);

// The rows by which two settings differ.
std::vector<const HyperparameterRow*> differences(const Hyperparameters& a, const Hyperparameters& b);

// Every number of cells that divides an image of `pixels` pixels, ascending (784 -> 1, 2, 4, 7, ..., 784).
std::vector<std::int64_t> cellChoices(std::int64_t pixels);

// Throws HyperparameterError when the setting's cells do not divide an image of `pixels` pixels.
void checkCells(const Hyperparameters& hyperparameters, std::int64_t pixels);

} // namespace unroll
