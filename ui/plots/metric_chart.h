// The drawing of a metric over the epochs: references in grey, the single batches as a thin trace, train and test per
// epoch as lines with markers. The axes grow with the run and never twitch.
//
// It is drawn anew only by refresh(), once however often that is called for one delivery of values.
#pragma once

#include "ui/plots/growing_range.h"
#include "ui/plots/plot_data.h"
#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

namespace unroll {

class MetricChart : public QCustomPlot {
public:
    explicit MetricChart(PlotKind kind, QWidget* parent = nullptr);

    void setTheme(const PlotTheme& theme);
    void setData(const PlotData& data); // everything at once
    PlotData data() const;

    void setPlannedEpochs(double epochs); // see epochAxisEnd()
    void setReferences(const std::vector<NamedCurve>& references);
    void showReferences(bool shown);
    bool showsReferences() const { return referencesShown_; }

    void clearRun();
    void addBatches(const Curve& batches);
    void addEpochs(const Curve& train, const Curve& test);
    void markDivergence(double atEpoch);
    void revealLastBatch(); // makes room for it, when the run rests outside the range

    // A title above and a legend inside, for a plot that stands alone.
    void standAlone(const QString& title);

    void refresh();

private:
    struct Reference {
        NamedCurve source;
        QCPGraph* graph = nullptr;
        QCPItemText* label = nullptr;
        QCPItemLine* level = nullptr; // from its end to its name
    };

    void setupAxes();
    void setupGraphs();
    void applyTheme();
    void themeAxis(QCPAxis* axis) const;
    int referenceLabelRoom() const;
    void placeReferenceLabels();
    void updateRanges();

    PlotKind kind_;
    PlotTheme theme_;
    GrowingRange range_;
    double plannedEpochs_ = 1;
    double lastEpoch_ = 0;
    bool referencesShown_ = true;
    std::vector<Reference> references_;
    MetricSeries batchSeries_;
    QCPGraph* batches_ = nullptr;
    QCPGraph* train_ = nullptr;
    QCPGraph* test_ = nullptr;
    QCPGraph* diverged_ = nullptr;
    QCPTextElement* title_ = nullptr;
};

} // namespace unroll
