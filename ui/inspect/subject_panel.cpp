#include "ui/inspect/subject_panel.h"

#include "ui/inspect/drawing_pad.h"
#include "ui/inspect/sample_grid.h"
#include "ui/theme/ink.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/flat_button.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace unroll {
namespace {

constexpr int thinnest = 3; // percent of the pad's side
constexpr int thickest = 16;
constexpr int usualPen = 8;
constexpr int preparedSide = 56; // pixels, on the screen

FlatButton* smallButton(const QString& text, const QString& tip, QWidget* parent) {
    auto* button = new FlatButton(parent);
    button->setText(text);
    button->setFont(smallFont());
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setMaximumHeight(grid(6));
    return button;
}

} // namespace

SubjectPanel::SubjectPanel(SampleGrid* images, QWidget* parent)
    : QWidget(parent) {
    imagesButton_ = smallButton(tr("Images"), tr("Test images"), this);
    padButton_ = smallButton(tr("Pad"), tr("Draw a digit yourself"), this);
    imagesButton_->setKey(Qt::Key_G);
    padButton_->setKey(Qt::Key_P);
    auto* group = new QButtonGroup(this);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(grid(2), 0, grid(2), 0);
    bar->setSpacing(0);
    for (FlatButton* button : {imagesButton_, padButton_}) {
        button->setCheckable(true);
        group->addButton(button);
        bar->addWidget(button);
    }
    bar->addStretch(1);
    stack_ = new QStackedWidget(this);
    stack_->addWidget(images);
    stack_->addWidget(padPage());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(stack_, 1);
    imagesButton_->setChecked(true);
    connect(group, &QButtonGroup::buttonClicked, this,
            [this](const QAbstractButton* button) { showPage(button == padButton_); });
}

QWidget* SubjectPanel::padPage() {
    auto* page = new QWidget(this);
    pad_ = new DrawingPad(page);
    auto* undo = smallButton(tr("Undo"), tr("Take back the last stroke"), page);
    undo->setKey(Qt::Key_U);
    auto* clear = smallButton(tr("Clear"), tr("Begin a new drawing"), page);
    clear->setKey(Qt::Key_X);
    penWidth_ = new QSlider(Qt::Horizontal, page);
    penWidth_->setObjectName(QStringLiteral("pen slider"));
    penWidth_->setMinimumWidth(grid(10));
    penWidth_->setRange(thinnest, thickest);
    penWidth_->setValue(usualPen);
    penWidth_->setAccessibleName(tr("Thickness of the pen"));
    penWidth_->setToolTip(tr("How thick the pen draws"));
    answer_ = new QLabel(page);
    answer_->setFont(largeFont());
    answer_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    answer_->setAccessibleName(tr("What the network reads in the drawing"));
    others_ = new QLabel(page);
    others_->setFont(smallFont());
    prepared_ = new QLabel(page);
    prepared_->setFixedSize(preparedSide, preparedSide);
    prepared_->setToolTip(tr("The drawing as the network is given it: scaled and centred as its data is"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(grid(1));
    buttons->addWidget(undo);
    buttons->addWidget(clear);
    buttons->addWidget(penWidth_, 1);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(answer_);
    words->addWidget(others_);
    words->addStretch(1);
    auto* result = new QHBoxLayout;
    result->addWidget(prepared_, 0, Qt::AlignTop);
    result->addLayout(words, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(grid(2), grid(1), grid(2), grid(1));
    column->setSpacing(grid(1));
    column->addWidget(pad_, 1);
    column->addLayout(buttons);
    column->addLayout(result);
    connect(undo, &QToolButton::clicked, pad_, &DrawingPad::undo);
    connect(clear, &QToolButton::clicked, pad_, &DrawingPad::clear);
    connect(penWidth_, &QSlider::valueChanged, pad_, [this](int percent) { pad_->setPenWidth(percent / 100.0); });
    return page;
}

bool SubjectPanel::showsPad() const { return stack_->currentIndex() == 1; }

void SubjectPanel::showPage(bool pad) {
    (pad ? padButton_ : imagesButton_)->setChecked(true);
    stack_->setCurrentIndex(pad ? 1 : 0);
    emit padShown(pad);
}

void SubjectPanel::setAnswers(const QStringList& answers) {
    answer_->setText(answers.value(0));
    others_->setText(answers.mid(1).join(QLatin1Char('\n')));
}

void SubjectPanel::setPrepared(const QImage& image) {
    prepared_->setPixmap(
        image.isNull()
            ? QPixmap()
            : QPixmap::fromImage(inked(image, palette()).scaled(preparedSide, preparedSide, Qt::KeepAspectRatio)));
}

} // namespace unroll
