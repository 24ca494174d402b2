#include "ui/inspect/digit_presenter.h"

#include "ui/inspect/digit_grid_model.h"
#include "ui/training/session_controller.h"

namespace unroll {

DigitPresenter::DigitPresenter(SessionController& controller, DigitGridModel& digits, QObject* parent)
    : QObject(parent) {
    const auto nameClasses = [&controller, &digits] { digits.setClassNames(controller.info().classNames); };
    connect(&controller, &SessionController::configured, this, nameClasses);
    connect(&controller, &SessionController::rewound, this, nameClasses);
    connect(&controller, &SessionController::imagesAvailable, &digits, &DigitGridModel::setImages);
    connect(&controller, &SessionController::predictionsAvailable, &digits, &DigitGridModel::setPredictions);
    connect(&controller, &SessionController::stateChanged, this, [&digits](SessionController::State state) {
        if (state == SessionController::State::Empty)
            digits.setImages({});
    });
}

} // namespace unroll
