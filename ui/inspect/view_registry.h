// The views inside the network: one row each. A view is a row here, its file, and its test.
#pragma once

#include "ui/inspect/inside_view.h"

#include <span>

namespace unroll {

enum class InsidePage { Reads, Remembers, Learns, Mistakes, Machine };

// A place on a page, of the two beside each other. Views of the same place are shown one at a time.
enum class PageSide { Left, Right };

struct ViewRow {
    const char* id; // of its object, its files and its settings
    InsidePage page;
    PageSide side;
    const char* name; // one word, where a side has several; to be translated as InsideView's
    InsideView* (*make)(LookFocus& focus, QWidget* parent);
};

// In the order in which they stand on their pages.
std::span<const ViewRow> viewRows();

struct PageRow {
    InsidePage page;
    QString title;
    QString question; // what it answers
};

std::vector<PageRow> pageRows();

} // namespace unroll
