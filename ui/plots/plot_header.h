// What stands above a plot: its title, the key to its lines, the number that matters, large, with its change against
// the run before, and the menu of how the curves are drawn.
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

class PlotHeader : public QWidget {
    Q_OBJECT

public:
    explicit PlotHeader(PlotKind kind, QWidget* parent = nullptr);

    // The metric on the test images, as a fraction or a loss; nothing before the first epoch.
    void setValue(std::optional<double> value);
    // The value the run before ended with; nothing when there was none.
    void setValueBefore(std::optional<double> value);
    void setSlot(int slot); // of the present run
    void setView(const PlotView& view);
    void setZoomed(bool zoomed); // offers the whole run

    QString valueText() const;
    QString changeText() const;

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
    void fitCaption();
    void takeColours();

    PlotKind kind_;
    PlotView view_;
    std::optional<double> value_;
    std::optional<double> before_;
    QLabel* title_ = nullptr;
    QLabel* caption_ = nullptr;
    FigureLabel* figure_ = nullptr;
    FigureLabel* change_ = nullptr;
    PlotLegend* legend_ = nullptr;
    PlotMenu* menu_ = nullptr;
    FlatButton* fit_ = nullptr;
    FlatButton* menuButton_ = nullptr;
};

} // namespace unroll
