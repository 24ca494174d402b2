#include "ui/main_window.h"

#include "ui/charts/plot_link.h"
#include "ui/charts/plot_menu.h"
#include "ui/charts/plots_column.h"
#include "ui/charts/reference_presenter.h"
#include "ui/charts/run_presenter.h"
#include "ui/charts/step_presenter.h"
#include "ui/data/browser_presenter.h"
#include "ui/data/data_browser.h"
#include "ui/data/data_presenter.h"
#include "ui/export/export_presenter.h"
#include "ui/form/form_presenter.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/form/preset_bar.h"
#include "ui/form/preset_presenter.h"
#include "ui/inspect/digit_presenter.h"
#include "ui/inspect/inside_pages.h"
#include "ui/inspect/inside_presenter.h"
#include "ui/inspect/moment_presenter.h"
#include "ui/inspect/moment_strip.h"
#include "ui/inspect/network_presenter.h"
#include "ui/inspect/network_view.h"
#include "ui/inspect/pad_presenter.h"
#include "ui/inspect/sample_grid.h"
#include "ui/inspect/subject_panel.h"
#include "ui/runs/close_guard.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table_presenter.h"
#include "ui/shell/about_box.h"
#include "ui/shell/centre.h"
#include "ui/shell/file_drop_presenter.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/status_presenter.h"
#include "ui/shell/title_presenter.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/transport_presenter.h"
#include "ui/shell/type_zoom.h"
#include "ui/shell/walk_presenter.h"
#include "ui/shell/welcome_presenter.h"
#include "ui/shell/window_layout.h"
#include "ui/shell/window_log.h"
#include "ui/shell/writing_guard.h"
#include "ui/state/seed_verdict.h"
#include "ui/theme/icons.h"
#include "ui/theme/scheme_follower.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/control_help.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/rule.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <utility>

