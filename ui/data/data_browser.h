// A look at the data: its images by class and by index, the classes with their means, the pixels in figures, and where
// all of it comes from.
#pragma once

#include "engine/session/data_view.h"
#include "engine/session/hyperparameters.h"

#include <QWidget>

class QLabel;
class QModelIndex;
class QSpinBox;

namespace unroll {

class AugmentationBar;
class ClassListModel;
class FlatButton;
class ImageListModel;
class ThumbnailList;
class VariantStrip;

class DataBrowser : public QWidget {
    Q_OBJECT

public:
    explicit DataBrowser(QWidget* parent = nullptr);

    // What is on show.
    DataLook look() const;

    // By which training images can be shown as a training moves them.
    void setSetting(const Hyperparameters& setting);

    // Another data set; what it holds is to come.
    void setInfo(const SessionInfo& info);

    // Of what is on show: from now on its images can be asked for.
    void setSummary(const DataSummary& summary);
    void addImages(const std::vector<DigitImage>& images); // as they look now

    // The image that was wanted, as it is in the set, and then as in the epochs from `first` on.
    void setVariants(const std::vector<DigitImage>& images, std::int64_t first);

signals:
    void lookChosen(); // another part, or its images moved in another way: a summary is to come
    void imagesWanted(const std::vector<std::int64_t>& indices); // as they look now
    void variantsWanted(std::int64_t index, std::int64_t epochs);

protected:
    void changeEvent(QEvent* event) override;

private:
    FlatButton* addPart(DataPart part, const QString& text, const QString& help);
    QWidget* headerRow();
    void setupAugmentation();
    void setupClasses();
    void setupImages();
    void setupLabels();
    void choosePart(DataPart part);
    void chooseClass(const QModelIndex& row);
    void goTo(int index);
    void follow(const QModelIndex& row);
    void wantVariants();
    void clear();
    void takeColours();

    SessionInfo info_;
    DataPart part_ = DataPart::Train;
    ImageListModel* images_ = nullptr;
    ClassListModel* classes_ = nullptr;
    QSpinBox* index_ = nullptr;
    QLabel* figures_ = nullptr;
    QLabel* source_ = nullptr;
    AugmentationBar* augmentation_ = nullptr;
    ThumbnailList* classView_ = nullptr;
    ThumbnailList* imageView_ = nullptr;
    VariantStrip* variants_ = nullptr;
};

} // namespace unroll
