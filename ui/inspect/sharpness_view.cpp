#include "ui/inspect/sharpness_view.h"

#include "ui/inspect/study_size.h"
#include "ui/plots/epoch_chart.h"
#include "ui/plots/paint_chart.h"
#include "ui/state/csv_cells.h"

#include <QBoxLayout>

#include <algorithm>

namespace unroll {
namespace {

struct SharpEpoch {
    std::int64_t epoch = 0;
    const Sharpness* found = nullptr;
};

std::vector<SharpEpoch> epochsOf(const NetworkSight& sight) {
    std::vector<SharpEpoch> all;
    for (const PastSight& past : sight.past)
        if (const Sharpness* found = past.findings ? past.findings->studied<Sharpness>() : nullptr)
            all.push_back({past.epoch, found});
    return all;
}

} // namespace

SharpnessView::SharpnessView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("How sharp is the loss?"), parent) {
    setObjectName(QStringLiteral("sharpnessView"));
    setWhatsThis(
        tr("<p>The largest eigenvalue λ of the Hessian of the mean cross-entropy over training images, at "
           "every epoch that is kept: by power iteration on exact products Hv, forward over reverse (Pearlmutter "
           "1994). Plain descent with the step η overshoots along a direction whose λ is over 2/η; while it "
           "trains, λ tends to rise until it meets that line (Cohen et al. 2021, “the edge of "
           "stability”).</p>"));
    chart_ = new EpochChart(this);
    chart_->setAccessibleName(tr("Largest eigenvalue of the Hessian over the epochs"));
    drawings().addWidget(chart_, 1);
    connect(chart_, &EpochChart::epochChosen, this, &InsideView::epochChosen);
}

LookWish SharpnessView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.ofPast = true;
    constexpr double products = 5e8; // of a forward pass: each product with the Hessian takes some eight times that
    wish.study = SharpnessStudy{imagesWithin(sights(), products, 1000)};
    return wish;
}

void SharpnessView::draw() {
    std::vector<EpochLine> lines;
    for (const NetworkSight& sight : sights()) {
        const std::vector<SharpEpoch> epochs = epochsOf(sight);
        if (epochs.empty())
            continue;
        EpochLine line{axisLabel(tr("λ"), sight), sight.slot, false, {}};
        for (const SharpEpoch& epoch : epochs)
            line.points.emplace_back(static_cast<double>(epoch.epoch), epoch.found->largestEigenvalue);
        lines.push_back(std::move(line));
        const bool drawn = std::ranges::any_of(
            lines, [&](const EpochLine& other) { return other.limit && other.points.front().y() == 2 / sight.eta; });
        if (sight.eta > 0 && !drawn)
            lines.push_back({axisLabel(tr("2/η"), sight), sight.slot, true, {{0, 2 / sight.eta}}});
    }
    chart_->setLines(std::move(lines), tr("largest eigenvalue"));
}

QString SharpnessView::describe(const NetworkSight& sight) const {
    const std::vector<SharpEpoch> epochs = epochsOf(sight);
    if (epochs.empty())
        return tr("Looking …");
    const SharpEpoch& last = epochs.back();
    const double limit = 2 / sight.eta;
    const QString said = tr("λ = %1 after epoch %2, over %3 training images (residual %4); 2/η = %5")
                             .arg(last.found->largestEigenvalue, 0, 'g', 3)
                             .arg(last.epoch)
                             .arg(last.found->images)
                             .arg(last.found->residual, 0, 'g', 2)
                             .arg(limit, 0, 'g', 3);
    if (!sight.plainDescent)
        return tr("%1, which is the limit of plain descent; this optimizer has another.").arg(said);
    return last.found->largestEigenvalue > limit
               ? tr("%1: along the sharpest direction every step overshoots. A smaller eta, or clipping, helps.")
                     .arg(said)
               : tr("%1: this eta is stable here.").arg(said);
}

std::string SharpnessView::table() const {
    std::string text = "run,epoch,largest_eigenvalue,two_over_eta,images,products,residual,loss\n";
    for (const NetworkSight& sight : sights())
        for (const SharpEpoch& epoch : epochsOf(sight))
            text += csvCell(sight.run) + ',' + std::to_string(epoch.epoch) + ',' +
                    csvCell(epoch.found->largestEigenvalue) + ',' + (sight.eta > 0 ? csvCell(2 / sight.eta) : "") +
                    ',' + std::to_string(epoch.found->images) + ',' + std::to_string(epoch.found->iterations) + ',' +
                    csvCell(epoch.found->residual) + ',' + csvCell(epoch.found->loss) + '\n';
    return text;
}

void SharpnessView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    paintChart(*chart_, painter, QRect({}, size), paper);
}

} // namespace unroll
