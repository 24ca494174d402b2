// The names of the lines, right of the axes at the height of their ends, each with a sample of its line, none on top of
// another. A line that ends before is carried on to its name by dots.
#pragma once

#include "ui/plots/plot_theme.h"
#include "ui/plots/run_graphs.h"

#include <qcustomplot.h>

#include <vector>

namespace unroll {

class LineEnds : public QCPLayerable {
    Q_OBJECT

public:
    explicit LineEnds(QCustomPlot* plot);

    void setTheme(const PlotTheme& theme) { theme_ = theme; }

    // In order of importance: where there is no room for all, the last ones go without a name. The graphs outlive the
    // next drawing.
    void setLines(std::vector<const RunGraphs*> lines) { lines_ = std::move(lines); }

    QStringList shownNames() const; // from top to bottom, as they are drawn

    // That the names take in a plot of a width: the same in every plot, whatever its lines are called.
    static int room(const QFont& font, int width);
    int wantedRoom() const; // so that all of its names are whole

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override;

private:
    struct End {
        const RunGraphs* line;
        MetricPoint last;  // of the line, in view
        double value = 0;  // at the right edge
        double centre = 0; // of its name, in pixels
    };
    std::vector<End> ends() const;
    void drawEnd(QCPPainter& painter, const End& end) const;

    PlotTheme theme_;
    std::vector<const RunGraphs*> lines_;
};

} // namespace unroll
