#include "ui/widgets/message_bar.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace unroll {
namespace {

constexpr int iconSize = 18;
constexpr int stripeWidth = 3;
constexpr int noteMilliseconds = 6000; // to read a sentence

// Where a word, as the name of a file, finds no room in a line, it may break anywhere.
QString breakable(QString sentence) {
    constexpr int longest = 40;
    constexpr int part = 20;
    static const QRegularExpression longWord(QStringLiteral("[^\\s/-]{%1,}").arg(longest));
    auto words = longWord.globalMatch(sentence);
    for (qsizetype inserted = 0; words.hasNext();) {
        const QRegularExpressionMatch word = words.next();
        for (qsizetype at = word.capturedStart() + part; at < word.capturedEnd(); at += part)
            if (!sentence.at(at + inserted).isLowSurrogate())
                sentence.insert(at + inserted++, QChar(0x200b));
    }
    return sentence;
}

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
    noted_.setParent(this);
    noted_.setSingleShot(true);
    noted_.setInterval(noteMilliseconds);
    connect(&noted_, &QTimer::timeout, this, [this] {
        std::erase_if(messages_, [](const Message& message) { return message.kind == Kind::Note; });
        present();
    });
    connect(close_, &QToolButton::clicked, this, [this] {
        takeFirst();
        emit dismissed();
    });
    connect(button_, &QToolButton::clicked, this, [this] {
        if (const auto action = takeFirst().action)
            action();
    });
    hide();
}

void MessageBar::show(Kind kind, const QString& sentence, const QString& button, std::function<void()> action,
                      const QString& cause) {
    const QString ofOne = kind == Kind::Warning ? sentence : QString::number(static_cast<int>(kind));
    const QString of = cause.isEmpty() ? ofOne : cause;
    const auto same = std::ranges::find(messages_, of, &Message::cause);
    const bool inPlace = same != messages_.end() && same->kind == kind;
    Message message{kind, sentence, button, std::move(action), of};
    if (inPlace) {
        *same = std::move(message);
    } else {
        std::erase_if(messages_, [&of](const Message& other) { return other.cause == of; });
        const auto behind =
            std::ranges::find_if(messages_, [kind](const Message& other) { return other.kind >= kind; });
        messages_.insert(behind, std::move(message));
    }
    present();
}

bool MessageBar::settle(const QString& cause) {
    const auto gone = std::erase_if(messages_, [&](const Message& message) { return message.cause == cause; });
    present();
    return gone > 0;
}

void MessageBar::clear() {
    std::erase_if(messages_, [](const Message& message) { return message.kind == Kind::Hint; });
    present();
}

MessageBar::Message MessageBar::takeFirst() {
    Message first;
    if (!messages_.empty()) {
        first = std::move(messages_.front());
        messages_.erase(messages_.begin());
    }
    present();
    return first;
}

void MessageBar::present() {
    setVisible(!messages_.empty());
    const Message shown = messages_.empty() ? Message() : messages_.front();
    if (messages_.empty() || shown.kind != Kind::Note)
        noted_.stop();
    else if (!noted_.isActive() || shown.sentence != sentence_)
        noted_.start();
    const bool isNew = !messages_.empty() && shown.sentence != sentence_;
    sentence_ = shown.sentence;
    text_->setText(breakable(sentence_));
    setAccessibleName(shown.kind == Kind::Warning ? tr("Warning") : tr("Message"));
    setAccessibleDescription(shown.sentence);
    button_->setText(shown.button);
    button_->setToolTip(shown.button);
    button_->setKey(button_->key()); // which the text took away
    button_->setAccessibleName(shown.button);
    button_->setVisible(!shown.button.isEmpty());
    update();
    if (isNew) {
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void MessageBar::setProgress(const QString& cause, double fraction) {
    if (const auto of = std::ranges::find(messages_, cause, &Message::cause); of != messages_.end())
        of->progress = std::clamp(fraction, 0.0, 1.0);
    update();
}

QString MessageBar::sentence() const { return sentence_; }

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = coloursOf(palette());
    const bool warns = !messages_.empty() && messages_.front().kind == Kind::Warning;
    const QColor sign = warns ? colours.wrong : colours.right;
    QColor tint = sign;
    tint.setAlpha(24);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), tint);
    painter.fillRect(0, 0, stripeWidth, height(), sign);
    if (const double progress = messages_.empty() ? -1 : messages_.front().progress; progress >= 0)
        painter.fillRect(QRectF(0, height() - stripeWidth, width() * progress, stripeWidth), sign);
    painter.drawPixmap(
        grid(3), (height() - iconSize) / 2,
        iconPixmap(warns ? QStringLiteral("warning") : QStringLiteral("hint"), sign, iconSize, devicePixelRatioF()));
}

} // namespace unroll
