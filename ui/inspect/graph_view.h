// The computational graph as the engine has it, on the image at hand: a person steps through it forward and backward,
// operation by operation, and looks at any node's numbers.
#pragma once

#include "ui/inspect/folded_graph.h"
#include "ui/inspect/inside_view.h"

namespace unroll {

class GraphCanvas;
struct GraphBox;
class HeatMap;

class GraphView : public InsideView {
    Q_OBJECT

public:
    explicit GraphView(LookFocus& focus, QWidget* parent = nullptr);

    LookWish wish() const override;
    std::string table() const override;
    void paint(QCPPainter& painter, const QSize& size, bool paper) override;

    void step(int steps);
    void goTo(int stop); // -1: the last one

protected:
    void draw() override;
    void chooseSegment(int group, int segment) override;
    QString describe(const NetworkSight& sight) const override;

private:
    const TapeState* state() const; // of the first network
    std::int64_t openCell() const;
    void makeControls();
    void fold();
    void takeLayout(const std::vector<GraphEdge>& edges, const GraphLayout& layout);
    std::vector<GraphBox> boxes() const;
    void showNumbers();
    QString nameOf(int node) const;

    GraphCanvas* canvas_ = nullptr;
    HeatMap* value_ = nullptr;
    HeatMap* gradient_ = nullptr;
    FlatButton* place_ = nullptr;            // says at which stop the tape stands
    std::shared_ptr<const TapeNodes> nodes_; // that are laid out
    FoldedGraph folded_;
    std::int64_t folds_ = 0; // which folding the layout under way is of
    std::int64_t cell_ = -1; // that is open
    int stop_ = -1;
    int node_ = -1;    // that is looked at; -1: the one whose operation ran last
    bool all_ = false; // cells are open
};

} // namespace unroll
