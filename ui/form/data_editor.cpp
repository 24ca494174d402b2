#include "ui/form/data_editor.h"

#include "ui/state/figure_texts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/flat_button.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>

#include <algorithm>

namespace unroll {

using Kind = DataWish::Kind;

DataEditor::DataEditor(const HyperparameterRow& row, QWidget* parent)
    : HyperparameterEditor(row, parent)
    , value_(std::get<std::string>(row.defaultValue)) {
    box_ = new QComboBox(this);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(3);
    box_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    box_->setMaxVisibleItems(20);
    adopt(box_);
    setupMenu();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(box_, 1);
    layout->addWidget(more_);
    connect(box_, &QComboBox::activated, this, [this](int index) {
        const DataWish wish = wishes_[static_cast<std::size_t>(index)];
        if (wish.kind != Kind::Use)
            showValue();
        if (wish != DataWish{Kind::Use, value_})
            emit wanted(wish);
    });
    fill();
}

void DataEditor::setupMenu() {
    auto* menu = new QMenu(this);
    connect(menu->addAction(tr("Open a &folder\u2026")), &QAction::triggered, this, [this] {
        emit wanted({Kind::OpenFolder, {}});
    });
    connect(menu->addAction(tr("Choose single f&iles\u2026")), &QAction::triggered, this, [this] {
        emit wanted({Kind::OpenFiles, {}});
    });
    connect(menu->addAction(tr("Import &pictures\u2026")), &QAction::triggered, this, [this] {
        emit wanted({Kind::ImportImages, {}});
    });
    more_ = new FlatButton(this);
    more_->setIcon(icon(QStringLiteral("more")));
    more_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    more_->setObjectName(QStringLiteral("dataMenu"));
    more_->setAccessibleName(tr("Open a data set"));
    more_->setToolTip(
        tr("Open a data set of your own: files in MNIST's format, or pictures in a folder for each class"));
    more_->setKey(Qt::CTRL | Qt::SHIFT | Qt::Key_O);
    more_->setMenu(menu);
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->hideArrow();
    more_->hide();
}

void DataEditor::setChoices(DataChoices choices) {
    if (choices == choices_)
        return;
    choices_ = std::move(choices);
    more_->setVisible(choices_.opensOthers);
    fill();
}

void DataEditor::setValue(const HyperparameterValue& value) {
    value_ = std::get<std::string>(value);
    showValue();
}

void DataEditor::showValue() {
    const auto found = std::ranges::find(wishes_, DataWish{Kind::Use, value_});
    if (found == wishes_.end())
        return fill();
    const QSignalBlocker silence(box_);
    box_->setCurrentIndex(static_cast<int>(found - wishes_.begin()));
}

void DataEditor::add(const QString& text, const QString& help, DataWish wish) {
    box_->addItem(text);
    box_->setItemData(box_->count() - 1, help, Qt::ToolTipRole);
    wishes_.push_back(std::move(wish));
}

void DataEditor::addSet(const std::string& set) {
    if (std::ranges::find(wishes_, DataWish{Kind::Use, set}) == wishes_.end())
        add(shortDataText(set), QString::fromStdString(set), {Kind::Use, set});
}

void DataEditor::fill() {
    const QSignalBlocker silence(box_);
    box_->clear();
    wishes_.clear();
    for (const std::string& name : choices_.here)
        addSet(name);
    for (const std::string& set : choices_.opened)
        addSet(set);
    addSet(value_);
    if (!choices_.offered.empty()) {
        box_->insertSeparator(box_->count());
        wishes_.emplace_back();
    }
    for (const DataOffer& offer : choices_.offered)
        add(tr("%1: fetch %2").arg(offer.title, bytesText(offer.bytes)), offer.about, {Kind::Fetch, offer.name});
    showValue();
}

} // namespace unroll
