// The window: its layout, and the wires between panels, plots and the session.
#pragma once

#include "ui/inspect/digit_grid_model.h"
#include "ui/training/workspace.h"

#include <QMainWindow>

class QDockWidget;

namespace unroll {

class BrowserPresenter;
class Centre;
class CloseGuard;
class DataBrowser;
class DigitPresenter;
class HyperparameterPanel;
class InsidePages;
class MessageBar;
class MomentStrip;
class NetworkPresenter;
class PadPresenter;
class InsidePresenter;
class TypeZoom;
class NetworkView;
class PlotLink;
class PlotsColumn;
class PresetBar;
class RunExporter;
class RunPanel;
class RunTablePresenter;
struct ReportAbout;
struct ReportDigit;
class SampleGrid;
class SchemeFollower;
class ShortcutSheet;
class StatusLine;
class SubjectPanel;
class TransportBar;
class WindowLayout;
class WritingGuard;

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Workspace& workspace); // which outlives the window
    ~MainWindow() override;

    void train();                       // as if Train were pressed
    void warn(const QString& sentence); // above the plots

    // For tests and scripts: what is going on, without reaching into the layout.
    const SessionController& controller() const { return work_.controller; }

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void setupPanels();
    void setupLayout();
    void setupRuns();
    void setupData();
    QWidget* centre();
    void setupInside();
    QWidget* settingPart();
    void setupParts();
    void wireTransport();
    void wireView();
    std::vector<ReportDigit> digitsOnShow() const;
    ReportAbout aboutOnShow() const;
    void restore();
    void watchDigits();

    Workspace& work_;
    DigitGridModel digits_;
    DigitPresenter* digitPresenter_ = nullptr;
    SchemeFollower* scheme_ = nullptr;
    TransportBar* transport_ = nullptr;
    PresetBar* presets_ = nullptr;
    HyperparameterPanel* form_ = nullptr;
    MessageBar* messages_ = nullptr;
    MessageBar* dataMessages_ = nullptr;
    PlotsColumn* plots_ = nullptr;
    PlotLink* plotLink_ = nullptr;
    Centre* centre_ = nullptr;
    InsidePages* inside_ = nullptr;
    MomentStrip* moments_ = nullptr;
    SampleGrid* grid_ = nullptr;
    SubjectPanel* subject_ = nullptr;
    QDockWidget* digitsPart_ = nullptr;
    NetworkView* network_ = nullptr;
    NetworkPresenter* networkPresenter_ = nullptr;
    InsidePresenter* views_ = nullptr;
    PadPresenter* pad_ = nullptr;
    TypeZoom* zoom_ = nullptr;
    RunPanel* runPanel_ = nullptr;
    RunTablePresenter* runTable_ = nullptr;
    StatusLine* status_ = nullptr;
    ShortcutSheet* shortcuts_ = nullptr;
    WindowLayout* layout_ = nullptr;
    DataBrowser* dataBrowser_ = nullptr;
    BrowserPresenter* browser_ = nullptr;
    RunExporter* exporter_ = nullptr;
    WritingGuard* writing_ = nullptr;
    CloseGuard* closing_ = nullptr;
};

} // namespace unroll
