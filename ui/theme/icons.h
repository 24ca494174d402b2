// The program's icons: line drawings on a grid of 24, compiled in, tinted with the palette of the moment.
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace unroll {

// The icon of resources/icons/NAME.svg. It follows the application's palette without being set again.
QIcon icon(const QString& name);

// The same drawing in one colour, for a delegate: `size` in device-independent pixels.
QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal scale);

// The program's own icon, in colour.
QIcon programIcon();

} // namespace unroll
