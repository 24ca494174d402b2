#include "ui/inspect/graph_view.h"

#include "ui/inspect/graph_canvas.h"
#include "ui/plots/heat_map.h"
#include "ui/state/csv_cells.h"
#include "ui/state/figure_texts.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QBoxLayout>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>
#include <cmath>

#include <qcustomplot.h>

namespace unroll {
namespace {

constexpr std::size_t mostOpen = 160; // nodes that are drawn with all cells open

// "forget gate" of "cell 3: forget gate"; an operation's name with spaces.
QString shortName(const TapeNode& node) {
    QString name = QString::fromStdString(node.name);
    if (const auto colon = name.indexOf(QStringLiteral(": ")); colon >= 0)
        name = name.mid(colon + 2);
    return name.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString shapeText(const TapeNode& node) { return QStringLiteral("%1 × %2").arg(node.rows).arg(node.columns); }

// A column lies down, so that its numbers are seen side by side.
HeatMapCells cellsOf(const std::vector<float>& numbers, const TapeNode& node, const QString& label) {
    HeatMapCells cells;
    cells.valueLabel = label;
    cells.colours = HeatMapCells::Colours::Signed;
    if (numbers.empty())
        return cells;
    const bool lies = node.columns == 1;
    cells.rows = static_cast<int>(lies ? 1 : node.rows);
    cells.columns = static_cast<int>(lies ? node.rows : node.columns);
    cells.columnLabel = lies ? QString() : InsideView::tr("column");
    cells.rowLabel = lies ? QString() : InsideView::tr("row");
    cells.values.resize(numbers.size());
    float largest = 0;
    for (int row = 0; row < cells.rows; ++row)
        for (int column = 0; column < cells.columns; ++column) {
            const auto place = static_cast<std::size_t>(lies ? column : column * cells.rows + row);
            cells.at(row, column) = numbers[place];
            if (std::isfinite(numbers[place]))
                largest = std::max(largest, std::abs(numbers[place]));
        }
    cells.most = largest > 0 ? static_cast<double>(largest) : 1;
    cells.least = -cells.most;
    return cells;
}

} // namespace

GraphView::GraphView(LookFocus& focus, QWidget* parent)
    : InsideView(focus, tr("How does it compute?"), parent) {
    setObjectName(QStringLiteral("graphView"));
    setWhatsThis(tr("<p>The computational graph of the network on the image at hand, as the tape runs it, laid out by "
                    "Graphviz. A step forward computes one node; a step backward adds to the gradients of what one "
                    "operation was computed from: reverse-mode automatic differentiation (Baydin et al. 2018, section "
                    "3.2). What is filled is computed; a thick frame has a gradient, which may still grow. The numbers "
                    "below are those of the node in the thin frame: its value, and ∂L/∂ of it so far.</p>"));
    canvas_ = new GraphCanvas(this);
    canvas_->setAccessibleName(tr("Computational graph: arrow keys step through it"));
    makeControls();
    drawings().addWidget(canvas_, 4);
    auto* numbers = new QHBoxLayout;
    for (HeatMap** map : {&value_, &gradient_}) {
        *map = new HeatMap(this);
        (*map)->setMaximumHeight(grid(22));
        numbers->addWidget(*map, 1);
    }
    value_->setAccessibleName(tr("Value of the node"));
    gradient_->setAccessibleName(tr("Gradient of the node, as far as it has arrived"));
    drawings().addLayout(numbers, 1);
    connect(canvas_, &GraphCanvas::stepWanted, this, &GraphView::step);
    connect(canvas_, &GraphCanvas::endWanted, this, [this](bool last) { goTo(last ? -1 : 0); });
    connect(canvas_, &GraphCanvas::boxChosen, this, [this](int box) {
        const FoldedNode& chosen = folded_.nodes[static_cast<std::size_t>(box)];
        if (chosen.node >= 0) {
            node_ = chosen.node;
            emit wishChanged();
        } else { // into the stack, to the cell that is next to the open one
            const std::int64_t cell = chosen.lastCell < cell_ ? chosen.lastCell : chosen.firstCell;
            this->focus().setCell(static_cast<int>(cell) - 1);
        }
    });
    connect(&focus, &LookFocus::cellChanged, this, [this] { fold(); });
}

void GraphView::makeControls() {
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    const auto add = [&](const QString& text, const QString& tip, const auto& act) {
        auto* button = new FlatButton(this);
        button->setText(text);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, act);
        row->addWidget(button);
        return button;
    };
    add(QStringLiteral("|◀"), tr("Before the first operation (Home)"), [this] { goTo(0); });
    add(QStringLiteral("◀"), tr("One operation back (Left; with Shift ten)"), [this] {
        step(-1);
    })->setAutoRepeat(true);
    place_ = add({}, tr("To where forward ends and backward begins"), [this] {
        if (const TapeState* now = state())
            goTo(now->forwardStops);
    });
    add(QStringLiteral("▶"), tr("One operation on (Right; with Shift ten)"), [this] { step(1); })->setAutoRepeat(true);
    add(QStringLiteral("▶|"), tr("Behind the last operation backward (End)"), [this] { goTo(-1); });
    row->addStretch(1);
    drawings().addLayout(row);
}

const TapeState* GraphView::state() const {
    return sights().empty() || !sights().front().findings ? nullptr : sights().front().findings->studied<TapeState>();
}

LookWish GraphView::wish() const {
    LookWish wish;
    wish.of = LookWish::Of::Network;
    wish.interval = std::chrono::milliseconds(500);
    wish.study = TapeStudy{.stop = stop_, .node = node_};
    return wish;
}

void GraphView::step(int steps) {
    const TapeState* now = state();
    if (!now)
        return;
    const int from = stop_ < 0 ? now->stops : std::min(stop_, now->stops);
    goTo(std::clamp(from + steps, 0, now->stops));
}

void GraphView::goTo(int stop) {
    stop_ = stop;
    node_ = -1; // what ran last is looked at
    emit wishChanged();
}

void GraphView::chooseSegment(int, int segment) {
    all_ = segment == 1;
    fold();
}

std::int64_t GraphView::openCell() const {
    if (all_)
        return 0;
    return focus().cellOf(static_cast<int>(sights().front().shape.cells)) + 1;
}

void GraphView::draw() {
    const TapeState* now = state();
    if (!now) {
        canvas_->setBoxes({});
        value_->setCells({});
        gradient_->setCells({});
        return;
    }
    if (now->nodes != nodes_) {
        nodes_ = now->nodes;
        const bool small = nodes_->size() <= mostOpen && sights().front().shape.cells > 1;
        all_ = all_ && small;
        std::vector<Segment> segments{{tr("one cell"), tr("Open one cell, and stack the others")}};
        if (small)
            segments.push_back({tr("all cells"), tr("Open all cells")});
        setSegments(0, segments, all_ ? 1 : 0);
        cell_ = -1;
        fold();
    }
    // A step into another cell opens it.
    if (now->current >= 0 && !all_)
        if (const std::int64_t cell = unroll::cellsOf(*nodes_)[static_cast<std::size_t>(now->current)];
            cell > 0 && cell != cell_ && now->stop != now->stops)
            focus().setCell(static_cast<int>(cell) - 1);
    canvas_->setBoxes(boxes());
    const auto boxOf = [this](int node) {
        return node < 0 ? std::nullopt : std::optional(folded_.placeOf[static_cast<std::size_t>(node)]);
    };
    canvas_->setCurrent(boxOf(now->current));
    canvas_->setChosen(boxOf(now->node));
    place_->setText(
        now->stop <= now->forwardStops
            ? tr("forward %1 of %2").arg(now->stop).arg(now->forwardStops)
            : tr("backward %1 of %2").arg(now->stop - now->forwardStops).arg(now->stops - now->forwardStops));
    showNumbers();
}

// On another thread, for a large graph takes a while; the newest one counts.
void GraphView::fold() {
    if (!nodes_ || sights().empty() || openCell() == cell_)
        return;
    cell_ = openCell();
    folded_ = folded(*nodes_, cell_);
    std::vector<QSizeF> sizes;
    const std::vector<GraphBox> drawn = boxes();
    for (const GraphBox& box : drawn)
        sizes.push_back(canvas_->sizeOf(box));
    canvas_->setGraph({}, {});
    canvas_->setNote(tr("Laying out the graph …"));
    canvas_->setBoxes(drawn);
    const std::int64_t number = ++folds_;
    const QPointer<GraphView> view(this);
    QThreadPool::globalInstance()->start(
        [view, number, sizes, edges = folded_.edges, app = QCoreApplication::instance()] {
            GraphLayout layout;
            QString trouble;
            try {
                layout = layOut(sizes, edges);
            } catch (const std::exception& error) {
                trouble = QString::fromUtf8(error.what());
            }
            QMetaObject::invokeMethod(app, [view, number, edges, layout, trouble] {
                if (!view || view->folds_ != number)
                    return;
                if (trouble.isEmpty())
                    view->takeLayout(edges, layout);
                else
                    view->canvas_->setNote(trouble);
            });
        });
}

void GraphView::takeLayout(const std::vector<GraphEdge>& edges, const GraphLayout& layout) {
    canvas_->setNote({});
    canvas_->setGraph(layout, edges);
    draw();
}

std::vector<GraphBox> GraphView::boxes() const {
    const TapeState* now = state();
    std::vector<GraphBox> boxes;
    for (const FoldedNode& of : folded_.nodes) {
        GraphBox box;
        if (of.node >= 0) {
            const TapeNode& node = (*nodes_)[static_cast<std::size_t>(of.node)];
            const QString name = shortName(node);
            const QString op = QString::fromStdString(node.op).replace(QLatin1Char('_'), QLatin1Char(' '));
            box.title = name;
            box.detail = name == op || node.forwardStep == 0 ? shapeText(node)
                                                             : QStringLiteral("%1, %2").arg(op, shapeText(node));
            box.kind = node.forwardStep == 0 ? GraphBox::Kind::Given : GraphBox::Kind::Operation;
        } else {
            box.title = of.firstCell == of.lastCell ? tr("cell %1").arg(of.firstCell)
                                                    : tr("cells %1 … %2").arg(of.firstCell).arg(of.lastCell);
            box.detail = tr("%1 nodes").arg(of.members.size());
            box.kind = GraphBox::Kind::Stack;
        }
        box.computed = now && std::ranges::all_of(of.members, [&](int member) {
                           const auto place = static_cast<std::size_t>(member);
                           return !std::isnan(now->valueNorms[place]) || (*nodes_)[place].forwardStep <= now->stop;
                       });
        box.arrived = now && std::ranges::any_of(of.members, [&](int member) {
                          return !std::isnan(now->gradientNorms[static_cast<std::size_t>(member)]);
                      });
        box.wrong = now && std::ranges::any_of(of.members, [&](int member) {
                        const auto place = static_cast<std::size_t>(member);
                        return std::isinf(now->valueNorms[place]) || std::isinf(now->gradientNorms[place]);
                    });
        boxes.push_back(std::move(box));
    }
    return boxes;
}

void GraphView::showNumbers() {
    const TapeState* now = state();
    if (!now || now->node < 0) {
        value_->setCells({});
        gradient_->setCells({});
        return;
    }
    const TapeNode& node = (*now->nodes)[static_cast<std::size_t>(now->node)];
    value_->setCells(cellsOf(now->value, node, tr("value")));
    gradient_->setCells(cellsOf(now->gradient, node, tr("∂L/∂")));
}

QString GraphView::nameOf(int node) const {
    return QString::fromStdString((*nodes_)[static_cast<std::size_t>(node)].name);
}

QString GraphView::describe(const NetworkSight& sight) const {
    const TapeState* now = sight.findings ? sight.findings->studied<TapeState>() : nullptr;
    if (!now)
        return tr("Looking …");
    const auto norm = [](float number) { return QString::number(static_cast<double>(number), 'g', 3); };
    const bool drawn = sights().empty() || sight.findings == sights().front().findings;
    QString said = (drawn ? QString() : tr("Not drawn, as of two networks the first is: ")) +
                   tr("%1 nodes, %2 operations forward and %3 backward.")
                       .arg(now->nodes->size())
                       .arg(now->forwardStops)
                       .arg(now->stops - now->forwardStops);
    if (now->node < 0)
        return said + tr(" Nothing is computed yet.");
    const auto place = static_cast<std::size_t>(now->node);
    const TapeNode& node = (*now->nodes)[place];
    said +=
        tr(" %1 (%2, %3): ").arg(QString::fromStdString(node.name), QString::fromStdString(node.op), shapeText(node));
    said += now->value.empty() ? tr("not computed yet") : tr("norm %1").arg(norm(now->valueNorms[place]));
    if (!now->gradient.empty())
        said += tr(", its gradient's %1").arg(norm(now->gradientNorms[place]));
    return said + QLatin1Char('.');
}

std::string GraphView::table() const {
    std::string text = "run,node,name,op,rows,columns,layer,cell,forward_step,backward_step,value_norm,gradient_norm\n";
    for (const NetworkSight& sight : sights()) {
        const TapeState* now = sight.findings ? sight.findings->studied<TapeState>() : nullptr;
        for (std::size_t i = 0; now && i < now->nodes->size(); ++i) {
            const TapeNode& node = (*now->nodes)[i];
            const auto number = [](float norm) { return std::isnan(norm) ? std::string() : csvCell(norm); };
            text += csvCell(sight.run) + ',' + std::to_string(i) + ',' + csvCell(QString::fromStdString(node.name)) +
                    ',' + node.op + ',' + std::to_string(node.rows) + ',' + std::to_string(node.columns) + ',' +
                    std::to_string(node.layer) + ',' + std::to_string(node.cell) + ',' +
                    std::to_string(node.forwardStep) + ',' + std::to_string(node.backwardStep) + ',' +
                    number(now->valueNorms[i]) + ',' + number(now->gradientNorms[i]) + '\n';
        }
    }
    return text;
}

void GraphView::paint(QCPPainter& painter, const QSize& size, bool paper) {
    canvas_->paint(painter, size, paper ? paperTheme().palette : palette());
}

} // namespace unroll
