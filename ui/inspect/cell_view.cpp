#include "ui/inspect/cell_view.h"

#include "ui/inspect/figure_sheet.h"
#include "ui/plots/plot_theme.h"
#include "ui/state/csv_cells.h"

#include <QBoxLayout>

#include <cmath>

#include <qcustomplot.h>

namespace unroll {
namespace {

const CellAnatomy* anatomyOf(const NetworkSight& sight) {
    return sight.findings ? sight.findings->studied<CellAnatomy>() : nullptr;
}

// "forget gate" of "cell 3: forget gate"; "h" of the state that comes from another cell.
QString ownName(const std::string& name) {
    QString text = QString::fromStdString(name);
    if (const auto colon = text.indexOf(QStringLiteral(": ")); colon >= 0)
        text = text.mid(colon + 2);
    return text.replace(QLatin1Char('_'), QLatin1Char(' '));
}

// A true minus, as in print.
QString figure(double number) { return QString::number(number, 'f', 3).replace(QLatin1Char('-'), QChar(0x2212)); }

QString inSum(double number, bool first) {
    if (first)
        return figure(number);
    return (number < 0 ? QStringLiteral(" − ") : QStringLiteral(" + ")) + figure(std::abs(number));
}

QString inProduct(double number) { return number < 0 ? QStringLiteral("(%1)").arg(figure(number)) : figure(number); }

// The operation with its numbers in their places.
QString formulaOf(const AnatomyLine& line) {
    const auto from = [&line](std::size_t i) { return i < line.from.size() ? line.from[i].value : 0.0; };
    const auto product = [&](std::size_t a, std::size_t b) {
        return inProduct(from(a)) + QStringLiteral(" · ") + inProduct(from(b));
    };
    if (line.op == "sigmoid")
        return QStringLiteral("σ(%1)").arg(figure(from(0)));
    if (line.op == "multiply")
        return product(0, 1);
    if (line.op == "multiply_add")
        return line.from.size() > 3 ? product(0, 1) + QStringLiteral(" + ") + product(2, 3)
                                    : product(0, 1) + inSum(from(2), false);
    if (line.op == "lerp") // a + t (b - a), as the cell's formula has it
        return QStringLiteral("(1 − %3) · %1 + %3 · %2").arg(inProduct(from(0)), inProduct(from(1)), figure(from(2)));
    if (line.op == "affine" || line.op == "add" || line.op == "matrix_product") {
        QString sum;
        for (std::size_t i = 0; i < line.from.size(); ++i)
            sum += inSum(from(i), i == 0);
        return sum;
    }
    return QStringLiteral("%1(%2)").arg(QString::fromStdString(line.op), figure(from(0)));
}

// What the cell's formula calls it.
QString symbolOf(const AnatomyLine& line, bool last) {
    const QString name = ownName(line.name);
    if (line.op == "affine")
        return CellView::tr("sum for %1").arg(name == QStringLiteral("affine") ? CellView::tr("the state") : name);
    return last ? CellView::tr("h, the state") : name;
}

QString formulaOfCell(const NetworkSight& sight) {
    if (sight.kind == QStringLiteral("lstm"))
        return QStringLiteral("i, f, o = σ(W x + U h′ + b),  g = tanh(W x + U h′ + b),  c = f c′ + i g,  h = o tanh c");
    if (sight.kind == QStringLiteral("gru"))
        return QStringLiteral("r, z = σ(W x + U h′ + b),  n = tanh(W x + b + r (U h′ + b)),  h = (1 − z) n + z h′");
    const QString before = sight.kind == QStringLiteral("indrnn") ? QStringLiteral("u ∘ h′") : QStringLiteral("U h′");
    return QStringLiteral("h = %1(W x + %2 + b)").arg(sight.cell, before);
}

} // namespace

CellView::CellView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("What happens in one step?"), parent) {
    setObjectName(QStringLiteral("cellView"));
    setWhatsThis(tr("<p>The formula of the cell with the numbers of one unit at one cell (time step), in the order in "
                    "which the engine computes them, for the image at hand; at the right the gradient that comes back: "
                    "∂L/∂ of each. Sums stand as input, state before, and bias. Choose the unit in the heat map of "
                    "“Remembers”, and the cell in any drawing over the cells.</p>"));
    sheet_ = new FigureSheet(tr("The cell's formula with its numbers"), this);
    drawings().addWidget(sheet_->inScrollArea(this), 1);
    connect(&focus, &LookFocus::cellChanged, this, &InsideView::wishChanged);
    connect(&focus, &LookFocus::unitChanged, this, &InsideView::wishChanged);
}

LookWish CellView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.interval = std::chrono::milliseconds(200);
    const int cells = sights().empty() ? 1 : static_cast<int>(sights().front().shape.cells);
    wish.study = CellStudy{
        .layer = focus().layer() + 1, .cell = focus().cellOf(std::max(cells, 1)) + 1, .unit = focus().unit() + 1};
    return wish;
}

void CellView::draw() {
    std::vector<SheetRow> rows;
    for (const NetworkSight& sight : sights()) {
        const CellAnatomy* anatomy = anatomyOf(sight);
        if (!anatomy)
            continue;
        rows.push_back({.cells = {sights().size() > 1 ? sight.run : tr("cell %1").arg(anatomy->cell)},
                        .detail = formulaOfCell(sight),
                        .stands = true});
        for (const AnatomyLine& line : anatomy->lines) {
            const bool last = &line == &anatomy->lines.back();
            rows.push_back({.cells = {symbolOf(line, last), figure(line.value), QString::number(line.gradient, 'g', 3)},
                            .detail = QStringLiteral("= ") + formulaOf(line),
                            .stands = last});
        }
    }
    sheet_->setFigures({{tr("what"), false, true}, {tr("value"), true}, {tr("∂L/∂"), true}}, std::move(rows));
}

QString CellView::describe(const NetworkSight& sight) const {
    const CellAnatomy* anatomy = anatomyOf(sight);
    if (!anatomy || anatomy->lines.empty())
        return tr("Looking …");
    const AnatomyLine& last = anatomy->lines.back();
    return tr("Unit %1 of layer %2 at cell %3 of %4: its state is %5, and a little more of it would change the loss by "
              "%6 times as much.")
        .arg(anatomy->unit)
        .arg(anatomy->layer)
        .arg(anatomy->cell)
        .arg(sight.shape.cells)
        .arg(figure(last.value))
        .arg(last.gradient, 0, 'g', 3);
}

std::string CellView::table() const {
    std::string text = "run,layer,cell,unit,what,op,from,value,gradient\n";
    for (const NetworkSight& sight : sights())
        if (const CellAnatomy* anatomy = anatomyOf(sight))
            for (const AnatomyLine& line : anatomy->lines) {
                QStringList from;
                for (const AnatomyNumber& number : line.from)
                    from.append(QString::fromStdString(number.name) + QStringLiteral(" ") +
                                QString::fromStdString(csvCell(number.value)));
                text += csvCell(sight.run) + ',' + std::to_string(anatomy->layer) + ',' +
                        std::to_string(anatomy->cell) + ',' + std::to_string(anatomy->unit) + ',' +
                        csvCell(QString::fromStdString(line.name)) + ',' + line.op + ',' +
                        csvCell(from.join(QStringLiteral("; "))) + ',' + csvCell(line.value) + ',' +
                        csvCell(line.gradient) + '\n';
            }
    return text;
}

void CellView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    sheet_->paint(painter, QRect({}, size), paper ? paperTheme().palette : palette());
}

} // namespace unroll
