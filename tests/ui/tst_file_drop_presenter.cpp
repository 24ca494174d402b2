#include "ui/shell/file_drop_presenter.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <QWidget>

using namespace unroll;

class TestFileDropPresenter : public QObject {
    Q_OBJECT

private slots:
    void init() {
        window_ = std::make_unique<QWidget>();
        auto* drop = new FileDropPresenter(window_.get());
        said_.clear();
        const auto note = [this](const char* what) {
            return [this, what](const QString& text) { said_.append(QString(what) + ": " + text); };
        };
        connect(drop, &FileDropPresenter::folderDropped, this, note("folder"));
        connect(drop, &FileDropPresenter::pictureDropped, this, note("picture"));
        connect(drop, &FileDropPresenter::refused, this, note("refused"));
    }

    void foldersAndPicturesAreToldApart() {
        const QString file = folder_.filePath("three.png");
        QFile(file).open(QIODevice::WriteOnly);
        dropOn({QUrl::fromLocalFile(folder_.path())});
        QTRY_COMPARE(said_, QStringList{"folder: " + folder_.path()});
        said_.clear();
        dropOn({QUrl::fromLocalFile(file)});
        QTRY_COMPARE(said_, QStringList{"picture: " + file});
    }

    void whatIsNotTakenIsSaid() {
        dropOn({QUrl("https://example.org/three.png")});
        QVERIFY(said_.value(0).startsWith("refused: https://example.org/three.png is not on this computer"));
        said_.clear();
        dropOn({QUrl::fromLocalFile("/a.png"), QUrl::fromLocalFile("/b.png")});
        QVERIFY(said_.value(0).startsWith("refused: Several files"));
    }

    void wordsAreNotTaken() {
        QMimeData words;
        words.setText("seven");
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(window_.get(), &enter);
        QVERIFY(!enter.isAccepted());
    }

private:
    void dropOn(const QList<QUrl>& urls) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(window_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &drop);
        QVERIFY(drop.isAccepted());
    }

    QTemporaryDir folder_;
    QStringList said_;
    std::unique_ptr<QWidget> window_;
};

QTEST_MAIN(TestFileDropPresenter)
#include "tst_file_drop_presenter.moc"
