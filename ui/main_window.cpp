#include "ui/main_window.h"

#include "ui/charts/plot_link.h"
#include "ui/charts/plot_menu.h"
#include "ui/charts/reference_presenter.h"
#include "ui/charts/run_presenter.h"
#include "ui/data/browser_presenter.h"
#include "ui/data/data_browser.h"
#include "ui/data/data_presenter.h"
#include "ui/export/export_presenter.h"
#include "ui/form/form_presenter.h"
#include "ui/form/hyperparameter_panel.h"
#include "ui/form/preset_bar.h"
#include "ui/form/preset_presenter.h"
#include "ui/inspect/digit_presenter.h"
#include "ui/inspect/network_view.h"
#include "ui/inspect/sample_grid.h"
#include "ui/runs/close_guard.h"
#include "ui/runs/run_panel.h"
#include "ui/runs/run_table_presenter.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/status_presenter.h"
#include "ui/shell/transport_bar.h"
#include "ui/shell/transport_presenter.h"
#include "ui/shell/window_layout.h"
#include "ui/shell/window_log.h"
#include "ui/state/figure_texts.h"
#include "ui/state/network_shape.h"
#include "ui/state/setting_fit.h"
#include "ui/theme/icons.h"
#include "ui/theme/scheme_follower.h"
#include "ui/theme/spacing.h"
#include "ui/training/run_follower.h"
#include "ui/training/seed_series.h"
#include "ui/widgets/control_help.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/rule.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QStatusBar>
#include <QVBoxLayout>

#include <numeric>
#include <utility>

