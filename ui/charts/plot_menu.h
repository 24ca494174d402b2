// The choices of how curves are drawn, as a menu: of one plot, or of both.
#pragma once

#include "ui/plots/plot_scale.h"

#include <QMenu>

#include <functional>
#include <optional>

class QActionGroup;

namespace unroll {

class PlotMenu : public QMenu {
    Q_OBJECT

public:
    // Without a kind it holds the choices of both plots.
    explicit PlotMenu(std::optional<PlotKind> kind, QWidget* parent = nullptr);

    void setView(const PlotView& view);

signals:
    void viewChosen(const unroll::PlotView& view);
    void fitChosen();

private:
    using Change = std::function<void(PlotView&)>;
    using Look = std::function<bool(const PlotView&)>;

    // An entry that is ticked when `look` says so, and that changes the view when it is chosen.
    QAction* addChoice(QMenu& menu, const QString& text, const QString& help, Look look, Change change);
    void addSwitch(const QString& text, const QString& help, bool PlotView::*member);
    void addAxes();
    void addValues(std::optional<PlotKind> kind);
    void addLines();
    void addSmoothing();

    struct Choice {
        QAction* action;
        Look look;
    };
    PlotView view_;
    std::vector<Choice> choices_;
    QAction* logarithmicError_ = nullptr;
    QMenu* smoothing_ = nullptr;
};

} // namespace unroll
