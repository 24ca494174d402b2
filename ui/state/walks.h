// Ways through the program for a lesson of ten minutes: each sets up a training and a view, and says what to look for.
#pragma once

#include <QString>

#include <vector>

namespace unroll {

struct Walk {
    QString title{};
    QString text{};    // two sentences: what there is to see, and what to do next
    QString setting{}; // a command line, see setting_line.h; the data set stays the one at hand
    QString view{};    // of the pages inside the network, by its id; empty: the curves
    int seeds = 1;     // trained one after the other
};

std::vector<Walk> walks();

} // namespace unroll
