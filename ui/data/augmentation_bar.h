// Chooses whether training images are shown as they are in the set or as a training moves them, and in which epoch.
#pragma once

#include "engine/session/data_view.h"
#include "engine/session/hyperparameters.h"

#include <QWidget>

class QLabel;
class QSpinBox;

namespace unroll {

class FlatButton;

class AugmentationBar : public QWidget {
    Q_OBJECT

public:
    explicit AugmentationBar(QWidget* parent = nullptr);

    // There is something to choose where the setting moves training images, and they are on show.
    void setSetting(const Hyperparameters& setting);
    void setPart(DataPart part);

    bool isMoving() const; // images are shown as a training moves them
    DataLook look() const;

signals:
    void lookChanged(); // not by setPart()

private:
    void setupEpoch();
    void update(const DataLook& before);
    void explain();

    Hyperparameters setting_;
    DataPart part_ = DataPart::Train;
    FlatButton* moved_ = nullptr;
    QLabel* extent_ = nullptr;
    QLabel* epochLabel_ = nullptr;
    QSpinBox* epoch_ = nullptr;
};

} // namespace unroll
