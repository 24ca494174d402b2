// The views inside the network: one row each. A view is a row here, its file, and its test.
#pragma once

#include "ui/inspect/inside_view.h"

#include <span>

namespace unroll {

enum class InsidePage { Reads, Remembers, Learns, Mistakes };

struct ViewRow {
    const char* id; // of its object, its files and its settings
    InsidePage page;
    int stretch; // of the page's width, beside its neighbour's
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
