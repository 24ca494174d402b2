#include "ui/shell/type_zoom.h"

#include "ui/state/settings.h"
#include "ui/theme/type_size.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

#include <algorithm>
#include <array>
#include <cmath>

namespace unroll {
namespace {

constexpr std::array typeSizes{1.0, 1.15, 1.3, 1.5, 1.75, 2.0};

std::ptrdiff_t nearestSize(double factor) {
    return std::ranges::min_element(typeSizes, {}, [factor](double size) { return std::abs(size - factor); }) -
           typeSizes.begin();
}

} // namespace

TypeZoom::TypeZoom(Settings& settings, QWidget* window)
    : QObject(window)
    , settings_(settings)
    , window_(window)
    , menu_(new QMenu(tr("&Type"), window)) {
    add(tr("&Larger type"), {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)}, 1);
    add(tr("&Smaller type"), {QKeySequence(Qt::CTRL | Qt::Key_Minus)}, -1);
    add(tr("&Usual type"), {QKeySequence(Qt::CTRL | Qt::Key_0)}, 0);
}

void TypeZoom::add(const QString& text, const QList<QKeySequence>& keys, int step) {
    QAction* action = menu_->addAction(text);
    action->setShortcuts(keys);
    window_->addAction(action);
    actions_.append(action);
    connect(action, &QAction::triggered, this, [this, step] { go(step); });
}

void TypeZoom::go(int step) {
    const std::ptrdiff_t last = std::ssize(typeSizes) - 1;
    const std::ptrdiff_t size =
        step == 0 ? nearestSize(1) : std::clamp<std::ptrdiff_t>(nearestSize(typeSize()) + step, 0, last);
    applyTypeSize(typeSizes[static_cast<std::size_t>(size)]);
    settings_.setTypeSize(typeSize());
}

void TypeZoom::restore() { applyTypeSize(settings_.typeSize()); }

QList<std::pair<QString, QString>> TypeZoom::shortcuts() const {
    QList<std::pair<QString, QString>> list;
    for (const QAction* action : actions_)
        list.append({action->text().remove(u'&'), action->shortcut().toString(QKeySequence::NativeText)});
    return list;
}

} // namespace unroll
