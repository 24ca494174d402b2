// What lies behind what in a chart, from the back to the front.
#pragma once

#include <qcustomplot.h>

namespace unroll {

struct ChartLayers {
    static constexpr const char* batches = "batches"; // can be redrawn by itself, as what is marked (*)
    static constexpr const char* bands = "bands";
    static constexpr const char* ghosts = "ghosts";
    static constexpr const char* references = "references";
    static constexpr const char* runs = "runs";
    static constexpr const char* present = "present"; // *
    static constexpr const char* marks = "marks";
    static constexpr const char* cursor = "overlay"; // *

    static void addTo(QCustomPlot& plot);
};

} // namespace unroll
