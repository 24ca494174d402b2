#include "ui/panels/message_bar.h"

#include "ui/look/colours.h"
#include "ui/look/flat_button.h"
#include "ui/look/icons.h"
#include "ui/look/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

constexpr int iconSize = 18;
constexpr int stripeWidth = 3;

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent) {
    text_ = new QLabel(this);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    button_ = new FlatButton(this);
    button_->setObjectName(QStringLiteral("messageAction"));
    button_->setPrimary(true);
    button_->setToolTip(tr("Do what the message offers"));
    button_->setAccessibleName(button_->toolTip());
    button_->setKey(Qt::ALT | Qt::Key_Return);
    close_ = new FlatButton(this);
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setIcon(icon(QStringLiteral("close")));
    close_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    close_->setToolTip(tr("Hide this message"));
    close_->setAccessibleName(tr("Hide this message"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3) + iconSize + grid(2), grid(1), grid(1), grid(1));
    row->setSpacing(grid(2));
    row->addWidget(text_, 1);
    row->addWidget(button_);
    row->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, [this] {
        clear();
        emit dismissed();
    });
    connect(button_, &QToolButton::clicked, this, [this] {
        const auto action = std::exchange(action_, {});
        clear();
        if (action)
            action();
    });
    hide();
}

void MessageBar::show(Kind kind, const QString& sentence, const QString& button, std::function<void()> action) {
    kind_ = kind;
    action_ = std::move(action);
    progress_.reset();
    text_->setText(sentence);
    setAccessibleName(kind == Kind::Hint ? tr("Message") : tr("Warning"));
    setAccessibleDescription(sentence);
    button_->setText(button);
    button_->setToolTip(button);
    button_->setKey(button_->key()); // which the text took away
    button_->setAccessibleName(button);
    button_->setVisible(!button.isEmpty());
    setVisible(true);
    update();
}

void MessageBar::clear() {
    text_->clear();
    action_ = {};
    progress_.reset();
    setVisible(false);
}

void MessageBar::setProgress(double fraction) {
    progress_ = std::clamp(fraction, 0.0, 1.0);
    update();
}

QString MessageBar::sentence() const { return text_->text(); }

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = coloursOf(palette());
    const QColor sign = kind_ == Kind::Hint ? colours.right : colours.wrong;
    QColor tint = sign;
    tint.setAlpha(24);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), tint);
    painter.fillRect(0, 0, stripeWidth, height(), sign);
    if (progress_)
        painter.fillRect(QRectF(0, height() - stripeWidth, width() * *progress_, stripeWidth), sign);
    painter.drawPixmap(grid(3), (height() - iconSize) / 2,
                       iconPixmap(kind_ == Kind::Hint ? QStringLiteral("hint") : QStringLiteral("warning"), sign,
                                  iconSize, devicePixelRatioF()));
}

} // namespace unroll
