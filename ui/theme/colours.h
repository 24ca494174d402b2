// The colours that mean something, taken anew from a palette whenever it changes.
//
// Hues are those of Okabe and Ito (Color Universal Design, 2008), which people with any kind of colour vision tell
// apart; texts are darkened or lightened until they stand out from the window by 4.5 : 1.
#pragma once

#include <QColor>
#include <QPalette>

namespace unroll {

struct Colours {
    bool dark = false;
    QColor run;       // the curves of the run
    QColor right;     // a digit the network reads rightly
    QColor wrong;     // a digit it misreads: marks
    QColor wrongText; // the same as text
    QColor reference; // curves of others
    QColor secondary; // text of second rank
    QColor grid;      // lines one should hardly see
    QColor outline;   // of frames and controls
    QColor handle;    // what is taken hold of: scroll bars
};

// A palette is dark when its window is darker than its text.
bool isDark(const QPalette& palette);

Colours coloursOf(const QPalette& palette);

// WCAG 2.1's contrast ratio, 1...21.
double contrast(const QColor& a, const QColor& b);

} // namespace unroll
