// A look at the data: its images by class and by index, the classes with their means, the pixels in figures, and where
// all of it comes from.
#pragma once

#include "engine/session/data_view.h"

#include <QWidget>

class QLabel;
class QListView;
class QModelIndex;
class QSpinBox;

namespace unroll {

class ClassListModel;
class FlatButton;
class ImageListModel;
class ThumbnailDelegate;

class DataBrowser : public QWidget {
    Q_OBJECT

public:
    explicit DataBrowser(QWidget* parent = nullptr);

    DataPart part() const { return part_; }

    // Another data set; what it holds is to come.
    void setInfo(const SessionInfo& info);

    // Of the part on show: from now on its images can be asked for.
    void setSummary(const DataSummary& summary);
    void addImages(const std::vector<DigitImage>& images); // of the part on show

signals:
    void partChosen(unroll::DataPart part);
    void imagesWanted(const std::vector<std::int64_t>& indices); // of the part on show

protected:
    void changeEvent(QEvent* event) override;

private:
    FlatButton* addPart(DataPart part, const QString& text, const QString& help);
    QWidget* headerRow();
    void setupClasses();
    void setupImages();
    void setupLabels();
    void choosePart(DataPart part);
    void chooseClass(const QModelIndex& row);
    void goTo(int index);
    void follow(const QModelIndex& row);
    void clear();
    void takeColours();

    SessionInfo info_;
    DataPart part_ = DataPart::Train;
    ImageListModel* images_ = nullptr;
    ClassListModel* classes_ = nullptr;
    QSpinBox* index_ = nullptr;
    QLabel* figures_ = nullptr;
    QLabel* source_ = nullptr;
    QListView* classView_ = nullptr;
    QListView* imageView_ = nullptr;
};

} // namespace unroll
