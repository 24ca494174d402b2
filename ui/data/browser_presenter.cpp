#include "ui/data/browser_presenter.h"

#include "ui/data/data_browser.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QDockWidget>
#include <QEvent>

#include <exception>

namespace unroll {
namespace {

constexpr QSize usualSize(720, 600);
constexpr double largestWidth = 0.55; // of the window's
constexpr double largestHeight = 0.75;

} // namespace

BrowserPresenter::BrowserPresenter(SessionController& controller, DataBrowser& browser, QDockWidget& dock,
                                   QWidget* window)
    : QObject(window)
    , controller_(controller)
    , browser_(browser)
    , dock_(dock)
    , window_(window)
    , open_(new QAction(tr("Look at the data"), this))
    , outdated_(std::make_shared<std::atomic<bool>>(false)) {
    open_->setShortcut(Qt::CTRL | Qt::Key_D);
    window->addAction(open_);
    connect(open_, &QAction::triggered, this, &BrowserPresenter::toggle);
    dock.installEventFilter(this);
    connect(&dock, &QDockWidget::visibilityChanged, this, &BrowserPresenter::summarize);
    connect(&browser, &DataBrowser::lookChosen, this, &BrowserPresenter::forget);
    connect(&browser, &DataBrowser::lookChosen, this, &BrowserPresenter::summarize);
    connect(&browser, &DataBrowser::variantsWanted, this, &BrowserPresenter::readVariants);
    connect(&browser, &DataBrowser::imagesWanted, this, &BrowserPresenter::read);
    connect(&controller, &SessionController::configured, this, &BrowserPresenter::begin);
}

BrowserPresenter::~BrowserPresenter() { *outdated_ = true; }

QList<std::pair<QString, QString>> BrowserPresenter::shortcuts() const {
    return {{tr("Look at the images of the data set"), open_->shortcut().toString(QKeySequence::NativeText)}};
}

void BrowserPresenter::toggle() {
    dock_.setVisible(!dock_.isVisible());
    dock_.raise();
}

// Before the window system hears of it, which would otherwise choose a place itself.
bool BrowserPresenter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show && !event->spontaneous())
        place();
    return QObject::eventFilter(watched, event);
}

// At first over the right of the window, where the form and the beginning of the curves are still seen beside it; then
// where a person has put it.
void BrowserPresenter::place() {
    const bool placed = dock_.testAttribute(Qt::WA_Moved) && !dock_.pos().isNull(); // by a person, perhaps earlier
    if (!dock_.isFloating() || placed)
        return;
    const QRect around = window_->geometry();
    const QSize most(qRound(around.width() * largestWidth), qRound(around.height() * largestHeight));
    QRect usual(QPoint(), usualSize.boundedTo(most));
    usual.moveCenter(around.center());
    usual.moveRight(around.right() - grid(3));
    dock_.setGeometry(usual);
}

// Runs on the same data leave the browser as it is.
void BrowserPresenter::begin(const SessionInfo& info) {
    if (info.dataSha256 == shown_)
        return;
    shown_ = info.dataSha256;
    forget();
    browser_.setInfo(info);
    summarize();
}

void BrowserPresenter::forget() {
    *outdated_ = true;
    summarized_ = false;
    data_.reset();
    for (BackgroundWorker* worker : {&images_, &variants_})
        worker->post([] { return BackgroundWorker::Delivery(); }); // in place of images that are no longer wanted
}

void BrowserPresenter::summarize() {
    if (!dock_.isVisible() || summarized_ || !controller_.data())
        return;
    summarized_ = true;
    data_ = controller_.data();
    outdated_ = std::make_shared<std::atomic<bool>>(false);
    summaries_.post([this, look = browser_.look(), data = data_, outdated = outdated_]() -> BackgroundWorker::Delivery {
        auto summary = data->summarize(look, *outdated);
        if (!summary)
            return {};
        return [this, look, summary = std::move(*summary)] { show(look, summary); };
    });
}

void BrowserPresenter::show(const DataLook& look, const DataSummary& summary) {
    if (summarized_ && look == browser_.look())
        browser_.setSummary(summary);
}

void BrowserPresenter::read(const std::vector<std::int64_t>& indices) {
    if (!data_)
        return;
    images_.post([this, indices, look = browser_.look(), data = data_]() -> BackgroundWorker::Delivery {
        return [this, images = data->images(look, indices)] { browser_.addImages(images); };
    });
}

void BrowserPresenter::readVariants(std::int64_t index, std::int64_t epochs) {
    if (!data_)
        return;
    variants_.post([this, index, epochs, look = browser_.look(), data = data_]() -> BackgroundWorker::Delivery {
        const std::vector<std::int64_t> indices{index};
        std::vector<DigitImage> variants = data->images({look.part}, indices);
        for (DataLook later = look; later.epoch < look.epoch + epochs; ++later.epoch)
            variants.push_back(data->images(later, indices).front());
        return [this, variants = std::move(variants), first = look.epoch] { browser_.setVariants(variants, first); };
    });
}

} // namespace unroll