namespace unroll {
namespace {

using State = SessionController::State;

constexpr QSize smallestWindow(960, 600);
constexpr QSize usualWindow(1280, 800);

// At the usual size the plots have 45 % of the window, the form does not scroll, and four runs are seen.
constexpr WindowLayout::Extent digitsExtent{Qt::Horizontal, 192, 0.15};
constexpr WindowLayout::Extent networkExtent{Qt::Vertical, 164, 0.2};
constexpr double runsShare = 0.12;
constexpr int usualRuns = 4;

} // namespace

MainWindow::MainWindow(Workspace& workspace)
    : work_(workspace) {
    setWindowIcon(programIcon());
    scheme_ = new SchemeFollower(*this);
    scheme_->choose(work_.settings.colourScheme());
    new ControlHelp(this);
    setupPanels();
    setupLayout();
    new FormPresenter({work_.controller, work_.policy, work_.setting, *form_, *messages_}, this);
    setupRuns();
    setupInside();
    exporter_ = new RunExporter({work_.controller, work_.runs, work_.selection, work_.follower, work_.setting,
                                 work_.zoom, [this] { return digitsOnShow(); }, [this] { return aboutOnShow(); }},
                                work_.services, *messages_, work_.settings, this);
    new PresetPresenter({*presets_, work_.setting, *messages_}, work_.services.presets, this);
    setupData();
    closing_ = new CloseGuard(
        work_.runs, *runTable_, work_.services, [this](const Run& run) { return work_.table.keeps(run); }, this);
    connect(&work_.table, &TableKeeper::troubled, this, &MainWindow::warn);
    writing_ = new WritingGuard([this] { return exporter_->isWriting() || views_->isWriting(); }, *messages_, this);
    connect(exporter_, &RunExporter::written, writing_, &WritingGuard::noteWritten);
    connect(views_, &InsidePresenter::written, writing_, &WritingGuard::noteWritten);
    connect(exporter_, &RunExporter::runWanted, runTable_, &RunTablePresenter::savePresent);
    wireTransport();
    wireView();
    restore();
    for (MetricPlot* plot : {&plots_->accuracy(), &plots_->loss()})
        plot->setPlannedEpochs(work_.setting.value().epochs);
    connect(digitsPart_, &QDockWidget::visibilityChanged, this, &MainWindow::watchDigits);
    connect(&work_.controller, &SessionController::stateChanged, this, &MainWindow::watchDigits);
    watchDigits();
    work_.policy.begin();
    work_.table.restore();
    new TransportPresenter(work_.controller, *transport_, work_.policy, this);
    if (WindowLog::isWanted()) {
        auto* log = new WindowLog(*this);
        connect(&work_.controller, &SessionController::stateChanged, log,
                [this, log](State state) { log->sayState(work_.controller.run(), state); });
        connect(inside_, &InsidePages::made, log, [log](const InsideView* view) {
            connect(view, &InsideView::said, log, [log, view](const QString& about, const QString& sentence) {
                log->sayView(view->objectName(), about, sentence);
            });
        });
    }
}

// Presenters refer to panels and to one another in the order in which they were made; a QObject would delete the panels
// first.
MainWindow::~MainWindow() {
    if (QWidget* focus = focusWidget())
        focus->clearFocus(); // a field takes what is typed into it as long as there is someone to be told
    const QObjectList parts = children();
    for (auto part = parts.rbegin(); part != parts.rend(); ++part)
        if (!(*part)->isWidgetType() && *part != layout())
            delete *part;
    for (const QObject* part :
         findChildren<QObject*>()) // docks say that they are hidden, when this is no window any more
        disconnect(part, nullptr, this, nullptr);
}

void MainWindow::setupPanels() {
    transport_ = new TransportBar(this);
    presets_ = new PresetBar(this);
    form_ = new HyperparameterPanel(work_.setting, work_.services.dataNames, this);
    messages_ = new MessageBar(this);
    dataMessages_ = new MessageBar(this);
    dataMessages_->setObjectName(QStringLiteral("dataMessages"));
    plots_ = new PlotsColumn(this);
    plotLink_ = new PlotLink(plots_->accuracy(), plots_->loss(), work_.zoom, this);
    grid_ = new SampleGrid(&digits_, this);
    subject_ = new SubjectPanel(grid_, this);
    network_ = new NetworkView(this);
    status_ = new StatusLine(this);
    runPanel_ = new RunPanel(work_.runs, work_.edits, work_.selection, this);
}

void MainWindow::setupRuns() {
    new RunPresenter(work_.runs, work_.selection, plots_->accuracy(), plots_->loss(), this);
    new TitlePresenter(work_.runs, work_.selection, this);
    new StatusPresenter(work_.controller, work_.policy, work_.runs, *status_, this);
    digitPresenter_ = new DigitPresenter(work_.controller, work_.networks, digits_, SampleGrid::shownDigits, this);
    connect(grid_, &SampleGrid::choiceMade, digitPresenter_, &DigitPresenter::choose);
    runTable_ = new RunTablePresenter({work_.controller, work_.policy, work_.runs, work_.selection, work_.follower,
                                       *runPanel_, *messages_, work_.settings},
                                      work_.services, this);
}

void MainWindow::setupData() {
    auto* presenter =
        new DataPresenter({work_.controller, work_.policy, work_.setting, *messages_, *dataMessages_, work_.settings},
                          work_.services, this);
    connect(form_, &HyperparameterPanel::dataWanted, presenter, &DataPresenter::follow);
    connect(presenter, &DataPresenter::choicesChanged, form_, &HyperparameterPanel::setDataChoices);
    form_->setDataChoices(presenter->choices());
    auto* drop = new FileDropPresenter(this);
    connect(drop, &FileDropPresenter::folderDropped, presenter, &DataPresenter::importFolder);
    connect(drop, &FileDropPresenter::pictureDropped, pad_, &PadPresenter::takePicture);
    connect(drop, &FileDropPresenter::refused, this, &MainWindow::warn);
    connect(pad_, &PadPresenter::refused, this, &MainWindow::warn);
}

QWidget* MainWindow::centre() {
    inside_ = new InsidePages(work_.focus, this);
    auto* below = new QWidget(this);
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    moments_ = new MomentStrip(below);
    column->addWidget(new Rule(Qt::Horizontal, below));
    column->addWidget(moments_);
    centre_ = new Centre({{messages_, dataMessages_}, plots_, inside_, below}, this);
    transport_->addPages(centre_->pageSwitch());
    return centre_;
}

void MainWindow::setupInside() {
    views_ =
        new InsidePresenter({work_.controller, work_.networks, work_.moment, work_.focus, *messages_, work_.settings},
                            *inside_, work_.services, this);
    new MomentPresenter({work_.controller, work_.policy, work_.setting, work_.runs, work_.selection, work_.networks,
                         work_.moment, *moments_},
                        this);
    networkPresenter_ = new NetworkPresenter(
        {work_.controller, work_.setting, work_.selection, work_.networks, work_.focus, *network_}, this);
    pad_ = new PadPresenter(work_.controller, work_.focus, *subject_, work_.services, this);
    connect(grid_, &SampleGrid::chosen, &work_.focus,
            [this](qint64 index) { work_.focus.setSubject(TestImage{index}); });
    connect(network_, &NetworkView::cellChosen, this, [this](int cell) {
        work_.focus.setCell(cell);
        centre_->showInside(true);
    });
    connect(inside_, &InsidePages::windowWanted, centre_, &Centre::tearOff);
    connect(centre_, &Centre::tornOff, inside_, &InsidePages::setOwnWindow);
    connect(centre_, &Centre::tornOff, transport_, [this](bool own) {
        if (own) // the keys of the training work there as well
            inside_->window()->addActions(transport_->actions());
    });
    connect(centre_, &Centre::tornOff, runPanel_, [this] { runPanel_->setNumberKeys(!centre_->showsInside()); });
    connect(centre_, &Centre::switched, runPanel_, [this](bool inside) { runPanel_->setNumberKeys(!inside); });
    connect(&plots_->loss(), &MetricPlot::axisPlaced, moments_, [this](const AxisRange& range, int left, int right) {
        const int shift = plots_->loss().mapTo(centre_, QPoint()).x();
        if (work_.settings.plotView().axis == PlotView::Axis::Epochs)
            moments_->setPlace(range.lower, range.upper, left + shift, right + shift);
        else
            moments_->setPlace(0, static_cast<double>(work_.setting.value().epochs), left + shift, right + shift);
    });
}

QWidget* MainWindow::settingPart() {
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    presets_->setLabelWidth(form_->labelWidth());
    column->addWidget(presets_);
    column->addWidget(form_, 1);
    return part;
}

void MainWindow::setupParts() {
    layout_ = new WindowLayout(*this);
    layout_->add({QStringLiteral("setting"), tr("Setting"), Qt::LeftDockWidgetArea, {}}, settingPart());
    digitsPart_ =
        layout_->add({QStringLiteral("digitsPart"), tr("Subject"), Qt::RightDockWidgetArea, digitsExtent}, subject_);
    QDockWidget* networkPart =
        layout_->add({QStringLiteral("networkPart"), tr("Network"), Qt::RightDockWidgetArea, networkExtent}, network_);
    connect(networkPart, &QDockWidget::visibilityChanged, this, &MainWindow::watchDigits, Qt::QueuedConnection);
    layout_->add({QStringLiteral("runsPart"),
                  tr("Runs"),
                  Qt::BottomDockWidgetArea,
                  {Qt::Vertical, runPanel_->heightFor(usualRuns), runsShare}},
                 runPanel_);
    dataBrowser_ = new DataBrowser(this);
    QDockWidget* part =
        layout_->add({QStringLiteral("dataPart"), tr("Data"), Qt::RightDockWidgetArea, {}}, dataBrowser_);
    part->setFloating(true); // it would take its place from the plots
    part->hide();
    browser_ = new BrowserPresenter(work_.controller, *dataBrowser_, *part, this);
    layout_->settle();
    transport_->addParts(layout_->toggles());
}

// The parts stand around the plots, between the buttons and the figures.
void MainWindow::setupLayout() {
    auto* top = new QWidget(this);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(transport_);
    column->addWidget(new Rule(Qt::Horizontal, top));
    setMenuWidget(top);
    setCentralWidget(centre());
    auto* bottom = new QStatusBar(this);
    bottom->setSizeGripEnabled(false);
    bottom->setContentsMargins(0, 0, 0, 0);
    bottom->addPermanentWidget(status_, 1);
    setStatusBar(bottom);
    setupParts();
    auto* quit = new QAction(tr("Close the window"), this);
    quit->setShortcut(Qt::CTRL | Qt::Key_Q);
    connect(quit, &QAction::triggered, this, &QWidget::close);
    addAction(quit);
    zoom_ = new TypeZoom(work_.settings, this);
    const QList<std::pair<QString, QString>> closing{
        {tr("Gradient norm and eta"), QKeySequence(Qt::SHIFT | Qt::Key_G).toString(QKeySequence::NativeText)},
        {quit->text(), quit->shortcut().toString(QKeySequence::NativeText)}};
    shortcuts_ = new ShortcutSheet(transport_->shortcuts() + plotLink_->shortcuts() + browser_->shortcuts() +
                                       inside_->shortcuts() + zoom_->shortcuts() + ShortcutSheet::keysOfButtons(*this) +
                                       runPanel_->shortcuts() + closing,
                                   this);
}

void MainWindow::wireTransport() {
    connect(transport_, &TransportBar::seedsChosen, this,
            [this](int seeds) { work_.seeds.start(work_.setting.value(), seeds); });
    exporter_->fill(*transport_->exportMenu());
    connect(transport_, &TransportBar::shortcutsAsked, shortcuts_, &ShortcutSheet::open);
    connect(&work_.setting, &SettingModel::changed, dataBrowser_,
            [this] { dataBrowser_->setSetting(work_.setting.value()); });
    dataBrowser_->setSetting(work_.setting.value());
    connect(&work_.controller, &SessionController::stateChanged, this, [this](State state) {
        if (state == State::Running && !work_.policy.isPending())
            messages_->clear();
    });
}

void MainWindow::wireView() {
    connect(transport_, &TransportBar::colourSchemeChosen, this, [this](ColourScheme scheme) {
        work_.settings.setColourScheme(scheme);
        scheme_->choose(scheme);
    });
    auto* walks = new WalkPresenter(work_.setting, work_.policy, work_.seeds, this);
    connect(transport_, &TransportBar::walksAsked, walks, &WalkPresenter::open);
    connect(walks, &WalkPresenter::viewWanted, this, [this](const QString& view) {
        centre_->showInside(!view.isEmpty());
        if (!view.isEmpty())
            inside_->open(view);
    });
    connect(transport_, &TransportBar::aboutAsked, this,
            [this] { openAbout(this, QString::fromStdString(work_.services.version)); });
    connect(transport_, &TransportBar::usualLayoutAsked, layout_, &WindowLayout::restoreUsual);
    auto* steps =
        new StepPresenter(work_.runs, work_.selection, plots_->steps(), plots_->stepsPart(), work_.settings, this);
    addAction(steps->toggle());
    transport_->addToView(steps->toggle());
    steps->setView(work_.settings.plotView());
    connect(plotLink_, &PlotLink::viewChosen, this, [this, steps](const PlotView& view) {
        work_.settings.setPlotView(view);
        steps->setView(view);
    });
    plotLink_->setView(work_.settings.plotView());
    transport_->addToView(plotLink_->menu());
    transport_->addToView(zoom_->menu());
    auto* references = new ReferencePresenter(work_.controller, work_.runs, work_.settings, this);
    transport_->setReferencesShown(work_.settings.showsReferenceCurves());
    transport_->offerReferences(false); // until there is data
    connect(references, &ReferencePresenter::offered, transport_, &TransportBar::offerReferences);
    connect(transport_, &TransportBar::referencesToggled, references, &ReferencePresenter::setShown);
    transport_->setColourScheme(work_.settings.colourScheme());
}

std::vector<ReportDigit> MainWindow::digitsOnShow() const {
    std::vector<ReportDigit> digits;
    for (int row = 0; row < digits_.rowCount(); ++row) {
        const QModelIndex index = digits_.index(row);
        const QVariant prediction = index.data(DigitGridModel::PredictionRole);
        digits.push_back({index.data(DigitGridModel::ImageRole).value<QImage>(),
                          index.data(DigitGridModel::LabelRole).toInt(),
                          prediction.isValid() ? std::optional(prediction.toInt()) : std::nullopt});
    }
    return digits;
}

ReportAbout MainWindow::aboutOnShow() const {
    const Run* run = work_.selection.run();
    return {run ? run->label.name : QString(), run ? run->label.note : QString(),
            seedVerdict(work_.runs, work_.selection.ids())};
}

void MainWindow::restore() {
    const QSize room = WindowLayout::roomFor(*this);
    setMinimumSize(smallestWindow.boundedTo(room));
    resize(usualWindow.boundedTo(room));
    setFocus(Qt::OtherFocusReason); // no control seems chosen before a person chooses one
    const bool firstStart = work_.settings.windowGeometry().isEmpty();
    new WelcomePresenter(work_.controller, *messages_, firstStart, this);
    if (!firstStart)
        restoreGeometry(work_.settings.windowGeometry());
    layout_->restore(work_.settings.windowLayout());
    zoom_->restore();
    runPanel_->setColumns(work_.settings.runColumns());
    connect(runPanel_, &RunPanel::columnsChosen, this,
            [this](const QStringList& columns) { work_.settings.setRunColumns(columns); });
    if (const auto folded = work_.settings.foldedGroups())
        form_->setFolded(*folded);
}

// What nobody sees costs a training nothing; at rest they are there for a report.
void MainWindow::watchDigits() {
    digitPresenter_->setVisible(digitsPart_->isVisibleTo(this) || work_.controller.state() != State::Running);
    networkPresenter_->setVisible(network_->isVisibleTo(this));
}

void MainWindow::train() { work_.policy.train(); }

void MainWindow::warn(const QString& sentence) { messages_->show(MessageBar::Kind::Warning, sentence); }

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!writing_->mayClose() || !closing_->mayClose()) {
        event->ignore();
        return;
    }
    work_.keeper.keep();
    work_.settings.setWindowGeometry(saveGeometry());
    work_.settings.setWindowLayout(layout_->saved());
    work_.settings.setFoldedGroups(form_->folded());
    centre_->tearOff(false); // a window of its own would keep the program alive
    event->accept();
}

} // namespace unroll
