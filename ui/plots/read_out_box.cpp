#include "ui/plots/read_out_box.h"

#include "ui/theme/spacing.h"

#include <QPainter>

#include <algorithm>

namespace unroll {
namespace {

constexpr int padding = grid(2);
constexpr int boxSampleWidth = grid(4);
constexpr int betweenColumns = grid(3);
constexpr int widestName = 160;

QString epochTitle(std::int64_t epoch) { return ReadOutBox::tr("Epoch %1").arg(QLocale().toString(qint64{epoch})); }

} // namespace

ReadOutBox::ReadOutBox(QWidget* parent)
    : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void ReadOutBox::setTheme(const PlotTheme& theme) {
    theme_ = theme;
    setFont(theme.font);
    update();
}

int ReadOutBox::lineHeight() const { return fontMetrics().height() + 2; }

int ReadOutBox::columnWidth(QString ReadOut::Row::*column, const QString& title) const {
    int width = fontMetrics().horizontalAdvance(title);
    for (const ReadOut::Row& row : readOut_.rows)
        width = std::max(width, fontMetrics().horizontalAdvance(row.*column));
    return width;
}

void ReadOutBox::setReadOut(const ReadOut& readOut, QSize room) {
    readOut_ = readOut;
    nameWidth_ =
        std::min(std::min(widestName, room.width() / 4),
                 std::max(columnWidth(&ReadOut::Row::name, {}),
                          fontMetrics().horizontalAdvance(epochTitle(readOut.epoch)) - boxSampleWidth - grid(1)));
    testWidth_ = readOut.showsTest ? columnWidth(&ReadOut::Row::test, tr("test")) + betweenColumns : 0;
    trainWidth_ = readOut.showsTrain ? columnWidth(&ReadOut::Row::train, tr("training")) + betweenColumns : 0;
    int width = boxSampleWidth + grid(1) + nameWidth_ + testWidth_ + trainWidth_;
    for (const QString& change : readOut.changes)
        width = std::max(width, fontMetrics().horizontalAdvance(change));
    const auto lines = 1 + readOut.changes.size() + static_cast<qsizetype>(readOut.rows.size());
    const int wanted = static_cast<int>(lines) * lineHeight() + 2 * padding;
    resize(width + 2 * padding, std::min(wanted, room.height()));
    update();
}

// As many as there is room for, the first ones being those that matter most.
std::size_t ReadOutBox::shownRows() const {
    const auto room = (height() - 2 * padding) / lineHeight() - 1 - static_cast<int>(readOut_.changes.size());
    return std::min(readOut_.rows.size(), static_cast<std::size_t>(std::max(1, room)));
}

void ReadOutBox::drawRow(QPainter& painter, const ReadOut::Row& row, int top) const {
    const int height = lineHeight();
    const int name = padding + boxSampleWidth + grid(1);
    const double middle = top + height / 2.0;
    painter.setPen(row.pen);
    painter.drawLine(QPointF(padding, middle), QPointF(padding + boxSampleWidth, middle));
    painter.setPen(theme_.text);
    painter.drawText(QRect(name, top, nameWidth_, height), Qt::AlignVCenter,
                     fontMetrics().elidedText(row.name, Qt::ElideRight, nameWidth_));
    painter.drawText(QRect(name + nameWidth_, top, testWidth_, height), Qt::AlignVCenter | Qt::AlignRight, row.test);
    painter.setPen(theme_.referenceText);
    painter.drawText(QRect(name + nameWidth_ + testWidth_, top, trainWidth_, height), Qt::AlignVCenter | Qt::AlignRight,
                     row.train);
}

void ReadOutBox::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme_.axis, 1));
    QColor behind = theme_.background;
    behind.setAlphaF(0.94F);
    painter.setBrush(behind);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);

    const int height = lineHeight();
    const int names = padding + boxSampleWidth + grid(1) + nameWidth_;
    painter.setPen(theme_.referenceText);
    painter.drawText(QRect(padding, padding, width(), height), Qt::AlignVCenter, epochTitle(readOut_.epoch));
    if (readOut_.showsTest)
        painter.drawText(QRect(names, padding, testWidth_, height), Qt::AlignVCenter | Qt::AlignRight, tr("test"));
    if (readOut_.showsTrain)
        painter.drawText(QRect(names + testWidth_, padding, trainWidth_, height), Qt::AlignVCenter | Qt::AlignRight,
                         tr("training"));
    int top = padding;
    for (std::size_t i = 0; i < shownRows(); ++i)
        drawRow(painter, readOut_.rows[i], top += height);
    painter.setPen(theme_.referenceText);
    for (const QString& change : readOut_.changes)
        painter.drawText(QRect(padding, top += height, width() - 2 * padding, height), Qt::AlignVCenter, change);
}

} // namespace unroll
