// How much of the loss's gradient arrives at every cell's state: the norm of dL/dh by cell and layer.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class CellChart;

class GradientView : public InsideView {
    Q_OBJECT

public:
    explicit GradientView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    void draw(const QPalette& palette);

    CellChart* chart_ = nullptr;
};

// What becomes of the gradient on its way back to the first cell, of the norms at a layer's cells.
struct GradientFate {
    enum class Kind { Healthy, Vanishing, Exploding, Zero, NotFinite };

    Kind kind = Kind::Healthy;
    double perCell = 1;       // the factor from a cell to the one before it: a line through the logarithms
    double firstOfLast = 1;   // the norm at the first cell over that at the last
    std::int64_t learned = 1; // the first cell, from 1, that gets a hundredth of the largest norm

    bool operator==(const GradientFate&) const = default;
};

// `norms` are of cell 1, 2, ... A factor of a thousand over all cells counts as vanishing or exploding.
GradientFate gradientFate(std::span<const float> norms);

} // namespace unroll
