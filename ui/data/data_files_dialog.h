// Asks for the files of a data set one by one, whatever their names.
#pragma once

#include <QDialog>

#include <array>
#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace unroll {

class DataFilesDialog : public QDialog {
    Q_OBJECT

public:
    explicit DataFilesDialog(QWidget* parent = nullptr);

    void setFolder(const QString& folder); // where choosing begins

    // How a person chooses a file; an empty answer changes nothing. Tests put another in its place.
    using AskFile = std::function<QString(QWidget* parent, const QString& title, const QString& folder)>;
    void setAskFile(AskFile ask);

signals:
    void chosen(const QString& data); // as --data names files; the dialog closes

private:
    enum File { TrainImages, TrainLabels, TestImages, TestLabels, FileCount };

    void addRow(File file, const QString& label, const QString& help);
    void setupButtons();
    void choose(File file, const QString& title);
    QString obstacle() const; // why what is named is no data set yet; empty when it is
    QString data() const;
    bool names(File file) const;
    void check();

    QString folder_;
    AskFile ask_;
    std::array<QLineEdit*, FileCount> paths_{};
    QLabel* obstacle_ = nullptr;
    QPushButton* open_ = nullptr;
};

} // namespace unroll
