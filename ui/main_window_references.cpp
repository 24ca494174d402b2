#include "ui/main_window_references.h"

#include "ui/models/reference_curves.h"
#include "ui/panels/transport_bar.h"
#include "ui/settings/settings.h"

namespace unroll {

ReferencePresenter::ReferencePresenter(SessionController& controller, RunList& runs, TransportBar& bar,
                                       Settings& settings, QObject* parent)
    : QObject(parent)
    , runs_(runs)
    , bar_(bar)
    , settings_(settings) {
    bar_.setReferencesShown(settings_.showsReferenceCurves());
    bar_.offerReferences(false); // until there is data
    connect(&bar, &TransportBar::referencesToggled, this, [this](bool shown) {
        settings_.setShowsReferenceCurves(shown);
        show();
    });
    connect(&controller, &SessionController::configured, this, &ReferencePresenter::offer);
}

void ReferencePresenter::offer(const SessionInfo& info) {
    const bool offered = areReferencesFor(info.dataName);
    bar_.offerReferences(offered);
    if (offered != runs_.references().empty())
        return;
    runs_.setReferences(offered ? readReferenceCurves() : std::vector<ReferenceCurve>());
    show();
}

void ReferencePresenter::show() {
    for (const ReferenceRun& reference : runs_.references())
        runs_.setShown(reference.id, settings_.showsReferenceCurves());
}

} // namespace unroll
