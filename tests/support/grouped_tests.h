// Tests that are compiled together: each lies in a namespace of its own, and its main() is called runTest(). Their
// program runs the one that its first argument names.
#pragma once

namespace unroll {

class GroupedTest {
public:
    using Run = int (*)(int argc, char** argv); // a main()

    GroupedTest(const char* name, Run run);

    // The exit code of the test that argv[1] names, without that argument; 2 when there is none.
    static int main(int argc, char** argv);

private:
    const char* name_;
    Run run_;
    const GroupedTest* next_;
};

} // namespace unroll
