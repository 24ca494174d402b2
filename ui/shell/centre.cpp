#include "ui/shell/centre.h"

#include "ui/theme/type_size.h"
#include "ui/widgets/flat_button.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QResizeEvent>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace unroll {
namespace {

constexpr int wide = 1300; // pixels from which both have room
constexpr double projectorType = 1.5;
constexpr QSize tornSize(1200, 800);

FlatButton* pageButton(const QString& text, const QString& tip, Qt::Key key, QWidget* parent) {
    auto* button = new FlatButton(parent);
    button->setText(text);
    button->setCheckable(true);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setKey(key);
    return button;
}

} // namespace

Centre::Centre(const Parts& parts, QWidget* parent)
    : QWidget(parent)
    , curves_(parts.curves)
    , inside_(parts.inside) {
    setObjectName(QStringLiteral("centre"));
    pageSwitch_ = new QWidget(this);
    curvesButton_ = pageButton(tr("Curves"), tr("How the training goes"), Qt::Key_C, pageSwitch_);
    insideButton_ = pageButton(tr("Inside"),
                               tr("What goes on inside the network: when it knows, what it remembers, "
                                  "where its gradient dies"),
                               Qt::Key_I, pageSwitch_);
    auto* group = new QButtonGroup(this);
    group->addButton(curvesButton_);
    group->addButton(insideButton_);
    auto* row = new QHBoxLayout(pageSwitch_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(curvesButton_);
    row->addWidget(insideButton_);
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
    for (QWidget* widget : parts.above)
        column->addWidget(widget);
    column->addWidget(both_, 1);
    column->addWidget(parts.below);
    curvesButton_->setChecked(true);
    inside_->hide();
    connect(group, &QButtonGroup::buttonClicked, this, [this] { update(); });
}

bool Centre::showsInside() const { return insideButton_->isChecked(); }

void Centre::showInside(bool inside) {
    (inside ? insideButton_ : curvesButton_)->setChecked(true);
    update();
}

void Centre::tearOff(bool own) {
    if (own == isTornOff())
        return;
    if (own) {
        torn_ = new QWidget(window(), Qt::Window);
        torn_->setObjectName(QStringLiteral("insideWindow"));
        torn_->setWindowTitle(tr("Unroll: inside"));
        auto* column = new QVBoxLayout(torn_);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(inside_);
        scaleType(*torn_, projectorType);
        torn_->resize(tornSize);
        torn_->installEventFilter(this);
        torn_->show();
    } else {
        torn_->removeEventFilter(this);
        scaleType(*torn_, 1 / projectorType);
        both_->addWidget(inside_);
        both_->setStretchFactor(1, 3);
        torn_->hide();
        std::exchange(torn_, nullptr)->deleteLater();
    }
    curvesButton_->setChecked(own);
    insideButton_->setChecked(!own);
    inside_->setVisible(own || showsInside());
    update();
    emit tornOff(own);
}

// Its own close button is the way back.
bool Centre::eventFilter(QObject* watched, QEvent* event) {
    if (watched == torn_ && event->type() == QEvent::Close) {
        event->ignore();
        QMetaObject::invokeMethod(
            this, [this] { tearOff(false); }, Qt::QueuedConnection);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void Centre::update() {
    if (torn_ && showsInside()) { // it is there, in front of all
        curvesButton_->setChecked(true);
        torn_->raise();
        torn_->activateWindow();
    }
    if (torn_) {
        curves_->setVisible(true);
        return;
    }
    const bool inside = showsInside();
    const bool changed = inside_->isHidden() == inside;
    curves_->setVisible(!inside || width() >= wide);
    inside_->setVisible(inside);
    if (changed)
        emit switched(inside);
}

void Centre::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

} // namespace unroll
