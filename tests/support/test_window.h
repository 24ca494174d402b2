// The main window on a workspace of its own: made together, and gone in their order.
#pragma once

#include "ui/main_window.h"

#include <memory>

namespace unroll {

class TestWindow {
public:
    TestWindow() = default;
    ~TestWindow() { reset(); }
    TestWindow(const TestWindow&) = delete;
    TestWindow& operator=(const TestWindow&) = delete;

    // Settings are kept in the file; whatever window there was is closed before.
    void make(SessionFactory factory, WindowServices services, const QString& settingsFile,
              const Hyperparameters& start) {
        reset();
        work_ = std::make_unique<Workspace>(std::move(factory), std::move(services),
                                            std::make_unique<Settings>(settingsFile), start);
        window_ = std::make_unique<MainWindow>(*work_);
    }
    void reset() {
        window_.reset();
        work_.reset();
    }

    Workspace& work() const { return *work_; }
    MainWindow* get() const { return window_.get(); }
    MainWindow* operator->() const { return window_.get(); }
    MainWindow& operator*() const { return *window_; }
    explicit operator bool() const { return window_ != nullptr; }

private:
    std::unique_ptr<Workspace> work_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace unroll
