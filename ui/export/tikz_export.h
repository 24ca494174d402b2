// Plots as TikZ pictures for LaTeX: the text is set in the document's font. The document loads pgfplots, nothing else.
#pragma once

#include "ui/export/plot_export.h"

namespace unroll {

// As wide as the text they stand in; of `size` only the shape is taken.
QByteArray tikz(const std::vector<ExportedPlot>& plots, QSize size);

// A text that LaTeX sets as it is.
QByteArray latexText(const QString& text);

} // namespace unroll
