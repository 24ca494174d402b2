#include "ui/shell/file_drop_presenter.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

namespace unroll {

FileDropPresenter::FileDropPresenter(QWidget* window)
    : QObject(window) {
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool FileDropPresenter::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::DragEnter) {
        auto* enter = static_cast<QDragEnterEvent*>(event);
        if (!enter->mimeData()->hasUrls())
            return QObject::eventFilter(watched, event);
        enter->setDropAction(Qt::CopyAction);
        enter->accept();
        return true;
    }
    if (event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        take(*drop->mimeData());
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void FileDropPresenter::take(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1)
        return emit refused(
            tr("Several files at once are not taken: drop one picture to look at, or a folder of pictures to learn."));
    if (!urls.front().isLocalFile())
        return emit refused(
            tr("%1 is not on this computer: save it first, then drop the file.").arg(urls.front().toDisplayString()));
    worker_.post([this, path = urls.front().toLocalFile()]() -> BackgroundWorker::Delivery {
        const bool folder = QFileInfo(path).isDir();
        return [this, path, folder] { folder ? emit folderDropped(path) : emit pictureDropped(path); };
    });
}

} // namespace unroll
