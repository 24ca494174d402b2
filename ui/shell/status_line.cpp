#include "ui/shell/status_line.h"

#include "ui/state/figure_texts.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/figure_label.h"
#include "ui/widgets/progress_strip.h"

#include <QEvent>
#include <QHBoxLayout>

namespace unroll {
namespace {

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

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent) {
    setObjectName(QStringLiteral("statusLine"));
    state_ = new FigureLabel(tr("Epoch %1 of %2, %3 min left").arg(888).arg(888).arg(888), Qt::AlignLeft, this);
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
    row->setContentsMargins(grid(3), 0, grid(3), 0);
    row->setSpacing(grid(4));
    row->addWidget(state_);
    row->addWidget(progress_);
    row->addStretch(1);
    for (FigureLabel* label : {speed_, time_, memory_, machine_})
        row->addWidget(label);
    setFixedHeight(grid(7));
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
