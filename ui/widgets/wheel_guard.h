// A wheel that scrolls past a control must not change it.
#pragma once

class QWidget;

namespace unroll {

// Until a person has clicked the control, or come to it by Tab, wheels go on to what it lies in.
void guardFromWheel(QWidget& control);

} // namespace unroll
