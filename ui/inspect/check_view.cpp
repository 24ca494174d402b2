#include "ui/inspect/check_view.h"

#include "ui/inspect/figure_sheet.h"
#include "ui/plots/plot_theme.h"
#include "ui/state/csv_cells.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QBoxLayout>

#include <algorithm>

#include <qcustomplot.h>

namespace unroll {
namespace {

const NetworkCheck* checkOf(const NetworkSight& sight) {
    return sight.findings ? sight.findings->studied<NetworkCheck>() : nullptr;
}

bool isRight(const ParameterCheck& parameter) {
    return parameter.error <= largestShareError && parameter.sumError <= largestShareError &&
           parameter.singleError <= largestSingleError;
}

QString errorText(double error) { return QString::number(error, 'e', 1); }

} // namespace

CheckView::CheckView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("Is its gradient right?"), parent) {
    setObjectName(QStringLiteral("checkView"));
    setWhatsThis(tr("<p>The gradient of this network's loss on the image at hand, held against differences of the loss "
                    "in double precision: elements of every parameter are moved a little, in every cell by itself (or "
                    "in 28 of more), so that each cell's share of the gradient is checked, and their sum. The last "
                    "column is single precision, in which training runs, against double.</p>"));
    begin_ = new FlatButton(this);
    begin_->setText(tr("Check the gradient"));
    begin_->setToolTip(tr("Hold every parameter's gradient against differences, for this image and these weights"));
    begin_->setAccessibleName(begin_->text());
    connect(begin_, &QToolButton::clicked, this, [this] {
        asked_ = true;
        emit wishChanged();
        draw();
        retell();
    });
    auto* row = new QHBoxLayout;
    row->addWidget(begin_);
    row->addStretch(1);
    drawings().addLayout(row);
    sheet_ = new FigureSheet(tr("Errors of the gradient by parameter"), this);
    drawings().addWidget(sheet_->inScrollArea(this), 1);
    // It was of what is not on show any more.
    connect(&focus, &LookFocus::subjectChanged, this, [this] {
        asked_ = false;
        emit wishChanged();
    });
}

LookWish CheckView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.interval = std::chrono::milliseconds(5000);
    if (asked_)
        wish.study = CheckStudy{};
    return wish;
}

void CheckView::draw() {
    std::vector<SheetRow> rows;
    for (const NetworkSight& sight : sights()) {
        const NetworkCheck* check = checkOf(sight);
        if (!check)
            continue;
        if (sights().size() > 1)
            rows.push_back({.cells = {sight.run}, .stands = true});
        for (const ParameterCheck& parameter : check->parameters) {
            const auto worst = std::ranges::max_element(parameter.shares, {}, &GradientShare::error);
            QStringList said;
            if (worst != parameter.shares.end())
                said.append(
                    tr("worst: cell %1, element [%2, %3]").arg(worst->cell).arg(worst->row + 1).arg(worst->column + 1));
            said.append(tr("%1 elements a cell").arg(parameter.elements));
            rows.push_back({.cells = {QString::fromStdString(parameter.name), errorText(parameter.error),
                                      errorText(parameter.sumError), errorText(parameter.singleError)},
                            .detail = said.join(QStringLiteral(", ")),
                            .wrong = !isRight(parameter)});
        }
    }
    sheet_->setFigures(
        {{tr("parameter"), false, true}, {tr("error"), true}, {tr("of the sum"), true}, {tr("single"), true}},
        std::move(rows));
}

QString CheckView::describe(const NetworkSight& sight) const {
    const NetworkCheck* check = checkOf(sight);
    if (!check)
        return asked_ ? tr("Checking …") : tr("Press “Check the gradient” to hold it against differences of the loss.");
    const ParameterCheck* worst = nullptr;
    bool right = true;
    for (const ParameterCheck& parameter : check->parameters) {
        right = right && isRight(parameter);
        if (!worst || parameter.error > worst->error)
            worst = &parameter;
    }
    return (right ? tr("Every gradient is right: the largest relative error is %1, in %2.")
                  : tr("A gradient is wrong: the largest relative error is %1, in %2."))
        .arg(errorText(worst ? worst->error : 0), worst ? QString::fromStdString(worst->name) : QString());
}

std::string CheckView::table() const {
    std::string text = "run,parameter,cell,elements,error,row,column,gradient,difference,norm,kinks\n";
    for (const NetworkSight& sight : sights())
        if (const NetworkCheck* check = checkOf(sight))
            for (const ParameterCheck& parameter : check->parameters)
                for (const GradientShare& share : parameter.shares)
                    text += csvCell(sight.run) + ',' + parameter.name + ',' + std::to_string(share.cell) + ',' +
                            std::to_string(share.elements) + ',' + csvCell(share.error) + ',' +
                            std::to_string(share.row) + ',' + std::to_string(share.column) + ',' +
                            csvCell(share.backward) + ',' + csvCell(share.difference) + ',' + csvCell(share.norm) +
                            ',' + std::to_string(share.kinks) + '\n';
    return text;
}

void CheckView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    sheet_->paint(painter, QRect({}, size), paper ? paperTheme().palette : palette());
}

} // namespace unroll
