#include "ui/plots/plot_data.h"

namespace unroll {

PlotData plotData(const RunRecord& record) {
    PlotData data;
    data.plannedEpochs = static_cast<double>(record.hyperparameters.epochs);
    data.present.role = RunRole::Present;
    data.present.imagesPerEpoch = static_cast<double>(record.info.trainImages);
    data.present.epochs = record.epochs;
    if (record.divergence)
        data.present.divergedAt = position(*record.divergence, record.info.batchesPerEpoch);
    return data;
}

} // namespace unroll
