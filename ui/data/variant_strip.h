// One training image beside what a training makes of it in epoch after epoch.
#pragma once

#include "engine/session/inspection.h"

#include <QWidget>

class QLabel;
class QStandardItemModel;

namespace unroll {

class ThumbnailList;

class VariantStrip : public QWidget {
    Q_OBJECT

public:
    explicit VariantStrip(QWidget* parent = nullptr);

    static constexpr int shownEpochs = 14; // from the first on

    // The image as it is in the set, and then as it is in `first` and the epochs behind.
    void setVariants(const std::vector<DigitImage>& images, std::int64_t first);
    void clear();

private:
    QStandardItemModel* images_ = nullptr;
    QLabel* title_ = nullptr;
    ThumbnailList* view_ = nullptr;
};

} // namespace unroll