namespace unroll {
namespace {

using State = SessionController::State;

constexpr QSize smallestWindow(960, 600);
constexpr QSize usualWindow(1280, 800);

// At the usual size the plots have 45 % of the window, the form does not scroll, and four runs are seen.
constexpr WindowLayout::Extent digitsExtent{Qt::Horizontal, 192, 0.15};
constexpr WindowLayout::Extent networkExtent{Qt::Vertical, 136, 0.17};
constexpr double runsShare = 0.12;
constexpr int usualRuns = 4;

std::vector<std::int64_t> firstDigits() {
    std::vector<std::int64_t> indices(SampleGrid::shownDigits);
    std::iota(indices.begin(), indices.end(), std::int64_t{0});
    return indices;
}

} // namespace

MainWindow::MainWindow(SessionFactory factory, WindowServices services, Settings& settings,
                       const Hyperparameters& start)
    : services_(std::move(services))
    , settings_(settings)
    , controller_(std::move(factory)) {
    setWindowTitle(QStringLiteral("Unroll"));
    setWindowIcon(programIcon());
    scheme_ = new SchemeFollower(*this);
    scheme_->choose(settings_.colourScheme());
    new ControlHelp(this);
    setupPanels();
    setupLayout();
    formPresenter_ = new FormPresenter(controller_, *form_, *messages_, settings_, this);
    setupRuns();
    exporter_ = new RunExporter(
        {controller_, runs_, *follower_, *accuracy_, *loss_, digits_, [this] { return aboutPresent(); }}, services_,
        *messages_, settings_, this);
    new PresetPresenter({*presets_, *form_, *formPresenter_, *messages_}, services_.presets, this);
    new DataPresenter({controller_, *form_, *formPresenter_, *messages_, *dataMessages_, settings_}, services_, this);
    closing_ = new CloseGuard(runs_, *runTable_, services_, this);
    connect(exporter_, &RunExporter::runWanted, runTable_, &RunTablePresenter::savePresent);
    wireTransport();
    wireView();
    restore();
    for (MetricPlot* plot : {accuracy_, loss_})
        plot->setPlannedEpochs(start.epochs);
    connect(digitsPart_, &QDockWidget::visibilityChanged, this, &MainWindow::watchDigits);
    connect(&controller_, &SessionController::stateChanged, this, &MainWindow::watchDigits);
    watchDigits();
    formPresenter_->begin(start);
    new TransportPresenter(controller_, *transport_, *formPresenter_, this);
    showNetwork();
    if (WindowLog::isWanted())
        new WindowLog(controller_, *this);
}

// Presenters refer to the members, and to one another in the order in which they were made. A QObject would delete them
// behind the members.
MainWindow::~MainWindow() {
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
    form_ = new HyperparameterPanel(services_.dataNames, this);
    messages_ = new MessageBar(this);
    dataMessages_ = new MessageBar(this);
    dataMessages_->setObjectName(QStringLiteral("dataMessages"));
    accuracy_ = new MetricPlot(PlotKind::Accuracy, this);
    accuracy_->setObjectName(QStringLiteral("accuracy"));
    loss_ = new MetricPlot(PlotKind::Loss, this);
    loss_->setObjectName(QStringLiteral("loss"));
    plots_ = new PlotLink(*accuracy_, *loss_, this);
    grid_ = new SampleGrid(&digits_, this);
    network_ = new NetworkView(this);
    status_ = new StatusLine(this);
    runPanel_ = new RunPanel(runs_, this);
}

void MainWindow::setupRuns() {
    follower_ = new RunFollower(
        controller_, runs_, [this] { return formPresenter_->startedByDrag(); }, this);
    seeds_ = new SeedSeries(controller_, runs_, *follower_, this);
    connect(seeds_, &SeedSeries::started, formPresenter_, &FormPresenter::adoptSeeds);
    new RunPresenter(controller_, runs_, *accuracy_, *loss_, this);
    new StatusPresenter(controller_, runs_, *status_, this);
    new DigitPresenter(controller_, digits_, this);
    runTable_ =
        new RunTablePresenter({controller_, runs_, *follower_, *runPanel_, *messages_, settings_}, services_, this);
    connect(runTable_, &RunTablePresenter::settingWanted, formPresenter_, &FormPresenter::use);
    connect(runTable_, &RunTablePresenter::goesOn, formPresenter_, &FormPresenter::adopt);
}

QWidget* MainWindow::plotsColumn() {
    auto* column = new QWidget(this);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(messages_);
    layout->addWidget(dataMessages_);
    layout->addWidget(accuracy_, 1);
    layout->addWidget(new Rule(Qt::Horizontal, column));
    layout->addWidget(loss_, 1);
    return column;
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
        layout_->add({QStringLiteral("digitsPart"), tr("Test images"), Qt::RightDockWidgetArea, digitsExtent}, grid_);
    layout_->add({QStringLiteral("networkPart"), tr("Network"), Qt::RightDockWidgetArea, networkExtent}, network_);
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
    browser_ = new BrowserPresenter(controller_, *dataBrowser_, *part, this);
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
    setCentralWidget(plotsColumn());
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
    const QList<std::pair<QString, QString>> closing{
        {quit->text(), quit->shortcut().toString(QKeySequence::NativeText)}};
    shortcuts_ = new ShortcutSheet(transport_->shortcuts() + plots_->shortcuts() + browser_->shortcuts() +
                                       ShortcutSheet::keysOfButtons(*this) + runPanel_->shortcuts() + closing,
                                   this);
}

void MainWindow::wireTransport() {
    connect(transport_, &TransportBar::seedsChosen, this,
            [this](int seeds) { seeds_->start(form_->hyperparameters(), seeds); });
    connect(transport_, &TransportBar::exportChosen, exporter_, &RunExporter::save);
    connect(transport_, &TransportBar::shortcutsAsked, shortcuts_, &ShortcutSheet::open);
    connect(formPresenter_, &FormPresenter::forecastChanged, this, &MainWindow::showNetwork);
    connect(formPresenter_, &FormPresenter::forecastChanged, dataBrowser_,
            [this] { dataBrowser_->setSetting(form_->hyperparameters()); });
    connect(&controller_, &SessionController::configured, this, &MainWindow::welcome);
    connect(&controller_, &SessionController::stateChanged, this, [this](State state) {
        if (state == State::Running && !formPresenter_->isPending())
            messages_->clear();
    });
}

void MainWindow::wireView() {
    connect(transport_, &TransportBar::colourSchemeChosen, this, [this](ColourScheme scheme) {
        settings_.setColourScheme(scheme);
        scheme_->choose(scheme);
    });
    connect(transport_, &TransportBar::usualLayoutAsked, layout_, &WindowLayout::restoreUsual);
    connect(plots_, &PlotLink::viewChosen, this, [this](const PlotView& view) { settings_.setPlotView(view); });
    plots_->setView(settings_.plotView());
    transport_->addToView(plots_->menu());
    auto* references = new ReferencePresenter(controller_, runs_, settings_, this);
    transport_->setReferencesShown(settings_.showsReferenceCurves());
    transport_->offerReferences(false); // until there is data
    connect(references, &ReferencePresenter::offered, transport_, &TransportBar::offerReferences);
    connect(transport_, &TransportBar::referencesToggled, references, &ReferencePresenter::setShown);
    transport_->setColourScheme(settings_.colourScheme());
}

ReportAbout MainWindow::aboutPresent() const {
    const Run* run = runs_.present();
    return {run ? run->label.name : QString(), run ? run->label.note : QString(), runPanel_->verdictText()};
}

void MainWindow::restore() {
    const QSize room = WindowLayout::roomFor(*this);
    setMinimumSize(smallestWindow.boundedTo(room));
    resize(usualWindow.boundedTo(room));
    setFocus(Qt::OtherFocusReason); // no control seems chosen before a person chooses one
    firstStart_ = settings_.windowGeometry().isEmpty();
    if (!firstStart_)
        restoreGeometry(settings_.windowGeometry());
    layout_->restore(settings_.windowLayout());
    if (const auto folded = settings_.foldedGroups())
        form_->setFolded(*folded);
}

// As long as it is not read it speaks of what is on show.
void MainWindow::welcome(const SessionInfo& info) {
    const QString cause = QStringLiteral("welcome");
    if (!messages_->settle(cause) && !std::exchange(firstStart_, false))
        return;
    const QString images = groupedText(static_cast<double>(info.trainImages));
    Hyperparameters papers;
    papers.data = controller_.hyperparameters().data;
    messages_->show(MessageBar::Kind::Hint,
                    controller_.hyperparameters() == papers
                        ? tr("Press Space: the network of the paper learns from %1 images while you watch.").arg(images)
                        : tr("Press Space: the network learns from %1 images while you watch.").arg(images),
                    {}, {}, cause);
}

// Before there is data, the network for images like MNIST's.
void MainWindow::showNetwork() {
    constexpr std::int64_t usualClasses = 10;
    const SessionInfo& info = controller_.info();
    const Hyperparameters setting = form_->hyperparameters();
    const bool own = setting.cell == "gru" || setting.cell == "lstm"; // functions
    const QString cell = own                                ? QString::fromStdString(setting.cell).toUpper()
                         : setting.activation == "identity" ? QStringLiteral("id")
                                                            : QString::fromStdString(setting.activation);
    const bool known = info.classes > 0;
    network_->setNetwork(networkShape(setting, known ? std::int64_t{info.width} * info.height : drawnPixels,
                                      known ? info.classes : usualClasses),
                         cell, setting.output == "every");
}

// What nobody sees costs a training nothing; at rest they are there for a report.
void MainWindow::watchDigits() {
    const bool trains = controller_.state() == State::Running;
    const bool watched = digitsPart_->isVisibleTo(this) || !trains;
    if (watched != watches_)
        controller_.watch(watched ? firstDigits() : std::vector<std::int64_t>());
    watches_ = watched;
}

void MainWindow::train() { formPresenter_->train(); }

void MainWindow::warn(const QString& sentence) { messages_->show(MessageBar::Kind::Warning, sentence); }

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!closing_->mayClose()) {
        event->ignore();
        return;
    }
    formPresenter_->remember();
    settings_.setWindowGeometry(saveGeometry());
    settings_.setWindowLayout(layout_->saved());
    settings_.setFoldedGroups(form_->folded());
    event->accept();
}

} // namespace unroll
