#include "tests/support/grouped_tests.h"

#include <cstdio>
#include <string_view>

namespace unroll {
namespace {

const GroupedTest* first = nullptr; // of those that were registered before main()

} // namespace

GroupedTest::GroupedTest(const char* name, Run run)
    : name_(name)
    , run_(run)
    , next_(first) {
    first = this;
}

int GroupedTest::main(int argc, char** argv) {
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    for (const GroupedTest* test = first; test; test = test->next_)
        if (test->name_ == wanted) {
            argv[1] = argv[0];
            return test->run_(argc - 1, argv + 1);
        }
    std::fputs("Expected the name of a test first, one of:\n", stderr);
    for (const GroupedTest* test = first; test; test = test->next_)
        std::fprintf(stderr, "  %s\n", test->name_);
    return 2;
}

} // namespace unroll

int main(int argc, char** argv) { return unroll::GroupedTest::main(argc, argv); }
