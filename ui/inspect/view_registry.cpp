#include "ui/inspect/view_registry.h"

#include "ui/inspect/answers_view.h"
#include "ui/inspect/confusion_view.h"
#include "ui/inspect/gradient_history_view.h"
#include "ui/inspect/gradient_view.h"
#include "ui/inspect/image_view.h"
#include "ui/inspect/memory_view.h"
#include "ui/inspect/misread_view.h"
#include "ui/inspect/unit_view.h"

namespace unroll {
namespace {

template <typename View>
InsideView* make(LookFocus& focus, QWidget* parent) {
    return new View(focus, parent);
}

constexpr ViewRow registered[] = {
    {"imageView", InsidePage::Reads, 2, make<ImageView>},
    {"answersView", InsidePage::Reads, 3, make<AnswersView>},
    {"memoryView", InsidePage::Remembers, 3, make<MemoryView>},
    {"unitView", InsidePage::Remembers, 2, make<UnitView>},
    {"gradientView", InsidePage::Learns, 3, make<GradientView>},
    {"gradientHistoryView", InsidePage::Learns, 2, make<GradientHistoryView>},
    {"confusionView", InsidePage::Mistakes, 3, make<ConfusionView>},
    {"misreadView", InsidePage::Mistakes, 2, make<MisreadView>},
};

} // namespace

std::span<const ViewRow> viewRows() { return registered; }

std::vector<PageRow> pageRows() {
    return {{InsidePage::Reads, InsideView::tr("Reads"), InsideView::tr("When does it know, and by what?")},
            {InsidePage::Remembers, InsideView::tr("Remembers"), InsideView::tr("What do its cells keep?")},
            {InsidePage::Learns, InsideView::tr("Learns"), InsideView::tr("Where does its gradient die?")},
            {InsidePage::Mistakes, InsideView::tr("Mistakes"), InsideView::tr("What does it take for what?")}};
}

} // namespace unroll
