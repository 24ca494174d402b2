// Which class a label in the files stands for.
#pragma once

#include "engine/data/dataset.h"

namespace unroll {

// Decides on the classes of a data set whose labels are as they stand in its files, and makes the labels count from 0.
//
// Labels begin at 0, so that there is a class for every one up to the largest, and at least two. They begin at 1, as
// EMNIST's letters do, where classes.txt has as many names as the largest label and none is 0; or, without names, where
// every label from 1 to the largest occurs and none is 0: the classes are then named by these labels. Returns false,
// and changes nothing, when a label has no name.
bool fitClasses(Dataset& dataset);

} // namespace unroll
