// Decides which look into a network comes next, for all views together. Without threads and clocks of its own: who uses
// it says what time it is and how long a look took.
//
// Views that ask about the same subjects are answered by one look for all they want. While the network trains, all
// looks together take at most a share of the processor; what can't be had in time is left out, never put off. At rest
// there is no such limit. Many images, as a whole test set, are then read piece by piece, so that they hold up neither
// the training nor the looks of others, which come by turns with the pieces. Studies of the whole network are taken in
// pieces at rest too, one after the other. A view that nobody sees costs nothing.
// Beside the network that trains, views may look into weights that don't change: those of another run, or of a moment
// that is past.
#pragma once

#include "engine/values/query.h"
#include "engine/values/snapshot.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace unroll {

class LookScheduler {
public:
    using Time = std::chrono::nanoseconds; // since any beginning
    using ViewId = std::uint64_t;
    using SourceId = std::uint64_t; // of weights

    static constexpr SourceId live = 0; // the network as it trains; all others stay as they are

    // Looks and the copies of weights that they need take 1/costShare of this many cores.
    static constexpr int costShare = 25;
    // A view sees no more than this many moments: eyes want no more.
    static constexpr Time shortest = std::chrono::milliseconds(33);

    // Views are visible at first. While the network trains, a view is answered once in the interval at most.
    ViewId add(Query query, SourceId source = live, Time interval = {});
    void remove(ViewId view);
    // Its former answer is not wanted any more; false where it asks the same.
    bool setQuery(ViewId view, Query query);
    void setSource(ViewId view, SourceId source); // likewise
    void setVisible(ViewId view, bool visible);

    // Whether the network trains: it goes on from every moment at once, and looking is limited.
    void setTraining(bool training);

    // How many cores the budget is a share of.
    void setCores(int cores) { cores_ = cores; }

    // There are weights of a moment, another than before; all that was answered is of the past.
    void setMoment(const Moment& moment, Time now);
    // The network went on from the weights that there are, or is another one.
    void setOutdated() { outdated_ = true; }
    // There is none to look into.
    void setNothing() { moment_.reset(); }

    // Whether somebody sees a view of the network as it trains.
    bool isLiveSeen() const;

    // One look, and the views that it answers.
    struct Look {
        SourceId source = live;
        Moment moment{}; // of the live network
        Query query{};   // of a piece, its own subjects
        std::vector<ViewId> views{};
        // Of a look that is taken in pieces: which this one is. The first stands for the whole at first. Whether a
        // study's piece was its last says who took it.
        bool isPiece = false;
        bool isFirst = true;
        bool isLast = true;
    };
    static constexpr std::size_t pieceSize = 64; // images

    // Whether weights of the network as it is now should be taken: somebody sees a view, they would be others than
    // those that there are, and the budget allows. While it trains, not before all views were answered at the former
    // ones.
    bool wantsMoment(Time now) const;

    // What to do now; nothing where every visible view is answered, or where it has to wait. Of views that wait, the
    // one that was answered longest ago comes first.
    std::optional<Look> next(Time now);

    // Whether a look that is taken in pieces is under way.
    bool isSurveying() const { return survey_.has_value(); }

    // When next() or wantsMoment() may say something else though nothing was told.
    std::optional<Time> wakeAt(Time now) const;

    // Whether anybody still wants it: if not, it should be given up.
    bool isWanted(const Look& asked) const;

    // A look ended at this time, after that much computing, answered or given up. Copying weights for looks counts too.
    // Returns the views to which the answer is to be given: those that still want it; of pieces, after the last one,
    // but of a study after each.
    std::vector<ViewId> finish(const Look& look, Time now, Time cost, bool answered);
    void addCost(Time now, Time cost);

private:
    struct View {
        Query query{};
        SourceId source = live;
        Time interval{};
        bool visible = true;
        bool answered = false;            // at the present moment
        std::optional<Time> answeredAt{}; // last, at whichever

        bool waits() const { return visible && !answered; }
    };

    // A look that is taken in pieces, all at the moment of the first.
    struct Survey {
        Look whole{};
        std::size_t done = 0; // subjects; of a study, pieces
    };

    static bool wants(const View& view, const Look& look);
    bool isForPieces(const Query& query) const;
    bool hasToQueue(const View& view) const;
    Look nextPiece() const;
    bool isSurveyed(ViewId view) const;
    std::vector<ViewId> viewsOf(const Look& look) const; // that still want it
    std::vector<ViewId> give(const Look& look, Time now);
    bool canLook(const View& view) const;
    Time dueAt(const View& view) const;
    bool isLiveWaiting(Time now) const; // whether a view that somebody sees is not answered and due
    Time momentAllowedAt() const;

    int cores_ = 1;
    bool training_ = false;
    bool outdated_ = true;
    std::optional<Moment> moment_;
    std::optional<Survey> survey_;
    bool surveysTurn_ = false;
    Time momentAt_{};
    Time allowedAt_{};
    ViewId last_ = 0;
    std::map<ViewId, View> views_;
};

} // namespace unroll
