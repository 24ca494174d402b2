#include "ui/shell/writing_guard.h"

#include "ui/widgets/message_bar.h"

#include <utility>

namespace unroll {

WritingGuard::WritingGuard(std::function<bool()> isWriting, MessageBar& messages, QWidget* window)
    : QObject(window)
    , isWriting_(std::move(isWriting))
    , messages_(messages)
    , window_(window) {}

void WritingGuard::noteWritten() {
    if (!isWriting_() && std::exchange(closes_, false))
        window_->close();
}

bool WritingGuard::mayClose() {
    if (!isWriting_() || closes_)
        return true;
    closes_ = true;
    messages_.show(MessageBar::Kind::Note,
                   tr("The window closes once its files are written; close it again to wait no longer."));
    return false;
}

} // namespace unroll
