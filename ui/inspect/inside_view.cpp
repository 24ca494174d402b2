#include "ui/inspect/inside_view.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flat_button.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace unroll {

bool LookWish::isOfSubject() const {
    if (!study)
        return of == Of::Focus;
    return std::visit(
        [](const auto& asked) {
            return requires { asked.subject; };
        },
        *study);
}

InsideView::InsideView(LookFocus& focus, const QString& title, QWidget* parent)
    : QWidget(parent)
    , focus_(focus) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    title_ = new ElidedLabel(this);
    title_->setText(title);
    title_->setFont(boldFont());
    title_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred); // goes before the subject
    title_->setMinimumWidth(1);
    subject_ = new ElidedLabel(this);
    subject_->setFont(smallFont());
    auto* save = new FlatButton(this);
    save->setIcon(icon(QStringLiteral("export")));
    save->setToolButtonStyle(Qt::ToolButtonIconOnly);
    save->setAccessibleName(tr("Save %1").arg(title));
    save->setToolTip(tr("Save this drawing as a picture, or its numbers"));
    auto* menu = new QMenu(save);
    const auto offer = [this, menu](const QString& text, const QString& suffix) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, suffix] { emit saveWanted(suffix); });
    };
    offer(tr("Picture (PNG)…"), QStringLiteral("png"));
    offer(tr("Picture (SVG)…"), QStringLiteral("svg"));
    offer(tr("Picture (PDF)…"), QStringLiteral("pdf"));
    offer(tr("Numbers (CSV)…"), QStringLiteral("csv"));
    save->setMenu(menu);
    save->hideArrow();
    auto* heading = heading_ = new QHBoxLayout;
    heading->setContentsMargins(grid(3), grid(1), grid(1), 0);
    heading->setSpacing(grid(2));
    heading->addWidget(title_);
    heading->addWidget(subject_, 1);
    segments_ = new QHBoxLayout;
    segments_->setSpacing(grid(2));
    heading->addLayout(segments_);
    heading->addWidget(save);
    drawings_ = new QVBoxLayout;
    drawings_->setContentsMargins(grid(2), 0, grid(2), 0);
    drawings_->setSpacing(grid(1));
    sentence_ = new QLabel(this);
    sentence_->setFont(smallFont());
    sentence_->setWordWrap(true);
    sentence_->setTextFormat(Qt::PlainText);
    sentence_->setMinimumHeight(3 * QFontMetrics(sentence_->font()).height() + grid(1)); // nothing jumps
    sentence_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    sentence_->setContentsMargins(grid(3), 0, grid(3), grid(1));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(heading);
    column->addLayout(drawings_, 1);
    column->addWidget(sentence_);
    setAccessibleName(title);
    takeColours();
}

void InsideView::setNeighbours(const QStringList& names, int own) {
    if (names.size() < 2)
        return;
    title_->hide();
    auto* buttons = new QButtonGroup(this);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    for (int i = 0; i < names.size(); ++i) {
        auto* button = new FlatButton(this);
        button->setText(names[i]);
        QFont type = font();
        type.setBold(i == own);
        button->setFont(type);
        button->setCheckable(true);
        button->setChecked(i == own);
        button->setAccessibleName(tr("Show: %1").arg(names[i]));
        button->setToolTip(i == own ? title_->text() : tr("Show %1 here").arg(names[i]));
        buttons->addButton(button, i);
        row->addWidget(button);
    }
    heading_->insertLayout(0, row);
    heading_->setContentsMargins(grid(1), grid(1), grid(1), 0);
    controls_ = new QHBoxLayout; // there is no room for both in one row
    controls_->setContentsMargins(grid(1), 0, grid(1), 0);
    controls_->setSpacing(grid(2));
    heading_->removeItem(segments_);
    controls_->addLayout(segments_);
    for (QWidget* control : std::as_const(added_)) {
        heading_->removeWidget(control);
        controls_->addWidget(control);
    }
    controls_->addStretch(1);
    static_cast<QVBoxLayout*>(layout())->insertLayout(1, controls_);
    connect(buttons, &QButtonGroup::idClicked, this, [this, buttons, own](int id) {
        buttons->button(own)->setChecked(true); // here it is always this one
        if (id != own)
            emit neighbourChosen(id);
    });
}

