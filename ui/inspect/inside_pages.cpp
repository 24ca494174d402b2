#include "ui/inspect/inside_pages.h"

#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"
#include "ui/widgets/rule.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QShortcut>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace unroll {
namespace {

// Beside 6 of what is right of it: an image is narrower than how it is answered.
int leftStretch(InsidePage page) { return page == InsidePage::Reads ? 4 : 9; }

} // namespace

InsidePages::InsidePages(LookFocus& focus, QWidget* parent)
    : QWidget(parent)
    , focus_(focus)
    , rows_(pageRows()) {
    setObjectName(QStringLiteral("insidePages"));
    buttons_ = new QButtonGroup(this);
    stack_ = new QStackedWidget(this);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(grid(2), 0, grid(2), 0);
    bar->setSpacing(0);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto number = static_cast<int>(i + 1);
        auto* button = new FlatButton(this);
        button->setText(rows_[i].title);
        button->setMaximumHeight(grid(6));
        button->setCheckable(true);
        button->setAccessibleName(tr("Page %1").arg(rows_[i].title));
        button->setToolTip(tr("%1 (key %2 on these pages)").arg(rows_[i].question).arg(number));
        buttons_->addButton(button, static_cast<int>(i));
        bar->addWidget(button);
        auto* page = new QSplitter(Qt::Horizontal, stack_);
        page->setHandleWidth(1);
        page->setChildrenCollapsible(false);
        stack_->addWidget(page);
        auto* key = new QShortcut(QKeySequence(QString::number(number)), this);
        key->setEnabled(false);
        keys_.append(key);
        connect(key, &QShortcut::activated, this, [this, page = rows_[i].page] { open(page); });
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    bar->addStretch(1);
    ownWindow_ = new FlatButton(this);
    ownWindow_->setFont(smallFont());
    ownWindow_->setMaximumHeight(grid(6));
    ownWindow_->setCheckable(true);
    bar->addWidget(ownWindow_);
    setOwnWindow(false);
    connect(ownWindow_, &QToolButton::clicked, this, [this](bool own) {
        for (int index = 0; index < stack_->count(); ++index)
            fill(index);
        for (const Side& side : sides_) { // so that all of them change their type together
            const int shown = side.stack->currentIndex();
            for (int view = 0; view < side.stack->count(); ++view)
                openView(side, view);
            side.stack->setCurrentIndex(shown);
        }
        emit windowWanted(own);
    });
    column->addLayout(bar);
    column->addWidget(new Rule(Qt::Horizontal, this));
    column->addWidget(stack_, 1);
    buttons_->button(0)->setChecked(true);
    connect(buttons_, &QButtonGroup::idClicked, this,
            [this](int id) { open(rows_[static_cast<std::size_t>(id)].page); });
}

InsidePage InsidePages::page() const { return rows_[static_cast<std::size_t>(stack_->currentIndex())].page; }

void InsidePages::setOwnWindow(bool own) {
    ownWindow_->setText(own ? tr("Back into the window") : tr("Own window"));
    ownWindow_->setAccessibleName(ownWindow_->text());
    ownWindow_->setToolTip(own ? tr("Put these pages back where they were")
                               : tr("Show these pages in a window of their own, in larger type: for a projector"));
    ownWindow_->setKey(Qt::Key_O); // a new text loses it
    ownWindow_->setChecked(own);
}

void InsidePages::open(InsidePage page) {
    const auto row = std::ranges::find(rows_, page, &PageRow::page);
    const auto index = static_cast<int>(row - rows_.begin());
    fill(index);
    buttons_->button(index)->setChecked(true);
    stack_->setCurrentIndex(index);
    emit pageChanged();
}

void InsidePages::open(const QString& viewId) {
    const auto row = std::ranges::find(viewRows(), viewId, [](const ViewRow& one) { return QLatin1String(one.id); });
    if (row == viewRows().end())
        return;
    open(row->page);
    for (const Side& side : sides_)
        for (std::size_t number = 0; number < side.rows.size(); ++number)
            if (side.rows[number] == &*row)
                openView(side, static_cast<int>(number));
}

void InsidePages::fill(int index) {
    auto* page = static_cast<QSplitter*>(stack_->widget(index));
    if (page->count() > 0)
        return;
    constexpr int large = 1000; // shares count, not pixels
    const InsidePage of = rows_[static_cast<std::size_t>(index)].page;
    QList<int> sizes;
    for (const auto& [side, stretch] : {std::pair(PageSide::Left, leftStretch(of)), std::pair(PageSide::Right, 6)}) {
        fillSide(*page, of, side);
        page->setStretchFactor(page->count() - 1, stretch);
        sizes.append(stretch * large);
    }
    QTimer::singleShot(0, page, [page, sizes] { page->setSizes(sizes); }); // once it is laid out
}

void InsidePages::fillSide(QSplitter& page, InsidePage of, PageSide where) {
    Side side;
    side.stack = new QStackedWidget(&page);
    for (const ViewRow& row : viewRows())
        if (row.page == of && row.side == where) {
            side.rows.push_back(&row);
            auto* room = new QWidget(side.stack); // for the view, when it is shown first
            (new QVBoxLayout(room))->setContentsMargins(0, 0, 0, 0);
            side.stack->addWidget(room);
        }
    page.addWidget(side.stack);
    sides_.push_back(side);
    openView(side, 0);
}

void InsidePages::openView(const Side& side, int number) {
    QWidget* room = side.stack->widget(number);
    if (room->layout()->count() == 0) {
        const ViewRow& row = *side.rows[static_cast<std::size_t>(number)];
        InsideView* view = row.make(focus_, room);
        view->setObjectName(QLatin1String(row.id));
        QStringList names;
        for (const ViewRow* neighbour : side.rows)
            names.append(InsideView::tr(neighbour->name));
        view->setNeighbours(names, number);
        connect(view, &InsideView::neighbourChosen, this, [this, side](int other) { openView(side, other); });
        room->layout()->addWidget(view);
        emit made(view);
    }
    side.stack->setCurrentIndex(number);
}

void InsidePages::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    fill(stack_->currentIndex());
    for (QShortcut* key : std::as_const(keys_))
        key->setEnabled(true);
}

// Where they are not seen the numbers are others' keys.
void InsidePages::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    for (QShortcut* key : std::as_const(keys_))
        key->setEnabled(false);
}

QList<std::pair<QString, QString>> InsidePages::shortcuts() const {
    QList<std::pair<QString, QString>> all;
    for (std::size_t i = 0; i < rows_.size(); ++i)
        all.append({tr("Page %1").arg(rows_[i].title), QString::number(i + 1)});
    return all;
}

} // namespace unroll
