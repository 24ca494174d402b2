// The moment that views show: the newest there is, live while a network trains, or the end of a past epoch.
#pragma once

#include <QObject>

#include <cstdint>
#include <optional>
#include <utility>

namespace unroll {

class ShownMoment : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    // Nothing: the newest. 0 is before the first epoch.
    std::optional<std::int64_t> epoch() const { return epoch_; }

    void set(std::optional<std::int64_t> epoch) {
        if (std::exchange(epoch_, epoch) != epoch)
            emit changed();
    }

signals:
    void changed();

private:
    std::optional<std::int64_t> epoch_;
};

} // namespace unroll
