// The images of a part of a data set, as many as there are: rows know their index, and pixels are asked for when a row
// is looked at.
#pragma once

#include "engine/session/data_view.h"

#include <QAbstractListModel>
#include <QCache>
#include <QImage>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace unroll {

class ImageListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        ImageRole = Qt::UserRole, // QImage::Format_Grayscale8, 0 the paper, 255 the ink; invalid until it has arrived
        IndexRole                 // qint64: in the part
    };

    explicit ImageListModel(QObject* parent = nullptr);

    // Other images: forgets all pixels. The rows are those of all labels.
    void setPart(DataPart part, std::vector<std::uint8_t> labels, const std::vector<std::string>& classNames);

    // Shows the images of one class alone; -1 shows all.
    void setClass(int label);
    int shownClass() const { return class_; }

    // The images look otherwise now: they are asked for again, and shown as they were until the answer comes.
    void outdateImages();

    // Pixels that were wanted. Those of another part, or of one that was set since, must not come here.
    void addImages(const std::vector<DigitImage>& images);

    int rowOf(std::int64_t index) const; // -1 when no row shows it
    std::int64_t imageCount() const { return std::ssize(labels_); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    // Rows are looked at whose pixels are not here: the latest first. Asked again when others come before the answer.
    void imagesWanted(const std::vector<std::int64_t>& indices);

private:
    QVariant imageOf(std::int64_t index) const;
    void want(std::int64_t index) const;
    void ask();
    void listRows();
    QString nameOf(int label) const;

    DataPart part_ = DataPart::Train;
    std::vector<std::uint8_t> labels_;
    QStringList classNames_;
    int class_ = -1;
    std::vector<std::int64_t> rows_; // the index of each, ascending; empty when all are shown
    struct Seen {
        QImage image;
        std::uint64_t look;
    };

    mutable QCache<qint64, Seen> images_;
    std::uint64_t look_ = 0;                   // counts how often they were outdated
    mutable std::vector<std::int64_t> wanted_; // the latest last
    mutable QTimer asking_;
};

} // namespace unroll
