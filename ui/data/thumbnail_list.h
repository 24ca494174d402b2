// A list of small images beside and below each other, without a frame.
#pragma once

#include <QListView>

namespace unroll {

class ThumbnailDelegate;

class ThumbnailList : public QListView {
    Q_OBJECT

public:
    // Takes the delegate over, not the model.
    ThumbnailList(QAbstractItemModel* model, ThumbnailDelegate* delegate, QWidget* parent);

    // As high as one row of images; it scrolls sideways.
    void showOneRow();
};

} // namespace unroll
