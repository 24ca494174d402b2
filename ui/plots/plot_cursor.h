// The line at an epoch with a dot on every curve, and the box that reads them out.
#pragma once

#include "ui/plots/read_out_box.h"

#include <qcustomplot.h>

namespace unroll {

class PlotCursor : public QCPLayerable {
    Q_OBJECT

public:
    explicit PlotCursor(QCustomPlot* plot);

    void setTheme(const PlotTheme& theme);
    // At an epoch that one of the runs has reached; at no other it is taken away.
    void show(std::optional<std::int64_t> epoch, const std::vector<const RunGraphs*>& runs, const PlotScale& scale);
    bool isShown() const { return readOut_.has_value(); }
    const ReadOutBox& box() const { return *box_; }
    void place(); // anew, after the axes changed

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    QRect clipRect() const override { return mParentPlot->axisRect()->rect().adjusted(-5, 0, 5, 0); }
    void draw(QCPPainter* painter) override;

private:
    int boxLeft(int line) const;

    PlotTheme theme_;
    std::optional<ReadOut> readOut_;
    bool boxBelow_ = false; // where rising curves leave room
    ReadOutBox* box_;
};

} // namespace unroll
