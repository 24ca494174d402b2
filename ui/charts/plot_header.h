// What stands above a plot: its title, the key to its lines, the number that matters, large, with its change against
// another run on the screen, and the menu of how the curves are drawn.
#pragma once

#include "ui/plots/plot_data.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace unroll {

class FigureLabel;
class FlatButton;
class PlotLegend;
class PlotMenu;

// What the value is held against.
struct PlotComparison {
    double change = 0;      // of the value to that of the other run
    QString name;           // of the other run, as at the end of its line
    std::int64_t epoch = 0; // that both are looked at; 0: each at its end

    bool operator==(const PlotComparison&) const = default;
};

class PlotHeader : public QWidget {
    Q_OBJECT

public:
    explicit PlotHeader(PlotKind kind, QWidget* parent = nullptr);

    // The metric on the test images, as a fraction or a loss; nothing before the first epoch. Of a group of seeds the
    // mean, and their standard deviation.
    void setValue(std::optional<double> value, std::optional<double> deviation = {});
    // The metric on training batches of late, in grey as long as there is no value.
    void setRunning(std::optional<double> mean);
    void setComparison(const std::optional<PlotComparison>& comparison); // shown beside the value, if there is one
    void setSlot(int slot);                                              // of the present run
    void setView(const PlotView& view);
    void setZoomed(bool zoomed); // offers the whole run

    QString valueText() const;  // "93.1 %", "93.1 % ± 0.2", "≈ 71 %"
    QString changeText() const; // "▲ 1.5 to 3"

signals:
    void viewChosen(const unroll::PlotView& view);
    void fitChosen();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setupFigures();
    void setupButtons();
    void showFigures();
    void showNames();
    void showComparison();
    void fitCaption();
    void takeColours();

    PlotKind kind_;
    PlotView view_;
    std::optional<double> value_;
    std::optional<double> deviation_;
    std::optional<double> running_;
    std::optional<PlotComparison> comparison_;
    QLabel* title_ = nullptr;
    QLabel* caption_ = nullptr;
    FigureLabel* figure_ = nullptr;
    QLabel* spread_ = nullptr; // beside the figure of a group
    FigureLabel* change_ = nullptr;
    QLabel* other_ = nullptr; // what the change is to
    PlotLegend* legend_ = nullptr;
    PlotMenu* menu_ = nullptr;
    FlatButton* fit_ = nullptr;
    FlatButton* menuButton_ = nullptr;
};

} // namespace unroll
