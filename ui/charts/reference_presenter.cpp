#include "ui/charts/reference_presenter.h"

#include "ui/state/reference_curves.h"
#include "ui/state/settings.h"

namespace unroll {

ReferencePresenter::ReferencePresenter(SessionController& controller, RunList& runs, Settings& settings,
                                       QObject* parent)
    : QObject(parent)
    , runs_(runs)
    , settings_(settings) {
    connect(&controller, &SessionController::configured, this, &ReferencePresenter::offer);
}

void ReferencePresenter::setShown(bool shown) {
    settings_.setShowsReferenceCurves(shown);
    show();
}

void ReferencePresenter::offer(const SessionInfo& info) {
    const bool are = areReferencesFor(info.dataName);
    emit offered(are);
    if (are != runs_.references().empty())
        return;
    runs_.setReferences(are ? readReferenceCurves() : std::vector<ReferenceCurve>());
    show();
}

void ReferencePresenter::show() {
    for (const ReferenceRun& reference : runs_.references())
        runs_.setShown(reference.id, settings_.showsReferenceCurves());
}

} // namespace unroll
