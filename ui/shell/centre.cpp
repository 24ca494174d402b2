#include "ui/shell/centre.h"

#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"
#include "ui/widgets/rule.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace unroll {
namespace {

constexpr int wide = 1300; // pixels from which both have room

FlatButton* pageButton(const QString& text, const QString& tip, Qt::Key key, QWidget* parent) {
    auto* button = new FlatButton(parent);
    button->setText(text);
    button->setCheckable(true);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setKey(key);
    button->setMaximumHeight(grid(6));
    return button;
}

} // namespace

Centre::Centre(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , curves_(parts.curves)
    , inside_(parts.inside)
    , tabs_(parts.tabs) {
    setObjectName(QStringLiteral("centre"));
    curvesButton_ = pageButton(tr("Curves"), tr("How the training goes"), Qt::Key_C, this);
    insideButton_ = pageButton(tr("Inside"),
                               tr("What goes on inside the network: when it knows, what it remembers, "
                                  "where its gradient dies"),
                               Qt::Key_I, this);
    auto* group = new QButtonGroup(this);
    group->addButton(curvesButton_);
    group->addButton(insideButton_);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(grid(2), 0, grid(2), 0);
    bar->setSpacing(0);
    bar->addWidget(curvesButton_);
    bar->addWidget(insideButton_);
    bar->addSpacing(grid(6));
    bar->addWidget(tabs_);
    bar->addStretch(1);
    both_ = new QSplitter(Qt::Horizontal, this);
    both_->setHandleWidth(1);
    both_->setChildrenCollapsible(false);
    both_->addWidget(curves_);
    both_->addWidget(inside_);
    both_->setStretchFactor(0, 2);
    both_->setStretchFactor(1, 3);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(new Rule(Qt::Horizontal, this));
    for (QWidget* widget : parts.above)
        column->addWidget(widget);
    column->addWidget(both_, 1);
    column->addWidget(parts.below);
    curvesButton_->setChecked(true);
    inside_->hide();
    tabs_->hide();
    connect(group, &QButtonGroup::buttonClicked, this, [this] { update(); });
}

bool Centre::showsInside() const { return insideButton_->isChecked(); }

void Centre::showInside(bool inside) {
    (inside ? insideButton_ : curvesButton_)->setChecked(true);
    update();
}

void Centre::update() {
    const bool inside = showsInside();
    const bool changed = inside_->isHidden() == inside;
    curves_->setVisible(!inside || width() >= wide);
    inside_->setVisible(inside);
    tabs_->setVisible(inside);
    if (changed)
        emit switched(inside);
}

void Centre::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

} // namespace unroll
