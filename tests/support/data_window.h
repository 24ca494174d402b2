// The window as the program puts it together, with a data set of strokes at hand and one, "tiny", that a server has
// which breaks off and stalls; and what a person does to its data.
#pragma once

#include "app/data_services.h"
#include "engine/data/dataset_folder.h"
#include "engine/session/training_session.h"
#include "tests/support/test_window.h"
#include "tests/support/tiny_dataset.h"
#include "tests/support/tiny_download.h"
#include "tests/support/unreliable_server.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/widgets/message_bar.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QTest>
#include <QToolButton>

#include <chrono>

#define AWAIT_READY()                                                                                                  \
    QTRY_COMPARE_WITH_TIMEOUT(window_->controller().state(), unroll::SessionController::State::Ready, 20000)
#define AWAIT_DATA(name)                                                                                               \
    QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(window_->controller().hyperparameters().data), name, 20000)
#define AWAIT_SAID(words) QTRY_VERIFY_WITH_TIMEOUT(said().contains(words), 20000)

namespace unroll {

class DataWindow {
protected:
    void setUp() {
        home_ = std::make_unique<QTemporaryDir>();
        server_ = std::make_unique<UnreliableServer>();
        settings_ = std::make_unique<Settings>(home_->filePath("unroll.ini"));
        settings_->setRetrainsAsDragged(false);
        for (const QString& name : tiny_.bodies.keys())
            server_->set('/' + name.toLatin1(), {Reply{.body = tiny_.bodies[name]}});
        saveDatasetFolder(tinyHandwriting(), path("data/strokes"), Compression::None);
        folder_.clear();
    }
    void tearDown() {
        window_.reset();
        settings_.reset();
    }

    std::filesystem::path path(const QString& name) const { return home_->filePath(name).toStdString(); }
    QByteArray first() const { return tiny_.bodies["train-images-idx3-ubyte.gz"]; }

    // 9 x 5 pixels, three classes with names.
    static Dataset unusual() {
        Dataset data{.name = "letters", .width = 9, .height = 5, .classes = 3, .train = {}, .test = {}};
        data.classNames = {"alpha", "beta", "gamma"};
        for (ImageSet* set : {&data.train, &data.test}) {
            set->count = 42;
            for (int i = 0; i < 42; ++i) {
                set->labels.push_back(static_cast<std::uint8_t>(i % 3));
                set->pixels.insert(set->pixels.end(), 45, static_cast<std::uint8_t>(80 * (i % 3)));
            }
        }
        return data;
    }

    DownloadSource source() const {
        DownloadSource source = tiny_.source;
        source.title = "Tiny";
        source.about = "a few rows";
        source.mirrors = {server_->url("")};
        return source;
    }

    QString size() const {
        return QLocale().toString(static_cast<double>(source().gzipBytes()) / 1024, 'f', 1) + QChar(0xa0) + "KiB";
    }

    void start(const std::string& data, std::int64_t epochs, const std::filesystem::path& fetchInto,
               bool fresh = false) {
        const auto catalog = std::make_shared<Catalog>(std::vector<std::filesystem::path>{path("data")});
        WindowServices services;
        services.dataNames = catalog->names();
        services.data = dataServices(
            catalog, {source()}, fetchInto, {},
            {.silence = std::chrono::seconds(60), .firstPause = std::chrono::milliseconds(1), .rounds = 3});
        services.data.askFolder = [this](QWidget*, const QString&, const QString&, const QString&) { return folder_; };
        Hyperparameters setting;
        setting.data = data;
        setting.epochs = epochs;
        setting.fresh = fresh;
        window_.make(trainingSessionFactory(catalog), services, home_->filePath("unroll.ini"), setting);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }
    void open(std::int64_t epochs, const std::filesystem::path& fetchInto) {
        start("strokes", epochs, fetchInto);
        AWAIT_READY();
    }
    void open(std::int64_t epochs = 2) { open(epochs, path("data")); }

    // As if a person had set every control to it.
    void edit(const Hyperparameters& setting) const { window_.work().setting.edit(setting); }

    void openByMenu(const QString& word) const {
        for (QAction* action : window_->findChild<QToolButton*>("dataMenu")->menu()->actions())
            if (action->text().remove('&').contains(word))
                return action->trigger();
        QFAIL("no such entry in the menu");
    }

    MessageBar* bar() const { return window_->findChild<MessageBar*>("dataMessages"); }
    QString said() const { return bar()->sentence(); }
    QComboBox* box() const { return window_->findChild<QComboBox*>("data"); }
    // Which may come when the disk was looked at.
    QToolButton* button(const QString& name) const {
        QToolButton* found = nullptr;
        const auto look = [&] {
            for (auto* candidate : window_->findChildren<QToolButton*>())
                if (candidate->accessibleName() == name && candidate->isVisible())
                    found = candidate;
            return found != nullptr;
        };
        if (!QTest::qWaitFor(look))
            qFatal("no button '%s'", qPrintable(name));
        return found;
    }
    void press(const QString& name) const { QTest::mouseClick(button(name), Qt::LeftButton); }

    QStringList cellTexts() const {
        QStringList texts;
        const auto* cells = window_->findChild<QComboBox*>("cells");
        for (int row = 0; row < cells->count(); ++row)
            texts.append(cells->itemText(row).section(' ', 0, 0));
        return texts;
    }
    bool isNoted(const QString& words) const {
        for (const auto* label : window_->findChildren<QLabel*>())
            if (label->text().contains(words) && label->isVisible() && !qobject_cast<MessageBar*>(label->parent()))
                return true;
        return false;
    }

    const TinyDownload tiny_;
    std::unique_ptr<QTemporaryDir> home_;
    std::unique_ptr<UnreliableServer> server_;
    std::unique_ptr<Settings> settings_;
    TestWindow window_;
    QString folder_; // that a person chooses
};

} // namespace unroll
