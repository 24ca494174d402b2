// Test images and what the network says they are, for a grid of digits.
#pragma once

#include "engine/session/inspection.h"

#include <QAbstractListModel>
#include <QImage>

#include <optional>
#include <string>
#include <vector>

namespace unroll {

class DigitGridModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ImageRole = Qt::UserRole, // QImage::Format_Grayscale8, 0 the paper, 255 the ink; also the decoration role
        IndexRole,                // qint64: in the test set
        LabelRole,                // int: what it is
        LabelNameRole,            // QString: its class's name, or the number
        PredictionRole,           // int: what the network says; invalid as long as it said nothing
        PredictionNameRole,       // QString; invalid as long as the network said nothing
        ProbabilityRole,          // float, 0...1; invalid as long as the network said nothing
        RightRole                 // bool; invalid as long as the network said nothing
    };

    using QAbstractListModel::QAbstractListModel;

    // Replaces all rows; their predictions are to come.
    void setImages(const std::vector<DigitImage>& images);

    // The names of the classes, or none when they are digits. For the images that come next.
    void setClassNames(const std::vector<std::string>& names);
    const QStringList& classNames() const { return classNames_; }

    // Takes the predictions of those images that are shown. Only rows that changed are announced.
    void setPredictions(const std::vector<Prediction>& predictions);

    // Forgets what the network said, keeps the images.
    void clearPredictions();

    // Why there are no predictions, in one sentence; empty where there is no more to say.
    void setAbsence(const QString& reason);
    const QString& absence() const { return absence_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    // Of all images of a choice, where the rows are the first of them alone.
    struct Tally {
        std::int64_t right = 0;
        std::int64_t images = 0;

        bool operator==(const Tally&) const = default;
    };
    void setTally(std::optional<Tally> tally);
    const std::optional<Tally>& tally() const { return tally_; }

    int predictedCount() const; // rows with a prediction
    int rightCount() const;     // rows whose prediction is right

signals:
    void absenceChanged();
    void classNamesChanged();
    void tallyChanged();

private:
    struct Digit {
        qint64 index = 0; // in the test set
        int label = 0;
        QImage image;
        std::optional<Prediction> prediction;
    };

    template <typename Choose>
    void replacePredictions(Choose choose); // the new prediction of a digit
    QString nameOf(int label) const;
    QString describe(const Digit& digit) const;

    QStringList classNames_;
    QString absence_;
    std::optional<Tally> tally_;
    std::vector<Digit> digits_;
};

} // namespace unroll
