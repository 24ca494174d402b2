#include "ui/inspect/digit_grid_model.h"

#include "ui/state/digit_image.h"

#include <QHash>

#include <algorithm>

#include <utility>

namespace unroll {
void DigitGridModel::setImages(const std::vector<DigitImage>& images) {
    beginResetModel();
    digits_.clear();
    for (const DigitImage& image : images)
        digits_.push_back({image.index, image.label, greyImage(image.pixels, image.width, image.height), std::nullopt});
    endResetModel();
}

void DigitGridModel::setClassNames(const std::vector<std::string>& names) {
    QStringList taken;
    for (const std::string& name : names)
        taken.append(QString::fromStdString(name));
    if (std::exchange(classNames_, taken) != taken)
        emit classNamesChanged();
}

void DigitGridModel::setTally(std::optional<Tally> tally) {
    if (std::exchange(tally_, tally) != tally)
        emit tallyChanged();
}

void DigitGridModel::setPredictions(const std::vector<Prediction>& predictions) {
    QHash<qint64, const Prediction*> byIndex;
    for (const Prediction& prediction : predictions)
        byIndex.insert(prediction.index, &prediction);
    replacePredictions([&](const Digit& digit) {
        const Prediction* prediction = byIndex.value(digit.index);
        return prediction ? std::optional(*prediction) : digit.prediction;
    });
}

void DigitGridModel::setAbsence(const QString& reason) {
    if (reason == absence_)
        return;
    absence_ = reason;
    emit absenceChanged();
}

void DigitGridModel::clearPredictions() {
    replacePredictions([](const Digit&) { return std::optional<Prediction>(); });
}

// Rows that changed and are neighbours are announced together.
template <typename Choose>
void DigitGridModel::replacePredictions(Choose choose) {
    int firstChanged = -1;
    const int rows = rowCount();
    for (int row = 0; row <= rows; ++row) {
        bool changes = false;
        if (row < rows) {
            Digit& digit = digits_[static_cast<std::size_t>(row)];
            const std::optional<Prediction> chosen = choose(std::as_const(digit));
            changes = chosen != digit.prediction;
            digit.prediction = chosen;
        }
        if (changes && firstChanged < 0)
            firstChanged = row;
        if (!changes && firstChanged >= 0) {
            emit dataChanged(index(firstChanged), index(row - 1));
            firstChanged = -1;
        }
    }
}

int DigitGridModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(digits_.size());
}

QVariant DigitGridModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Digit& digit = digits_[static_cast<std::size_t>(index.row())];
    const auto predicted = [&](auto value) {
        return digit.prediction ? QVariant(value(*digit.prediction)) : QVariant();
    };
    switch (role) {
    case Qt::DecorationRole:
    case ImageRole:
        return digit.image;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(digit);
    case IndexRole:
        return digit.index;
    case LabelRole:
        return digit.label;
    case LabelNameRole:
        return nameOf(digit.label);
    case PredictionRole:
        return predicted([](const Prediction& prediction) { return prediction.prediction; });
    case PredictionNameRole:
        return predicted([this](const Prediction& prediction) { return nameOf(prediction.prediction); });
    case ProbabilityRole:
        return predicted([](const Prediction& prediction) { return prediction.probability; });
    case RightRole:
        return predicted([](const Prediction& prediction) { return prediction.right(); });
    default:
        return {};
    }
}

QHash<int, QByteArray> DigitGridModel::roleNames() const {
    return {{ImageRole, "image"},
            {IndexRole, "index"},
            {LabelRole, "label"},
            {LabelNameRole, "labelName"},
            {PredictionRole, "prediction"},
            {PredictionNameRole, "predictionName"},
            {ProbabilityRole, "probability"},
            {RightRole, "right"}};
}

int DigitGridModel::predictedCount() const {
    return static_cast<int>(
        std::ranges::count_if(digits_, [](const Digit& digit) { return digit.prediction.has_value(); }));
}

int DigitGridModel::rightCount() const {
    return static_cast<int>(std::ranges::count_if(
        digits_, [](const Digit& digit) { return digit.prediction && digit.prediction->right(); }));
}

QString DigitGridModel::nameOf(int label) const { return classNames_.value(label, QString::number(label)); }

QString DigitGridModel::describe(const Digit& digit) const {
    const QString label = nameOf(digit.label);
    if (!digit.prediction)
        return tr("Test image %1: a %2.").arg(QString::number(digit.index), label);
    const QString text = digit.prediction->right() ? tr("Test image %1: a %2, classified as %3 with %4 %: right.")
                                                   : tr("Test image %1: a %2, classified as %3 with %4 %: wrong.");
    return text.arg(QString::number(digit.index), label, nameOf(digit.prediction->prediction),
                    QString::number(100 * static_cast<double>(digit.prediction->probability), 'f', 1));
}

} // namespace unroll