QString InsideView::title() const { return title_->text(); }

QString InsideView::sentence() const { return sentence_->text(); }

void InsideView::setSights(std::vector<NetworkSight> sights) {
    sights_ = std::move(sights);
    draw();
    say();
}

QString InsideView::axisLabel(const QString& what, const NetworkSight& sight) const {
    return sights_.size() > 1 ? tr("%1: %2").arg(sight.run, what) : what;
}

QString InsideView::absenceOf(const NetworkSight& sight) const {
    if (sight.findings)
        return {};
    return sight.absence.isEmpty() ? tr("Looking …") : sight.absence;
}

void InsideView::retell() { say(); }

void InsideView::say() {
    QStringList sentences;
    QStringList about;
    for (const NetworkSight& sight : sights_) {
        const QString absence = wish().asks() || !sight.absence.isEmpty() ? absenceOf(sight) : QString();
        const QString said = absence.isEmpty() ? describe(sight) : absence;
        sentences.append(said);
        about.append(QStringList({sight.run, sight.moment}).join(QStringLiteral(", ")));
    }
    if (std::ranges::count(sentences, sentences.value(0)) == sentences.size())
        sentences = {sentences.value(0)}; // what is the same of both is said once
    else
        for (qsizetype i = 0; i < sentences.size(); ++i)
            sentences[i] = tr("%1: %2").arg(sights_[static_cast<std::size_t>(i)].run, sentences[i]);
    const QString text = sentences.join(QLatin1Char('\n'));
    const bool news = sentence_->text() != text;
    if (news) {
        sentence_->setText(text);
        sentence_->setToolTip(text.toHtmlEscaped());
    }
    QString heading = about.join(tr(" against "));
    if (wish().isOfSubject() && !sights_.empty() && !sights_.front().subjectName.isEmpty())
        heading += QStringLiteral(" · ") + sights_.front().subjectName;
    if (news || subject_->text() != heading)
        emit said(heading, text);
    subject_->setText(heading);
    subject_->setToolTip(heading.toHtmlEscaped());
    setAccessibleDescription(heading + QStringLiteral(". ") + text);
}

void InsideView::chooseSegment(int, int) {}

void InsideView::addToHeading(QWidget* control) {
    if (controls_)
        controls_->insertWidget(controls_->count() - 1, control);
    else
        heading_->insertWidget(heading_->count() - 1, control);
    added_.append(control);
}

void InsideView::setSegments(int group, const std::vector<Segment>& segments, int chosen) {
    while (static_cast<int>(groups_.size()) <= group) {
        Group fresh;
        fresh.row = new QHBoxLayout;
        fresh.row->setSpacing(0);
        segments_->addLayout(fresh.row);
        groups_.push_back(fresh);
    }
    Group& wanted = groups_[static_cast<std::size_t>(group)];
    QStringList texts;
    for (const Segment& segment : segments)
        texts.append(segment.text);
    if (std::exchange(wanted.texts, texts) != texts) {
        if (wanted.buttons)
            qDeleteAll(wanted.buttons->buttons());
        delete wanted.buttons;
        wanted.buttons = new QButtonGroup(this);
        for (std::size_t i = 0; segments.size() > 1 && i < segments.size(); ++i) {
            auto* button = new FlatButton(this);
            button->setText(segments[i].text);
            button->setFont(smallFont(font()));
            button->setCheckable(true);
            button->setToolTip(segments[i].tip);
            button->setAccessibleName(segments[i].tip);
            wanted.buttons->addButton(button, static_cast<int>(i));
            wanted.row->addWidget(button);
        }
        connect(wanted.buttons, &QButtonGroup::idClicked, this, [this, group](int id) { chooseSegment(group, id); });
    }
    if (QAbstractButton* button = wanted.buttons->button(chosen))
        button->setChecked(true);
}

void InsideView::takeColours() {
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, coloursOf(palette()).secondary);
    subject_->setPalette(quiet);
}

void InsideView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && subject_)
        takeColours();
    QWidget::changeEvent(event);
}

} // namespace unroll
