#include "app/commands/inspect_check.h"

#include "engine/training/network_check.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace unroll {
namespace {

// Every cell of up to 28; of more, 28 and fewer elements, for a check takes as many forward passes.
constexpr std::int64_t checkedCells = 28;
constexpr std::int64_t manyElements = 8;
constexpr std::int64_t fewElements = 2;

nlohmann::ordered_json checkJson(const NetworkCheck& check) {
    auto parameters = nlohmann::ordered_json::array();
    for (const ParameterCheck& parameter : check.parameters) {
        auto cells = nlohmann::ordered_json::array();
        for (const GradientShare& share : parameter.shares)
            cells.push_back({{"cell", share.cell},
                             {"elements", share.elements},
                             {"error", share.error},
                             {"row", share.row},
                             {"column", share.column},
                             {"gradient", share.backward},
                             {"difference", share.difference},
                             {"norm", share.norm},
                             {"kinks", share.kinks}});
        parameters.push_back({{"name", parameter.name},
                              {"elements", parameter.elements},
                              {"error", parameter.error},
                              {"sum_error", parameter.sumError},
                              {"single_error", parameter.singleError},
                              {"cells", std::move(cells)}});
    }
    const std::string wrong = firstDisagreement(check);
    return {{"right", wrong.empty()},
            {"first_wrong", wrong.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(wrong)},
            {"largest_error", largestShareError},
            {"largest_single_error", largestSingleError},
            {"loss", check.loss},
            {"images", check.images},
            {"parameters", std::move(parameters)}};
}

// "rnn.weight_hh_l0             8     28   1.2e-09  cell 17    3.1e-16   2.2e-07"
std::string parameterLine(const ParameterCheck& parameter) {
    const auto worst = std::ranges::max_element(parameter.shares, {}, &GradientShare::error);
    char line[160];
    std::snprintf(
        line, sizeof line, "%-20s %8lld %6td   %8.1e (%lld)  %9.1e  %9.1e\n", parameter.name.c_str(),
        static_cast<long long>(parameter.elements),
        std::ranges::count_if(parameter.shares, [](const GradientShare& share) { return share.elements > 0; }),
        parameter.error, static_cast<long long>(worst == parameter.shares.end() ? 0 : worst->cell), parameter.sumError,
        parameter.singleError);
    return line;
}

std::string checkText(const NetworkCheck& check) {
    std::string text = "parameter            elements  cells   error (in cell)  of the sum  in single precision\n";
    for (const ParameterCheck& parameter : check.parameters)
        text += parameterLine(parameter);
    const std::string wrong = firstDisagreement(check);
    return text + (wrong.empty() ? "Every gradient is right.\n" : "The gradient is wrong: " + wrong + ".\n");
}

} // namespace

ExitStatus printCheck(const LoadedModel& loaded, const ImageSet& images, bool asJson, const Console& console) {
    const std::int64_t elements = loaded.description.cells <= checkedCells ? manyElements : fewElements;
    const std::uint32_t first = 0;
    const NetworkCheck check = checkNetwork(loaded.description, loaded.parameters.span(), images, {&first, 1},
                                            loaded.pixelPlaces, {.elements = elements, .cells = checkedCells});
    printResult(console, asJson ? checkJson(check).dump() + '\n' : checkText(check));
    return firstDisagreement(check).empty() ? exitDone : exitFailed;
}

} // namespace unroll
