#include "ui/inspect/view_registry.h"

#include "ui/inspect/answers_view.h"
#include "ui/inspect/cell_view.h"
#include "ui/inspect/check_view.h"
#include "ui/inspect/confusion_view.h"
#include "ui/inspect/gradient_history_view.h"
#include "ui/inspect/gradient_view.h"
#include "ui/inspect/graph_view.h"
#include "ui/inspect/image_view.h"
#include "ui/inspect/landscape_view.h"
#include "ui/inspect/ledger_view.h"
#include "ui/inspect/map_view.h"
#include "ui/inspect/memory_view.h"
#include "ui/inspect/misread_view.h"
#include "ui/inspect/sharpness_view.h"
#include "ui/inspect/unit_view.h"
#include "ui/inspect/weights_view.h"

namespace unroll {
namespace {

template <typename View>
InsideView* make(LookFocus& focus, QWidget* parent) {
    return new View(focus, parent);
}

constexpr ViewRow registered[] = {
    {"imageView", InsidePage::Reads, PageSide::Left, "", make<ImageView>},
    {"answersView", InsidePage::Reads, PageSide::Right, "", make<AnswersView>},
    {"memoryView", InsidePage::Remembers, PageSide::Left, "", make<MemoryView>},
    {"unitView", InsidePage::Remembers, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Unit"),
     make<UnitView>},
    {"mapView", InsidePage::Remembers, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Map"), make<MapView>},
    {"gradientView", InsidePage::Learns, PageSide::Left, QT_TRANSLATE_NOOP("unroll::InsideView", "Gradient"),
     make<GradientView>},
    {"landscapeView", InsidePage::Learns, PageSide::Left, QT_TRANSLATE_NOOP("unroll::InsideView", "Landscape"),
     make<LandscapeView>},
    {"gradientHistoryView", InsidePage::Learns, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "History"),
     make<GradientHistoryView>},
    {"weightsView", InsidePage::Learns, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Weights"),
     make<WeightsView>},
    {"sharpnessView", InsidePage::Learns, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Sharpness"),
     make<SharpnessView>},
    {"confusionView", InsidePage::Mistakes, PageSide::Left, "", make<ConfusionView>},
    {"misreadView", InsidePage::Mistakes, PageSide::Right, "", make<MisreadView>},
    {"graphView", InsidePage::Machine, PageSide::Left, "", make<GraphView>},
    {"cellView", InsidePage::Machine, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Cell"), make<CellView>},
    {"ledgerView", InsidePage::Machine, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Ledger"),
     make<LedgerView>},
    {"checkView", InsidePage::Machine, PageSide::Right, QT_TRANSLATE_NOOP("unroll::InsideView", "Check"),
     make<CheckView>},
};

} // namespace

std::span<const ViewRow> viewRows() { return registered; }

std::vector<PageRow> pageRows() {
    return {
        {InsidePage::Reads, InsideView::tr("Reads"), InsideView::tr("When does it know, and by what?")},
        {InsidePage::Remembers, InsideView::tr("Remembers"), InsideView::tr("What do its cells keep?")},
        {InsidePage::Learns, InsideView::tr("Learns"), InsideView::tr("Where does its gradient die?")},
        {InsidePage::Mistakes, InsideView::tr("Mistakes"), InsideView::tr("What does it take for what?")},
        {InsidePage::Machine, InsideView::tr("Machine"), InsideView::tr("How does it compute, and differentiate?")}};
}

} // namespace unroll
