// Asks for what the views inside the network want to know, and tells them what was found: of the run on show, and of
// the run that is held against it. A view that nobody sees asks nothing.
#pragma once

#include "ui/inspect/inside_view.h"
#include "ui/inspect/past_walk_presenter.h"
#include "ui/state/services.h"
#include "ui/state/shown_moment.h"
#include "ui/training/detached_jobs.h"
#include "ui/training/shown_networks.h"

#include <QPointer>

#include <array>
#include <list>
#include <memory>

namespace unroll {

class InsidePages;
class MessageBar;
class Settings;

class InsidePresenter : public QObject {
    Q_OBJECT

public:
    struct Parts { // all of them outlive the presenter
        SessionController& controller;
        ShownNetworks& networks;
        ShownMoment& moment;
        LookFocus& focus;
        MessageBar& messages;
        Settings& settings;
    };

    InsidePresenter(Parts parts, InsidePages& pages, const WindowServices& services, QWidget* window);

    bool isWriting() const { return writing_ > 0; } // files, elsewhere: they would be lost if the program ended

signals:
    void written(); // all files

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Attached {
        QPointer<InsideView> view;
        std::array<InspectionService::Subscription, 2> subscriptions{}; // by place
        std::array<Sight, 2> sights{};
        std::array<Query, 2> queries{};
        std::unique_ptr<PastWalkPresenter> past{};
        bool due = false; // to be shown with the next turn of the event loop
    };

    void attach(InsideView& view);
    void ask(Attached& attached);
    void askAll();
    void show(Attached& attached);
    void showSoon(Attached& attached);
    void forget(LookPlace place);
    Query queryOf(const LookWish& wish, LookPlace place) const;
    bool isUnderWay(const Attached& attached, LookPlace place, const Query& query) const;
    NetworkSight sightOf(const Attached& attached, LookPlace place) const;
    bool isLost(const Run& run, LookPlace place) const;
    void describeNetwork(NetworkSight& sight, const Run& run) const;
    void describeSubject(NetworkSight& sight) const;
    void describeMoment(NetworkSight& sight, LookPlace place) const;
    std::vector<DigitImage> testImages(std::span<const std::int64_t> indices) const;
    void save(InsideView& view, const QString& suffix);
    void write(const QString& path, const QByteArray& bytes);
    void endWriting();
    void post(const QString& path, const QByteArray& bytes);

    Parts parts_;
    const WindowServices& services_;
    QWidget* window_;
    std::list<Attached> views_;
    int writing_ = 0; // files
    DetachedJobs jobs_;
};

} // namespace unroll
