#include "ui/inspect/gradient_view.h"

#include "ui/plots/cell_chart.h"
#include "ui/state/csv_cells.h"
#include "ui/theme/run_style.h"

#include <QBoxLayout>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double farFactor = 1e3;    // a factor over all cells that counts
constexpr double littleShare = 0.01; // of the largest norm: cells that get less are hardly learned from

QString factorText(double factor) { return QString::number(factor, 'g', 3); }

} // namespace

GradientFate gradientFate(std::span<const float> norms) {
    using Kind = GradientFate::Kind;
    GradientFate fate;
    if (!std::ranges::all_of(norms, [](float norm) { return std::isfinite(norm); }))
        return {.kind = Kind::NotFinite};
    const float largest = norms.empty() ? 0.0F : std::ranges::max(norms);
    if (largest <= 0)
        return {.kind = Kind::Zero};
    const auto reached = std::ranges::find_if(
        norms, [&](float norm) { return static_cast<double>(norm) >= littleShare * static_cast<double>(largest); });
    fate.learned = reached - norms.begin() + 1;
    // Least squares through log norm; a norm of 0 is one too small for single precision.
    constexpr double smallest = 1e-45;
    const auto count = static_cast<double>(norms.size());
    double sumY = 0;
    double sumXy = 0;
    double sumXx = 0;
    for (std::size_t i = 0; i < norms.size(); ++i) {
        const double x = static_cast<double>(i) - (count - 1) / 2;
        const double y = std::log(std::max(static_cast<double>(norms[i]), smallest));
        sumY += y;
        sumXy += x * y;
        sumXx += x * x;
    }
    fate.perCell = sumXx > 0 ? std::exp(-sumXy / sumXx) : 1;
    fate.firstOfLast =
        std::max(static_cast<double>(norms.front()), smallest) / std::max(static_cast<double>(norms.back()), smallest);
    const double overall = std::pow(fate.perCell, count - 1);
    if (overall < 1 / farFactor)
        fate.kind = Kind::Vanishing;
    else if (overall > farFactor)
        fate.kind = Kind::Exploding;
    return fate;
}

GradientView::GradientView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("Where does the gradient die?"), parent) {
    setObjectName(QStringLiteral("gradientView"));
    setWhatsThis(
        tr("<p>The Euclidean norm of ∂L/∂h<sub>t</sub>, the gradient of the image's cross-entropy with respect "
           "to the state after cell t. On its way back it is multiplied by the Jacobian "
           "∂h<sub>t</sub>/∂h<sub>t−1</sub> once a cell: below 1 it vanishes, above 1 it explodes "
           "(Bengio, Simard and Frasconi 1994; Pascanu, Mikolov and Bengio 2013).</p>"));
    chart_ = new CellChart(CellChart::Scale::Decades, this);
    chart_->setAccessibleName(tr("Norm of the gradient by cell"));
    drawings().addWidget(chart_, 1);
    connect(chart_, &CellChart::cellChosen, &focus, [&focus](int cell) { focus.setCell(cell); });
    connect(&focus, &LookFocus::cellChanged, this, [this] {
        if (!sights().empty())
            chart_->setMarkedCell(this->focus().cellOf(static_cast<int>(sights().front().shape.cells)));
    });
}

LookWish GradientView::wish() const {
    LookWish wish;
    wish.quantities = Quantity::StateGradients;
    return wish;
}

void GradientView::draw() { draw(palette()); }

void GradientView::draw(const QPalette& palette) {
    constexpr Qt::PenStyle patterns[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    std::vector<CellLine> lines;
    for (const NetworkSight& sight : sights()) {
        const FoundArray* norms = sight.findings ? sight.findings->find(Quantity::StateGradients) : nullptr;
        for (std::int64_t layer = 0; norms && layer < norms->rows; ++layer) {
            CellLine line;
            line.name = sight.run;
            if (norms->rows > 1)
                line.name += tr(", layer %1").arg(layer + 1);
            line.colour = runStyle(sight.slot, palette).colour;
            line.pattern = patterns[static_cast<std::size_t>(layer) % std::size(patterns)];
            const auto row = norms->row(layer);
            line.values.assign(row.begin(), row.end());
            lines.push_back(std::move(line));
        }
    }
    chart_->setLines(lines, tr("norm of ∂L/∂h"));
    if (!sights().empty())
        chart_->setMarkedCell(focus().cellOf(static_cast<int>(sights().front().shape.cells)));
}

QString GradientView::describe(const NetworkSight& sight) const {
    using Kind = GradientFate::Kind;
    const FoundArray* norms = sight.findings->find(Quantity::StateGradients);
    if (!norms)
        return tr("Looking …");
    const GradientFate fate = gradientFate(norms->row(norms->rows - 1));
    const QString factor = factorText(fate.perCell);
    switch (fate.kind) {
    case Kind::NotFinite:
        return tr(
            "The gradient is not finite: the training has diverged. A smaller eta, or clipping the gradient, helps.");
    case Kind::Zero:
        return tr("The gradient is zero at every cell: this image's answer is as sure as single precision can say.");
    case Kind::Vanishing: {
        const QString cure = sight.gated ? tr("Gates that begin open (Init: chrono) or fewer cells help.")
                                         : tr("An LSTM or a GRU, an IndRNN, or fewer cells help.");
        return (fate.learned > 1 ? tr("Vanishes: × %1 a cell on its way back. What is read before cell %2 gets less "
                                      "than a hundredth "
                                      "of it and is hardly learned.")
                                       .arg(factor)
                                       .arg(fate.learned)
                                 : tr("Vanishes: × %1 a cell on its way back.").arg(factor)) +
               QLatin1Char(' ') + cure;
    }
    case Kind::Exploding:
        return tr("Explodes: × %1 a cell on its way back. Clipping the gradient, or a smaller eta, helps.").arg(factor);
    case Kind::Healthy:
        return tr("Healthy: × %1 a cell on its way back; the first cell gets %2 of what the last gets.")
            .arg(factor, factorText(fate.firstOfLast));
    }
    return {};
}

std::string GradientView::table() const {
    std::string text = "run,layer,cell,gradient_norm\n";
    for (const NetworkSight& sight : sights()) {
        const FoundArray* norms = sight.findings ? sight.findings->find(Quantity::StateGradients) : nullptr;
        for (std::int64_t layer = 0; norms && layer < norms->rows; ++layer)
            for (std::int64_t cell = 0; cell < norms->columns; ++cell)
                text += csvCell(sight.run) + ',' + std::to_string(layer + 1) + ',' + std::to_string(cell + 1) + ',' +
                        csvCell(norms->row(layer)[static_cast<std::size_t>(cell)]) + '\n';
    }
    return text;
}

void GradientView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    if (paper) {
        chart_->setTheme(paperTheme());
        draw(paperTheme().palette);
    }
    chart_->toPainter(&painter, size.width(), size.height());
    if (paper) {
        chart_->setTheme(screenTheme(*this));
        draw();
    }
}

} // namespace unroll
