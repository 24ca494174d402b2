#include "ui/inspect/network_presenter.h"

#include "ui/inspect/network_view.h"
#include "ui/state/network_shape.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_fit.h"

#include <algorithm>
#include <chrono>

namespace unroll {
namespace {

constexpr std::chrono::milliseconds pace{200};

} // namespace

NetworkPresenter::NetworkPresenter(Parts parts, QObject* parent)
    : QObject(parent)
    , parts_(parts)
    , subscription_(parts.controller.inspection().subscribe({}, [this](const Sight& sight) { show(sight); },
                                                            {.interval = pace})) {
    connect(&parts.setting, &SettingModel::changed, this, &NetworkPresenter::showNetwork);
    connect(&parts.setting, &SettingModel::dataChanged, this, &NetworkPresenter::showNetwork);
    connect(&parts.selection, &RunSelection::changed, this, &NetworkPresenter::showNetwork);
    connect(&parts.controller, &SessionController::configured, this, &NetworkPresenter::ask);
    connect(&parts.focus, &LookFocus::subjectChanged, this, &NetworkPresenter::ask);
    connect(&parts.networks, &ShownNetworks::changed, this, [this](LookPlace place) {
        if (place == LookPlace::First)
            ask();
    });
    showNetwork();
    ask();
}

// Of a run that is on show while another is under way; otherwise of the form, and before there is data for images like
// MNIST's.
void NetworkPresenter::showNetwork() {
    constexpr std::int64_t usualClasses = 10;
    const Run* other = parts_.selection.followsPresent() ? nullptr : parts_.selection.run();
    const SessionInfo& info = other ? other->info : parts_.controller.info();
    const Hyperparameters& setting = other ? other->hyperparameters : parts_.setting.value();
    const bool known = info.classes > 0;
    parts_.view.setNetwork(networkShape(setting, known ? std::int64_t{info.width} * info.height : drawnPixels,
                                        known ? info.classes : usualClasses),
                           cellText(setting), setting.output == "every");
    QStringList names;
    for (const std::string& name : info.classNames)
        names.append(QString::fromStdString(name));
    parts_.view.setClassNames(names);
}

void NetworkPresenter::ask() {
    showNetwork();
    Query query{{}, Quantity::CellAnswers | Quantity::StateGradients};
    if (parts_.controller.info().classes > 0)
        query.subjects.push_back(parts_.focus.subject());
    subscription_.setQuery(std::move(query));
}

void NetworkPresenter::show(const Sight& sight) {
    const FoundArray* answers = sight.findings ? sight.findings->find(Quantity::CellAnswers) : nullptr;
    const FoundArray* gradients = sight.findings ? sight.findings->find(Quantity::StateGradients) : nullptr;
    if (!answers || !gradients)
        return parts_.view.setCourse({});
    NetworkCourse course;
    for (std::int64_t cell = 0; cell < answers->rows; ++cell)
        course.answers.push_back(
            static_cast<int>(std::ranges::max_element(answers->row(cell)) - answers->row(cell).begin()));
    const auto norms = gradients->row(gradients->rows - 1);
    course.gradients.assign(norms.begin(), norms.end());
    parts_.view.setCourse(std::move(course));
}

} // namespace unroll
