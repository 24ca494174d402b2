#include "ui/inspect/answers_view.h"

#include "ui/inspect/map_stack.h"
#include "ui/state/csv_cells.h"

#include <QLocale>

#include <algorithm>

namespace unroll {
namespace {

constexpr double sureShare = 0.9;
constexpr std::size_t mostTurns = 4; // that are told

int largestOf(std::span<const float> values) {
    return static_cast<int>(std::ranges::max_element(values) - values.begin());
}

// What it says, and after which cell it says so last.
struct Turn {
    int answer = 0;
    std::int64_t until = 0;
};

std::vector<Turn> turnsOf(const FoundArray& answers) {
    std::vector<Turn> turns;
    for (std::int64_t cell = 0; cell < answers.rows; ++cell) {
        const int answer = largestOf(answers.row(cell));
        if (turns.empty() || turns.back().answer != answer)
            turns.push_back({answer, 0});
        turns.back().until = cell + 1;
    }
    return turns;
}

// From which cell on it stays sure of its last answer.
std::optional<std::int64_t> sureFrom(const FoundArray& answers, int answer) {
    std::int64_t from = answers.rows;
    while (from > 0 && static_cast<double>(answers.row(from - 1)[static_cast<std::size_t>(answer)]) >= sureShare)
        --from;
    return from < answers.rows ? std::optional(from + 1) : std::nullopt;
}

} // namespace

QString answersText(const FoundArray& answers, const NetworkSight& sight) {
    const std::vector<Turn> turns = turnsOf(answers);
    if (turns.empty())
        return {};
    const int last = turns.back().answer;
    QStringList said;
    const std::size_t told = std::min(turns.size() - 1, mostTurns);
    for (std::size_t i = turns.size() - 1 - told; i + 1 < turns.size(); ++i)
        said.append(AnswersView::tr("“%1” until cell %2").arg(sight.className(turns[i].answer)).arg(turns[i].until));
    QString text = said.join(QStringLiteral(", "));
    if (turns.size() - 1 > told)
        text = AnswersView::tr("after %1 others ").arg(turns.size() - 1 - told) + text;
    const auto from = sureFrom(answers, last);
    const double chance = static_cast<double>(answers.row(answers.rows - 1)[static_cast<std::size_t>(last)]);
    const QString percent = QLocale().toString(100 * chance, 'f', 1) + QStringLiteral("\u2009%");
    const QString end = from ? AnswersView::tr("sure of “%1” from cell %2 (%3 at the end)")
                                   .arg(sight.className(last))
                                   .arg(*from)
                                   .arg(percent)
                             : AnswersView::tr("“%1” at the end, never sure (%2)").arg(sight.className(last), percent);
    text = text.isEmpty() ? end : text + QStringLiteral("; ") + end;
    if (sight.label)
        text += last == *sight.label ? AnswersView::tr(": right.")
                                     : AnswersView::tr(": wrong, it is “%1”.").arg(sight.className(*sight.label));
    else
        text += QLatin1Char('.');
    text[0] = text[0].toUpper();
    return text;
}

AnswersView::AnswersView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("When does it know?"), parent) {
    setObjectName(QStringLiteral("answersView"));
    setWhatsThis(
        tr("<p>The read-out, applied after every cell: softmax(W h<sub>t</sub> + b). A network that is asked "
           "after the last cell only was never trained to answer before; what it would say shows when its state "
           "holds the answer. (As asked for in keras #4527.)</p>"));
    maps_ = new MapStack(*this, drawings());
    connect(maps_, &MapStack::made, this, [this](HeatMap* map) {
        map->setAccessibleName(tr("Answer after every cell"));
        map->setTip([this, map](int row, int column) {
            const QString percent = QLocale().toString(100 * static_cast<double>(map->cells().at(row, column)), 'f', 2);
            return tr("After cell %1: “%2” with %3 %")
                .arg(column + 1)
                .arg(sights().empty() ? QString() : sights().front().className(row), percent);
        });
    });
    connect(maps_, &MapStack::columnChosen, &focus, [&focus](int column) { focus.setCell(column); });
    connect(&focus, &LookFocus::cellChanged, this, &AnswersView::markCell);
}

LookWish AnswersView::wish() const {
    LookWish wish;
    wish.quantities = Quantity::CellAnswers;
    return wish;
}

// The top of the scale: of many classes no answer may come near 1, and both networks have the same scale.
double AnswersView::scaleTop() const {
    float largest = 0;
    for (const NetworkSight& sight : sights())
        if (const FoundArray* answers = sight.findings ? sight.findings->find(Quantity::CellAnswers) : nullptr)
            for (const float answer : answers->values)
                largest = std::max(largest, answer);
    for (const double top : {0.02, 0.05, 0.1, 0.2})
        if (static_cast<double>(largest) <= top)
            return top;
    return 1;
}

void AnswersView::draw() {
    std::vector<HeatMapCells> all;
    const double top = scaleTop();
    for (const NetworkSight& sight : sights()) {
        HeatMapCells cells;
        cells.rowLabel = axisLabel(tr("class"), sight);
        cells.columnLabel = tr("cell");
        cells.valueLabel = tr("probability");
        cells.most = top;
        const FoundArray* answers = sight.findings ? sight.findings->find(Quantity::CellAnswers) : nullptr;
        if (answers) {
            cells.rows = static_cast<int>(answers->columns);
            cells.columns = static_cast<int>(answers->rows);
            cells.values.resize(answers->values.size());
            for (int cell = 0; cell < cells.columns; ++cell)
                for (int row = 0; row < cells.rows; ++row)
                    cells.at(row, cell) = answers->row(cell)[static_cast<std::size_t>(row)];
            for (int row = 0; row < cells.rows; ++row)
                cells.rowNames.push_back(sight.className(row));
        }
        all.push_back(std::move(cells));
    }
    maps_->setCells(std::move(all));
    markCell();
}

void AnswersView::markCell() {
    if (!sights().empty())
        maps_->setMarkedColumn(focus().cellOf(static_cast<int>(sights().front().shape.cells)));
}

QString AnswersView::describe(const NetworkSight& sight) const {
    const FoundArray* answers = sight.findings->find(Quantity::CellAnswers);
    return answers ? answersText(*answers, sight) : tr("Looking …");
}

std::string AnswersView::table() const {
    std::string text = "run,cell,class,probability\n";
    for (const NetworkSight& sight : sights()) {
        const FoundArray* answers = sight.findings ? sight.findings->find(Quantity::CellAnswers) : nullptr;
        for (std::int64_t cell = 0; answers && cell < answers->rows; ++cell)
            for (std::int64_t row = 0; row < answers->columns; ++row)
                text += csvCell(sight.run) + ',' + std::to_string(cell + 1) + ',' +
                        csvCell(sight.className(static_cast<int>(row))) + ',' +
                        csvCell(answers->row(cell)[static_cast<std::size_t>(row)]) + '\n';
    }
    return text;
}

void AnswersView::paint(QCPPainter& painter, const QSize& size, bool paper) { maps_->paint(painter, size, paper); }

} // namespace unroll
