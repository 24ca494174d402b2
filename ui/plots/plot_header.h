// What stands above a plot: its title, the key to its lines, and the number that matters, large, with its change
// against the run before.
#pragma once

#include "ui/plots/plot_data.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace unroll {

class FigureLabel;

class PlotHeader : public QWidget {
    Q_OBJECT

public:
    explicit PlotHeader(PlotKind kind, QWidget* parent = nullptr);

    // The metric on the test images, as a fraction or a loss; nothing before the first epoch.
    void setValue(std::optional<double> value);
    // The value the run before ended with; nothing when there was none.
    void setValueBefore(std::optional<double> value);

    QString valueText() const;
    QString changeText() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showFigures();
    void takeColours();

    PlotKind kind_;
    std::optional<double> value_;
    std::optional<double> before_;
    QLabel* title_ = nullptr;
    QLabel* caption_ = nullptr;
    FigureLabel* figure_ = nullptr;
    FigureLabel* change_ = nullptr;
};

} // namespace unroll
