// The classes of a part of a data set: first all of them together, then each with its mean image and how many there
// are.
#pragma once

#include "engine/session/data_view.h"

#include <QAbstractListModel>
#include <QImage>

#include <string>
#include <vector>

namespace unroll {

class ClassListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ImageRole = Qt::UserRole, // QImage::Format_Grayscale8: the mean image; invalid for a class without images
        CountRole                 // qint64: images
    };

    using QAbstractListModel::QAbstractListModel;

    void setSummary(const DataSummary& summary, const SessionInfo& info);
    void clear();

    static int labelOf(int row) { return row - 1; } // -1: all

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name;
        qint64 images = 0;
        QImage mean;
    };

    std::vector<Row> rows_;
};

} // namespace unroll
