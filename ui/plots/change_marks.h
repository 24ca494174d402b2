// Ticks on the axis where a run's setting was changed while it trained. Their texts show under the pointer.
#pragma once

#include "ui/plots/plot_scale.h"
#include "ui/plots/plot_theme.h"

#include <qcustomplot.h>

namespace unroll {

class ChangeMarks : public QCPLayerable {
    Q_OBJECT

public:
    explicit ChangeMarks(QCustomPlot* plot);

    struct Mark {
        double x = 0; // on the axis
        QString text;
        QColor colour;
    };
    void setMarks(std::vector<Mark> marks) { marks_ = std::move(marks); }
    const std::vector<Mark>& marks() const { return marks_; }

    QString textAt(const QPointF& pixel) const; // of the marks there, a line each; empty beside them

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override { painter->setAntialiasing(true); }
    void draw(QCPPainter* painter) override;

private:
    std::vector<Mark> marks_;
};

} // namespace unroll
