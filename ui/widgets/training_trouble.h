// What is said of a training that could not be set up or came to a bad end: of all that know why, the latest sentence
// stays until there is another training.
#pragma once

#include "ui/widgets/message_bar.h"

#include <utility>

namespace unroll {

inline constexpr QLatin1String trainingCause("training");

inline void sayTrouble(MessageBar& messages, const QString& sentence, const QString& button = {},
                       std::function<void()> action = {}) {
    messages.show(MessageBar::Kind::Warning, sentence, button, std::move(action), trainingCause);
}

inline void settleTrouble(MessageBar& messages) { messages.settle(trainingCause); }

} // namespace unroll
