#include "ui/shell/welcome_presenter.h"

#include "ui/state/figure_texts.h"
#include "ui/widgets/message_bar.h"

#include <utility>

namespace unroll {

WelcomePresenter::WelcomePresenter(const SessionController& controller, MessageBar& messages, bool wanted,
                                   QObject* parent)
    : QObject(parent)
    , controller_(controller)
    , messages_(messages)
    , wanted_(wanted) {
    connect(&controller, &SessionController::configured, this, &WelcomePresenter::show);
}

// As long as it is not read it speaks of what is on show.
void WelcomePresenter::show(const SessionInfo& info) {
    const QString cause = QStringLiteral("welcome");
    if (!messages_.settle(cause) && !std::exchange(wanted_, false))
        return;
    const QString images = groupedText(static_cast<double>(info.trainImages));
    Hyperparameters papers;
    papers.data = controller_.hyperparameters().data;
    messages_.show(MessageBar::Kind::Hint,
                   controller_.hyperparameters() == papers
                       ? tr("Press Space: the network of the paper learns from %1 images while you watch.").arg(images)
                       : tr("Press Space: the network learns from %1 images while you watch.").arg(images),
                   {}, {}, cause);
}

} // namespace unroll
