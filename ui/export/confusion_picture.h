// How classes are confused, as a picture: for more classes than a table on a page has room for.
#pragma once

#include "engine/session/inspection.h"

#include <QColor>
#include <QImage>
#include <QStringList>

namespace unroll {

// The colour of a cell: white without an image, otherwise the darker the larger `share` is (0...1, of the fullest cell
// of its kind); blue where images are read correctly, orange where they are not.
QColor confusionColour(double share, bool correct);

// A square of `side` x `side` points, at two pixels a point: a row for every class that images have, a column for every
// class that they are read as, each with its name where there is room for it. Names are those of all classes.
QImage confusionPicture(const ConfusionMatrix& matrix, const QStringList& names, int side);

} // namespace unroll
