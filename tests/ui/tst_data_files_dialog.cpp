// Naming a data set's files one by one.
#include "ui/data/data_files_dialog.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace unroll;

class TestDataFilesDialog : public QObject {
    Q_OBJECT

private slots:
    void init() {
        dialog_ = std::make_unique<DataFilesDialog>();
        dialog_->show();
        QVERIFY(QTest::qWaitForWindowExposed(dialog_.get()));
    }

    void takesWhatBelongsTogether_data() {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("obstacle"); // its beginning
        const auto row = [](const char* name, const QStringList& files, const char* obstacle) {
            QTest::newRow(name) << files << QString(obstacle);
        };
        row("nothing", {"", "", "", ""}, "The training images are needed");
        row("images", {"/d/images", "", "", ""}, "");
        row("images and labels", {"/d/images", "/e/labels", "", ""}, "");
        row("all", {"/d/a", "/d/b", "/d/c", "/d/d"}, "");
        row("labels alone", {"", "/d/labels", "", ""}, "The training images are needed");
        row("test images alone", {"/d/a", "/d/b", "/d/c", ""}, "Test images and test labels belong");
        row("test labels alone", {"/d/a", "/d/b", "", "/d/d"}, "Test images and test labels belong");
        row("test set without labels to train", {"/d/a", "", "/d/c", "/d/d"}, "With test images");
        row("no folder", {"images", "/d/b", "", ""}, "Name a file by its whole path");
        row("comma", {"/d/a,b", "/d/b", "", ""}, "A comma");
        row("comma in the only file", {"/d/a,b", "", "", ""}, "");
    }
    void takesWhatBelongsTogether() {
        QFETCH(QStringList, files);
        QFETCH(QString, obstacle);
        QSignalSpy chosen(dialog_.get(), &DataFilesDialog::chosen);
        for (int i = 0; i < 4; ++i)
            QTest::keyClicks(line(i), files[i]);
        QTest::keyClick(dialog_.get(), Qt::Key_Return);
        QCOMPARE(chosen.size(), obstacle.isEmpty() ? 1 : 0);
        QCOMPARE(dialog_->isVisible(), !obstacle.isEmpty());
        if (obstacle.isEmpty()) {
            files.removeAll("");
            QCOMPARE(chosen[0][0].toString(), files.join(','));
        } else {
            QVERIFY(isSaid(obstacle));
        }
    }

    void choosingBeginsWhereItWasLeft() {
        QStringList folders;
        QString answer = "/somewhere/else/images";
        dialog_->setFolder("/begin");
        dialog_->setAskFile([&](QWidget*, const QString&, const QString& folder) {
            folders.append(folder);
            return answer;
        });
        for (const int row : {0, 1}) {
            QTest::mouseClick(dialog_->findChild<QPushButton*>(QString("choose%1").arg(row)), Qt::LeftButton);
            answer.clear();
        }
        QCOMPARE(folders, (QStringList{"/begin", "/somewhere/else"}));
        QCOMPARE(line(0)->text(), QString("/somewhere/else/images"));
        QVERIFY(line(1)->text().isEmpty());
    }

private:
    QLineEdit* line(int row) const { return dialog_->findChild<QLineEdit*>(QString("file%1").arg(row)); }
    bool isSaid(const QString& words) const {
        for (const auto* label : dialog_->findChildren<QLabel*>())
            if (label->text().startsWith(words))
                return true;
        return false;
    }

    std::unique_ptr<DataFilesDialog> dialog_;
};

QTEST_MAIN(TestDataFilesDialog)
#include "tst_data_files_dialog.moc"
