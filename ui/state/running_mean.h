// The mean of the last values of a series: of all as long as there are few, and then one that forgets,
// m += (y - m) / n with n = `reach`.
#pragma once

#include <algorithm>

namespace unroll {

class RunningMean {
public:
    explicit RunningMean(double reach = 50)
        : reach_(reach) {}

    // A value that stands for `count` of them.
    void add(double value, double count = 1) {
        counted_ = std::min(reach_, counted_ + count);
        mean_ += (value - mean_) * std::min(1.0, count / counted_);
    }
    void clear() { *this = RunningMean(reach_); }

    bool isEmpty() const { return counted_ == 0; }
    double value() const { return mean_; }

private:
    double reach_;
    double counted_ = 0;
    double mean_ = 0;
};

} // namespace unroll
