#include "ui/inspect/moment_strip.h"

#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr double keptDot = 2.5;
constexpr double handleRadius = 5;
constexpr double fewestBetween = 7; // pixels between dots that are drawn apart

} // namespace

MomentStrip::MomentStrip(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("momentStrip"));
    setFocusPolicy(Qt::TabFocus);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setFont(smallFont());
    setAccessibleName(tr("Moment"));
    setToolTip(tr("Which moment the digits and the views show: drag to go back to the end of a past epoch"));
    newest_ = new FlatButton(this);
    newest_->setFont(smallFont());
    newest_->setText(tr("live"));
    newest_->reserveTexts({tr("live"), tr("newest")});
    newest_->setCheckable(true);
    newest_->setAccessibleName(tr("Show the newest moment"));
    newest_->setToolTip(tr("Show the network as it is now"));
    newest_->setKey(Qt::Key_T);
    fork_ = new FlatButton(this);
    fork_->setFont(smallFont());
    fork_->setText(tr("Fork here"));
    fork_->setAccessibleName(tr("Fork a new run here"));
    fork_->setToolTip(tr("Train a new run from these weights, with the setting as it is now"));
    fork_->setKey(Qt::Key_Y);
    label_ = new QLabel(tr("Mo&ment"), this);
    label_->setBuddy(this);
    for (QWidget* button : {newest_, fork_})
        button->setMaximumHeight(grid(6));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(1), 0, grid(1), 0);
    row->setSpacing(0);
    row->addWidget(label_);
    row->addStretch(1);
    row->addWidget(newest_);
    row->addWidget(fork_);
    connect(newest_, &QToolButton::clicked, this, [this] {
        newest_->setChecked(true);
        emit chosen({});
    });
    connect(fork_, &QToolButton::clicked, this, &MomentStrip::forkWanted);
    setContent({});
}

QSize MomentStrip::sizeHint() const { return {400, grid(6)}; }

void MomentStrip::setContent(Content content) {
    content_ = std::move(content);
    if (const QString text = content_.live ? tr("live") : tr("newest"); newest_->text() != text) {
        newest_->setText(text);
        newest_->setKey(Qt::Key_T); // a new text loses it
    }
    newest_->setChecked(!content_.shown);
    fork_->setEnabled(content_.shown.has_value());
    setAccessibleDescription(momentText());
    update();
}

QString MomentStrip::momentText() const {
    if (!content_.shown)
        return content_.live ? tr("The network as it learns") : tr("The newest weights");
    return *content_.shown == 0
               ? tr("Before training; moments kept: %1").arg(content_.kept.size())
               : tr("The end of epoch %1; moments kept: %2").arg(*content_.shown).arg(content_.kept.size());
}

void MomentStrip::setPlace(double lower, double upper, int left, int right) {
    placed_ = upper > lower && right > left;
    lower_ = lower;
    upper_ = upper;
    left_ = left;
    right_ = right;
    label_->setVisible(!placed_ || label_->sizeHint().width() + grid(1) < left_ - handleRadius);
    update();
}

double MomentStrip::positionOf(double epoch) const {
    const double left = placed_ ? left_ : grid(14);
    const double right = std::min<double>(placed_ ? right_ : width(), newest_->x() - grid(2));
    const double lower = placed_ ? lower_ : 0;
    const double upper = placed_ ? upper_ : static_cast<double>(std::max<std::int64_t>(content_.planned, 1));
    const double whole = placed_ ? right_ : right;
    return std::min(left + (epoch - lower) / (upper - lower) * (whole - left), right);
}

void MomentStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = coloursOf(palette());
    const double middle = height() / 2.0;
    const double start = positionOf(0);
    const double end = positionOf(static_cast<double>(content_.planned));
    painter.setPen(QPen(colours.outline, 2, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(start, middle), QPointF(end, middle));
    if (content_.trained > 0) {
        painter.setPen(QPen(colours.handle, 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(start, middle), QPointF(positionOf(content_.trained), middle));
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.handle);
    double last = -fewestBetween;
    for (const std::int64_t epoch : content_.kept) {
        const double x = positionOf(static_cast<double>(epoch));
        if (x - last < fewestBetween && epoch != content_.kept.back())
            continue;
        painter.drawEllipse(QPointF(x, middle), keptDot, keptDot);
        last = x;
    }
    const bool newest = !content_.shown;
    const double x = positionOf(newest ? content_.trained : static_cast<double>(*content_.shown));
    painter.setBrush(newest ? palette().color(QPalette::Base) : colours.run);
    painter.setPen(QPen(colours.run, 2));
    painter.drawEllipse(QPointF(x, middle), handleRadius, handleRadius);
    if (!newest) {
        const QString text = tr("epoch %1").arg(*content_.shown);
        const int wide = painter.fontMetrics().horizontalAdvance(text);
        const bool left = x + handleRadius + grid(1) + wide > newest_->x() - grid(1);
        QRectF box(left ? x - handleRadius - grid(1) - wide - 2 : x + handleRadius + grid(1) - 2,
                   middle - height() / 2.0 + 3, wide + 4, height() - 6);
        painter.fillRect(box, palette().color(QPalette::Base));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(box, Qt::AlignCenter, text);
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::WindowText), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5));
    }
}

void MomentStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

// The kept epoch that is nearest; right of the last one, the newest.
std::optional<std::int64_t> MomentStrip::momentAt(double x) const {
    std::optional<std::int64_t> nearest;
    double distance = std::abs(positionOf(content_.trained) - x);
    if (x >= positionOf(content_.trained) || content_.kept.empty())
        return {};
    for (const std::int64_t epoch : content_.kept) {
        const double far = std::abs(positionOf(static_cast<double>(epoch)) - x);
        if (far <= distance) {
            distance = far;
            nearest = epoch;
        }
    }
    return nearest;
}

void MomentStrip::choose(double x) {
    if (const auto moment = momentAt(x); moment != content_.shown)
        emit chosen(moment);
}

void MomentStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton)
        choose(event->position().x());
}

void MomentStrip::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton)
        choose(event->position().x());
}

void MomentStrip::step(int by) {
    const auto& kept = content_.kept;
    if (kept.empty())
        return;
    const auto place =
        content_.shown ? std::ranges::lower_bound(kept, *content_.shown) - kept.begin() : std::ssize(kept);
    const auto next = std::clamp<std::ptrdiff_t>(place + by, 0, std::ssize(kept));
    emit chosen(next == std::ssize(kept) ? std::nullopt : std::optional(kept[static_cast<std::size_t>(next)]));
}

void MomentStrip::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        return step(-1);
    case Qt::Key_Right:
        return step(1);
    case Qt::Key_PageUp:
        return step(-10);
    case Qt::Key_PageDown:
        return step(10);
    case Qt::Key_Home:
        if (!content_.kept.empty())
            emit chosen(content_.kept.front());
        return;
    case Qt::Key_End:
        return emit chosen({});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace unroll
