#include "ui/inspect/ledger_view.h"

#include "ui/inspect/figure_sheet.h"
#include "ui/plots/plot_theme.h"
#include "ui/state/csv_cells.h"
#include "ui/state/figure_texts.h"

#include <QBoxLayout>

#include <algorithm>

#include <qcustomplot.h>

namespace unroll {
namespace {

const TapeLedger* ledgerOf(const NetworkSight& sight) {
    return sight.findings ? sight.findings->studied<TapeLedger>() : nullptr;
}

QString microseconds(double seconds) { return QString::number(seconds * 1e6, 'f', seconds < 1e-5 ? 1 : 0); }

} // namespace

LedgerView::LedgerView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What does a step take?"), parent) {
    setObjectName(QStringLiteral("ledgerView"));
    setWhatsThis(tr("<p>One pass forward and one backward on the image at hand, operation by operation: how often the "
                    "graph has it, how long all of them take, and the memory of their results, of what they keep for "
                    "the way back and of their gradients. The fastest of five passes on one core; a training reads "
                    "many images at once, and takes less for each. The rows add up to the last one.</p>"));
    sheet_ = new FigureSheet(tr("Time and memory by operation"), this);
    drawings().addWidget(sheet_->inScrollArea(this), 1);
}

LookWish LedgerView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.interval = std::chrono::milliseconds(2000);
    wish.study = LedgerStudy{};
    return wish;
}

void LedgerView::draw() {
    std::vector<SheetRow> rows;
    for (const NetworkSight& sight : sights()) {
        const TapeLedger* ledger = ledgerOf(sight);
        if (!ledger)
            continue;
        if (sights().size() > 1)
            rows.push_back({.cells = {sight.run}, .stands = true});
        const double whole = ledger->forwardSeconds + ledger->backwardSeconds;
        std::int64_t count = 0;
        for (const LedgerRow& row : ledger->rows) {
            count += row.count;
            const QString name = row.op.empty()
                                     ? tr("parameters, image and bookkeeping")
                                     : QString::fromStdString(row.op).replace(QLatin1Char('_'), QLatin1Char(' '));
            if (row.op.empty())
                rows.push_back({.cells = {name}, .detail = bytesText(row.bytes)});
            else
                rows.push_back({.cells = {name, microseconds(row.forwardSeconds), microseconds(row.backwardSeconds)},
                                .detail = tr("%1 times, %2").arg(row.count).arg(bytesText(row.bytes)),
                                .share = whole > 0 ? (row.forwardSeconds + row.backwardSeconds) / whole : 0});
        }
        rows.push_back(
            {.cells = {tr("together"), microseconds(ledger->forwardSeconds), microseconds(ledger->backwardSeconds)},
             .detail = tr("%1 times, %2").arg(count).arg(bytesText(ledger->bytes)),
             .stands = true});
    }
    sheet_->setFigures({{tr("operation"), false, true}, {tr("forward, µs"), true}, {tr("backward, µs"), true}},
                       std::move(rows));
}

QString LedgerView::describe(const NetworkSight& sight) const {
    const TapeLedger* ledger = ledgerOf(sight);
    if (!ledger || ledger->rows.empty())
        return tr("Looking …");
    const LedgerRow& first = ledger->rows.front();
    const double whole = ledger->forwardSeconds + ledger->backwardSeconds;
    return tr("%1 µs forward and %2 µs backward on one image; “%3” takes %4 of it. The way back costs %5 times the way "
              "there.")
        .arg(microseconds(ledger->forwardSeconds), microseconds(ledger->backwardSeconds),
             QString::fromStdString(first.op).replace(QLatin1Char('_'), QLatin1Char(' ')),
             percentText((first.forwardSeconds + first.backwardSeconds) / std::max(whole, 1e-12)))
        .arg(ledger->backwardSeconds / std::max(ledger->forwardSeconds, 1e-12), 0, 'f', 1);
}

std::string LedgerView::table() const {
    std::string text = "run,op,count,forward_seconds,backward_seconds,bytes\n";
    for (const NetworkSight& sight : sights())
        if (const TapeLedger* ledger = ledgerOf(sight))
            for (const LedgerRow& row : ledger->rows)
                text += csvCell(sight.run) + ',' + (row.op.empty() ? "rest" : row.op) + ',' +
                        std::to_string(row.count) + ',' + csvCell(row.forwardSeconds) + ',' +
                        csvCell(row.backwardSeconds) + ',' + std::to_string(row.bytes) + '\n';
    return text;
}

void LedgerView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    sheet_->paint(painter, QRect({}, size), paper ? paperTheme().palette : palette());
}

} // namespace unroll
