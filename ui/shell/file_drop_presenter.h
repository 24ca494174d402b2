// Files that are dropped onto the window: a folder of pictures, or one picture.
#pragma once

#include "ui/training/background_worker.h"

#include <QObject>

class QMimeData;
class QWidget;

namespace unroll {

class FileDropPresenter : public QObject {
    Q_OBJECT

public:
    explicit FileDropPresenter(QWidget* window); // which owns it

signals:
    void folderDropped(const QString& path);
    void pictureDropped(const QString& path);
    void refused(const QString& sentence);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void take(const QMimeData& data);

    BackgroundWorker worker_; // the window's thread asks no disk what a path is
};

} // namespace unroll
