// One unit's card: its course over the cells for the image at hand, and the test images that drive it most and least.
#pragma once

#include "ui/inspect/inside_view.h"

namespace unroll {

class CellChart;
class DigitStrip;

class UnitView : public InsideView {
    Q_OBJECT

public:
    explicit UnitView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

protected:
    void draw() override;
    QString describe(const NetworkSight& sight) const override;

private:
    struct Driven {
        std::int64_t image = 0; // of the test set
        float state = 0;        // of the unit after the last cell
    };
    std::vector<Driven> driven(const NetworkSight& sight) const; // the most first
    const FoundArray* states(const NetworkSight& sight, std::size_t subject) const;
    std::size_t unitOf(const FoundArray& states) const;
    void drawChart(const QPalette& palette);

    CellChart* chart_ = nullptr;
    DigitStrip* most_ = nullptr;
    DigitStrip* least_ = nullptr;
};

} // namespace unroll
