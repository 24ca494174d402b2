// What the program remembers from one start to the next. The only user of QSettings.
//
// Whatever the store holds, a getter returns a value that can be used: a missing or damaged one gives the default.
#pragma once

#include "engine/session/hyperparameters.h"
#include "ui/state/plot_view.h"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <optional>
#include <string>
#include <vector>

namespace unroll {

enum class ColourScheme { System, Light, Dark };

class Settings {
public:
    Settings();                             // the user's own
    explicit Settings(const QString& file); // an INI file, for tests

    void save(); // at once; otherwise soon

    QByteArray windowGeometry() const; // as QWidget::saveGeometry() gives it; empty at the first start
    void setWindowGeometry(const QByteArray& geometry);

    QByteArray windowLayout() const; // as WindowLayout::saved() gives it; empty at the first start
    void setWindowLayout(const QByteArray& layout);

    QString exportFolder() const; // exists; the user's pictures or home as long as none was chosen
    void setExportFolder(const QString& folder);

    // `defaults` with every value that is stored and that its row allows.
    Hyperparameters hyperparameters(const Hyperparameters& defaults = {}) const;
    void setHyperparameters(const Hyperparameters& hyperparameters);

    // Run directories, the latest first. Whether they are still there is seen when one is opened: to look could take
    // as long as a server does not answer.
    QStringList recentRuns() const;
    void addRecentRun(const QString& folder);
    void forgetRecentRun(const QString& folder);

    // A person's own data sets, as --data names them, the latest first; likewise.
    std::vector<std::string> recentData() const;
    void addRecentData(const std::string& data);
    void forgetRecentData(const std::string& data);
    QString dataFolder() const; // around the latest of them, or home

    // The groups of the form that are folded away; nothing as long as nobody has closed the window.
    std::optional<QStringList> foldedGroups() const;
    void setFoldedGroups(const QStringList& groups);

    QStringList runColumns() const; // as RunView::columns() gives them; empty: the usual ones
    void setRunColumns(const QStringList& columns);

    bool showsSteps() const; // at first they are not
    void setShowsSteps(bool shows);

    bool showsReferenceCurves() const; // at first they are shown
    void setShowsReferenceCurves(bool shows);

    // Whether moving a control trains anew; nothing as long as nobody has decided.
    std::optional<bool> retrainsAsDragged() const;
    void setRetrainsAsDragged(bool retrains);

    PlotView plotView() const;
    void setPlotView(const PlotView& view);

    double typeSize() const; // in the desktop's, 1 to 4; at first 1
    void setTypeSize(double factor);

    ColourScheme colourScheme() const; // at first the system's
    void setColourScheme(ColourScheme scheme);

private:
    bool flag(QLatin1String key, bool otherwise) const; // otherwise: when it isn't stored as true or false
    void setFlag(QLatin1String key, bool value);

    QSettings store_;
};

} // namespace unroll
