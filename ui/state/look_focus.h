// What all views inside the network look at together: one subject, one cell, one unit of a layer's state.
#pragma once

#include "engine/values/query.h"

#include <QObject>

#include <cstdint>
#include <optional>
#include <utility>

namespace unroll {

class LookFocus : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const Subject& subject() const { return subject_; } // the first test image at first
    void setSubject(Subject subject) {
        if (std::exchange(subject_, subject) != subject)
            emit subjectChanged();
    }

    // Counted from 0. Nobody chose one: the last.
    std::optional<int> cell() const { return cell_; }
    int cellOf(int cells) const { return cell_ && *cell_ < cells ? *cell_ : cells - 1; }
    void setCell(std::optional<int> cell) {
        if (std::exchange(cell_, cell) != cell)
            emit cellChanged();
    }

    int unit() const { return unit_; } // counted from 0; may be more than a network has
    int layer() const { return layer_; }
    void setUnit(int layer, int unit) {
        const bool other = layer_ != layer || unit_ != unit;
        layer_ = layer;
        unit_ = unit;
        if (other)
            emit unitChanged();
    }

    // What was read as what: a cell of the confusion matrix; nothing: whatever was misread.
    struct Confusion {
        int label = 0;
        int prediction = 0;

        bool operator==(const Confusion&) const = default;
    };
    const std::optional<Confusion>& confusion() const { return confusion_; }
    void setConfusion(std::optional<Confusion> confusion) {
        if (std::exchange(confusion_, confusion) != confusion)
            emit confusionChanged();
    }

signals:
    void subjectChanged();
    void cellChanged();
    void unitChanged();
    void confusionChanged();

private:
    Subject subject_ = TestImage{0};
    std::optional<int> cell_;
    int unit_ = 0;
    int layer_ = 0;
    std::optional<Confusion> confusion_;
};

} // namespace unroll
