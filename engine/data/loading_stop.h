// How loading a data set is given up when nobody waits for it any more.
#pragma once

#include <exception>
#include <stop_token>

namespace unroll {

// Thrown by what was asked to stop; nothing of it is kept.
class LoadingStopped : public std::exception {
public:
    const char* what() const noexcept override { return "Loading the data was given up."; }
};

inline void throwIfStopped(const std::stop_token& stop) {
    if (stop.stop_requested())
        throw LoadingStopped();
}

} // namespace unroll
