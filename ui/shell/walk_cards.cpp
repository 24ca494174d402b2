#include "ui/shell/walk_cards.h"

#include "ui/theme/spacing.h"
#include "ui/widgets/rule.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace unroll {

WalkCards::WalkCards(QWidget* window)
    : QDialog(window) {
    setObjectName(QStringLiteral("walks"));
    setWindowTitle(tr("Walks"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* cards = new QGridLayout(this);
    cards->setContentsMargins(grid(4), grid(3), grid(4), grid(3));
    cards->setHorizontalSpacing(grid(4));
    cards->setVerticalSpacing(grid(1));
    cards->setColumnStretch(0, 1);
    int row = 0;
    int number = 0;
    for (const Walk& walk : walks()) {
        if (number > 0)
            cards->addWidget(new Rule(Qt::Horizontal, this), row++, 0, 1, 2);
        auto* title = new QLabel(walk.title, this);
        title->setFont(boldFont());
        auto* text = new QLabel(walk.text, this);
        text->setWordWrap(true);
        text->setMinimumWidth(grid(90));
        auto* button = new QPushButton(tr("Set up"), this);
        button->setAccessibleName(tr("Set up: %1").arg(walk.title));
        button->setAccessibleDescription(walk.text);
        button->setToolTip(
            tr("Takes the setting %1, trains it, and opens what there is to see").arg(walk.setting.mid(13)));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, number] { emit chosen(number); });
        cards->addWidget(title, row, 0);
        cards->addWidget(button, row, 1, 2, 1, Qt::AlignVCenter);
        cards->addWidget(text, row + 1, 0);
        titles_.append(title);
        names_.append(walk.title);
        row += 2;
        ++number;
    }
}

void WalkCards::setCurrent(int walk) {
    for (int i = 0; i < titles_.size(); ++i)
        titles_[i]->setText(i == walk ? tr("%1 – set up").arg(names_[i]) : names_[i]);
}

} // namespace unroll
