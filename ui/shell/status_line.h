// The line at the bottom: where the training stands and how fast it goes. Its columns keep their places.
#pragma once

#include "engine/session/inspection.h"

#include <QWidget>

#include <cstdint>
#include <optional>

namespace unroll {

class FigureLabel;
class ProgressStrip;

struct StatusFigures {
    double fraction = 0; // of all epochs, 0...1
    std::optional<double> imagesPerSecond;
    std::optional<double> seconds;
    std::optional<std::int64_t> allocatedBytes; // nothing when it is not counted
};

class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    void setState(const QString& words); // "Epoch 3 of 5"
    void setFigures(const StatusFigures& figures);
    void setMachine(const SessionInfo& info);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColours();

    FigureLabel* state_ = nullptr;
    ProgressStrip* progress_ = nullptr;
    FigureLabel* speed_ = nullptr;
    FigureLabel* time_ = nullptr;
    FigureLabel* memory_ = nullptr;
    FigureLabel* machine_ = nullptr;
};

} // namespace unroll
