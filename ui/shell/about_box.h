// What the program is, which version, and under which license.
#pragma once

class QString;
class QWidget;

namespace unroll {

// Opens it over the window and returns at once. Without a version none is told.
void openAbout(QWidget* window, const QString& version);

} // namespace unroll
