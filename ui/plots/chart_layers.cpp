#include "ui/plots/chart_layers.h"

namespace unroll {

void ChartLayers::addTo(QCustomPlot& plot) {
    QCPLayer* below = plot.layer(QStringLiteral("grid"));
    for (const char* name : {batches, bands, ghosts, references, runs, present, marks}) {
        plot.addLayer(QLatin1String(name), below);
        below = plot.layer(QLatin1String(name));
    }
    for (const char* name : {batches, present})
        plot.layer(QLatin1String(name))->setMode(QCPLayer::lmBuffered);
}

} // namespace unroll
