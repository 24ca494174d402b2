// What stands between the form and the training: a setting with its controls, what is said of it, and the policy.
#pragma once

#include "tests/support/session_scripts.h"
#include "ui/form/form_presenter.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/state/settings.h"
#include "ui/widgets/message_bar.h"

#include <QTemporaryDir>
#include <QTest>

namespace unroll {

struct FormDesk {
    explicit FormDesk(const FakeScript& script, bool retrains = false)
        : controller(fakeFactory(script)) {
        policy.setRetrains(retrains);
    }

    void begin(const Hyperparameters& start) {
        setting.set(start);
        policy.begin();
    }
    void press(const char* control, Qt::Key key) { QTest::keyClick(form.findChild<QWidget*>(control), key); }

    QTemporaryDir folder;
    Settings settings{folder.filePath("unroll.ini")};
    SettingModel setting;
    HyperparameterPanel form{setting, {"digits", "mnist"}};
    MessageBar messages;
    SessionController controller;
    RetrainPolicy policy{controller, setting, settings};
    FormPresenter presenter{{controller, policy, setting, form, messages}, nullptr};
};

} // namespace unroll
