// The drawing of a metric over a training: the present run above compared ones, ghosts and references, with axes that
// grow with it until somebody zooms, and a cursor that reads it out.
//
// It is drawn anew only by refresh(), once however often that is called for one delivery of values; of what fits the
// axes, batches draw only their trace anew, and epochs only the present run's lines and the names.
#pragma once

#include "ui/plots/plot_axes.h"
#include "ui/plots/plot_data.h"
#include "ui/plots/run_set.h"

#include <qcustomplot.h>

namespace unroll {

class ChangeMarks;
class LineEnds;
class PlotCursor;
class ReadOutBox;

class MetricChart : public QCustomPlot {
    Q_OBJECT

public:
    explicit MetricChart(PlotKind kind, QWidget* parent = nullptr);
    ~MetricChart() override;

    void setTheme(const PlotTheme& theme);
    void setView(const PlotView& view);
    void setData(const PlotData& data); // everything at once
    PlotData data() const;
    const DrawnRun& present() const { return runs_.present().run(); }

    void showAxisTitle(bool shown);                  // of the horizontal axis
    void setPlannedEpochs(double epochs);            // see epochAxisEnd()
    void setBeginning(std::optional<double> epochs); // see PlotAxes
    void setReferences(const std::vector<DrawnRun>& references);
    void showReferences(bool shown);
    bool showsReferences() const { return runs_.showsReferences(); }
    void setRuns(const std::vector<DrawnRun>& runs); // compared ones and ghosts, in the order of importance

    // The present run: `run` as far as it has come; then what follows, piece by piece.
    void beginRun(const DrawnRun& run, std::int64_t batchesPerEpoch);
    void namePresent(std::uint64_t id, const QString& name, int slot);
    void showPresent(bool shown);
    bool showsPresent() const { return runs_.present().isShown(); }
    void addBatches(std::span<const BatchPoint> batches);
    void addEpochs(std::span<const EpochMetrics> epochs);
    void setChanges(const std::vector<ChangeMark>& changes); // all so far
    void markDivergence(double atEpoch);
    void revealLastBatch(); // makes room for it, when the run rests outside the range

    // What is shown of it; nothing is the whole.
    void setHorizontalView(std::optional<AxisRange> range);
    void setVerticalView(std::optional<AxisRange> range);
    bool isZoomed() const { return axes_.horizontalView() || axes_.verticalView(); }

    void showCursor(std::optional<std::int64_t> epoch); // nothing takes it away
    std::optional<std::int64_t> cursorEpoch() const;
    const ReadOutBox& readOutBox() const;

    std::size_t drawnPoints() const { return runs_.drawnPoints(); } // that are handed to the drawing
    QStringList lineNames() const;                                  // as they stand right of the axes, from the top

    // A title above and a legend inside, and nothing beyond the axes, for a plot that stands alone: no more is to come.
    // Right of its axes it leaves room for names, as roomForNames() says how much they want.
    void standAlone(int roomForNames);
    int roomForNames() const;

    void refresh();

signals:
    // By a person's hand on this chart.
    void horizontalChosen(const std::optional<unroll::AxisRange>& range);
    void cursorMoved(const std::optional<std::int64_t>& epoch);

    // By whomever; nothing is the whole.
    void zoomChanged(const std::optional<unroll::AxisRange>& horizontal,
                     const std::optional<unroll::AxisRange>& vertical);

    // Where the horizontal axis stands, in pixels of this chart, and what it spans.
    void axisPlaced(const unroll::AxisRange& range, int left, int right);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    // What is to be drawn anew.
    struct Stale {
        bool trace = false;
        bool present = false;
        bool all = true;
    };

    void setupPointer();
    void leaveRoom(int forNames);
    void growAxes();
    void takeRuns(); // after one of them changed
    void drawRuns();
    void markChanges();
    void chooseHorizontal(const std::optional<AxisRange>& range);
    void chooseCursor(const std::optional<std::int64_t>& epoch);
    void stepCursor(int direction);
    void jumpCursor(bool toEnd);

    PlotScale scale_;
    PlotTheme theme_;
    PlotAxes axes_;
    double plannedEpochs_ = 1;
    RunSet runs_;
    Stale stale_;
    bool focusByKey_ = false;
    LineEnds* lineEnds_ = nullptr;
    ChangeMarks* changeMarks_ = nullptr;
    PlotCursor* cursor_ = nullptr;
    QCPTextElement* title_ = nullptr;
};

} // namespace unroll
