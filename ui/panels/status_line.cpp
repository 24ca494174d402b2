#include "ui/panels/status_line.h"

#include "ui/look/colours.h"
#include "ui/look/figure_label.h"
#include "ui/look/spacing.h"
#include "ui/panels/progress_strip.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>

#include <array>
#include <cmath>

namespace unroll {
namespace {

constexpr QChar narrowSpace(0x202f);

FigureLabel* figure(const QString& widest, const QString& name, const QString& help, QWidget* parent) {
    auto* label = new FigureLabel(widest, Qt::AlignRight, parent);
    label->setFont(smallFont());
    label->setAccessibleName(name);
    label->setToolTip(help);
    return label;
}

QString machineText(const SessionInfo& info) {
    const QString simd = QString::fromStdString(info.simd);
    return info.threads == 1 ? StatusLine::tr("%1, 1 thread").arg(simd)
                             : StatusLine::tr("%1, %2 threads").arg(simd).arg(info.threads);
}

} // namespace

QString bytesText(std::int64_t bytes) {
    static constexpr std::array units{"B", "KiB", "MiB", "GiB", "TiB"};
    auto amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; amount >= 1000 && unit + 1 < units.size(); ++unit)
        amount /= 1024;
    return QLocale().toString(amount, 'f', unit == 0 ? 0 : 1) + QChar(0xa0) + QLatin1String(units[unit]);
}

QString secondsText(double seconds) {
    if (seconds < 60)
        return QLocale().toString(seconds, 'f', 2) + QStringLiteral("\u00a0s");
    const auto whole = static_cast<qint64>(seconds);
    if (whole < 3600)
        return QStringLiteral("%1:%2\u00a0min").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    return QStringLiteral("%1:%2\u00a0h").arg(whole / 3600).arg(whole / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString groupedText(double number) {
    QString digits = QString::number(std::llround(number));
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, narrowSpace);
    return digits;
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent) {
    state_ = new FigureLabel(tr("Epoch %1 of %2, diverged").arg(888).arg(888), Qt::AlignLeft, this);
    state_->setFont(smallFont());
    state_->setAccessibleName(tr("State"));
    progress_ = new ProgressStrip(this);
    progress_->setAccessibleName(tr("Progress"));
    speed_ = figure(tr("%1 images/s").arg(groupedText(8888888)), tr("Speed"), tr("Training images a second"), this);
    time_ = figure(secondsText(88.88), tr("Training time"), tr("Training time so far, without evaluation"), this);
    memory_ = figure(tr("%1 allocated").arg(bytesText(888 * 1024 * 1024)), tr("Allocated memory"),
                     tr("Heap bytes that training has asked for since its first batch"), this);
    machine_ = figure(tr("%1, %2 threads").arg(QStringLiteral("AVX-512")).arg(88), tr("Machine"),
                      tr("Vector instructions and threads that train"), this);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(grid(3), grid(1), grid(3), grid(1));
    row->setSpacing(grid(4));
    row->addWidget(state_);
    row->addWidget(progress_);
    row->addStretch(1);
    for (FigureLabel* label : {speed_, time_, memory_, machine_})
        row->addWidget(label);
    setFixedHeight(grid(8));
    takeColours();
}

void StatusLine::setState(const QString& words) { state_->setText(words); }

void StatusLine::setFigures(const StatusFigures& figures) {
    progress_->setFraction(figures.fraction);
    speed_->setText(figures.imagesPerSecond ? tr("%1 images/s").arg(groupedText(*figures.imagesPerSecond)) : QString());
    time_->setText(figures.seconds ? secondsText(*figures.seconds) : QString());
    memory_->setText(figures.allocatedBytes ? tr("%1 allocated").arg(bytesText(*figures.allocatedBytes)) : QString());
}

void StatusLine::setMachine(const SessionInfo& info) {
    machine_->setText(info.threads > 0 ? machineText(info) : QString());
}

void StatusLine::takeColours() {
    for (FigureLabel* label : {speed_, time_, memory_, machine_})
        label->setColour(coloursOf(palette()).secondary);
}

void StatusLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && machine_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
