// Takes the place of the C library's pthread_create() in the program that links it, so that a test can be in a system
// that starts no further thread.
#pragma once

namespace unroll {

// From now on so many threads start, and then none, until it goes out of scope. One at a time.
class ThreadLimit {
public:
    explicit ThreadLimit(int starts);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

    // Only where the C library is known.
    static bool works();
};

} // namespace unroll
