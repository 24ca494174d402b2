#include "ui/data/data_files_dialog.h"

#include "ui/theme/spacing.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace unroll {
namespace {

constexpr int pathLetters = 48;

QString askForFile(QWidget* parent, const QString& title, const QString& folder) {
    return QFileDialog::getOpenFileName(parent, title, folder,
                                        DataFilesDialog::tr("IDX files (*ubyte *.gz *.idx *.idx?);;All files (*)"));
}

} // namespace

DataFilesDialog::DataFilesDialog(QWidget* parent)
    : QDialog(parent)
    , folder_(QDir::homePath())
    , ask_(askForFile) {
    setWindowTitle(tr("Open a data set from separate files"));
    setObjectName(QStringLiteral("dataFiles"));
    auto* rows = new QGridLayout(this);
    rows->setContentsMargins(grid(4), grid(4), grid(4), grid(4));
    rows->setSpacing(grid(2));
    const QString byName = tr("Found by its name when left out");
    addRow(TrainImages, tr("Training &images"), tr("An IDX file of images, plain or .gz"));
    addRow(TrainLabels, tr("Training &labels"), byName);
    addRow(TestImages, tr("&Test images"), tr("Without them a share of the training images is held out"));
    addRow(TestLabels, tr("Test l&abels"), tr("Belong to the test images"));
    setupButtons();
    check();
}

void DataFilesDialog::addRow(File file, const QString& label, const QString& help) {
    const QString name = QString(label).remove(u'&');
    auto* path = new QLineEdit(this);
    path->setObjectName(QStringLiteral("file%1").arg(static_cast<int>(file)));
    path->setPlaceholderText(help);
    path->setToolTip(help);
    path->setAccessibleName(name);
    path->setMinimumWidth(fontMetrics().averageCharWidth() * pathLetters);
    connect(path, &QLineEdit::textChanged, this, &DataFilesDialog::check);
    paths_[file] = path;
    auto* words = new QLabel(label, this);
    words->setBuddy(path);
    auto* button = new QPushButton(tr("Choose\u2026"), this);
    button->setObjectName(QStringLiteral("choose%1").arg(static_cast<int>(file)));
    button->setAutoDefault(false);
    button->setToolTip(tr("Look for the file"));
    button->setAccessibleName(tr("Choose: %1").arg(name));
    connect(button, &QPushButton::clicked, this, [this, file, name] { choose(file, name); });
    auto* rows = static_cast<QGridLayout*>(layout());
    rows->addWidget(words, file, 0);
    rows->addWidget(path, file, 1);
    rows->addWidget(button, file, 2);
}

void DataFilesDialog::setupButtons() {
    obstacle_ = new QLabel(this);
    obstacle_->setFont(smallFont());
    obstacle_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    open_ = buttons->addButton(tr("Open"), QDialogButtonBox::AcceptRole);
    open_->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({}); // the style's is none of ours
    auto* rows = static_cast<QGridLayout*>(layout());
    rows->addWidget(obstacle_, FileCount, 1, 1, 2);
    rows->addWidget(buttons, FileCount + 1, 0, 1, 3);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        accept();
        emit chosen(data());
    });
}

void DataFilesDialog::setFolder(const QString& folder) { folder_ = folder; }

void DataFilesDialog::setAskFile(AskFile ask) { ask_ = std::move(ask); }

void DataFilesDialog::choose(File file, const QString& title) {
    const QString path = ask_(this, title, folder_);
    if (path.isEmpty())
        return;
    folder_ = QFileInfo(path).absolutePath();
    paths_[file]->setText(QFileInfo(path).absoluteFilePath());
}

bool DataFilesDialog::names(File file) const { return !paths_[file]->text().isEmpty(); }

QString DataFilesDialog::obstacle() const {
    if (!names(TrainImages))
        return tr("The training images are needed.");
    if (names(TestImages) != names(TestLabels))
        return tr("Test images and test labels belong together.");
    if (names(TestImages) && !names(TrainLabels))
        return tr("With test images the training labels are needed, too.");
    for (const QLineEdit* path : paths_)
        if (!path->text().isEmpty() && QFileInfo(path->text()).isRelative())
            return tr("Name a file by its whole path: %1 has no folder.").arg(path->text());
    for (const QLineEdit* path : paths_)
        if (names(TrainLabels) && path->text().contains(QLatin1Char(',')))
            return tr("A comma can't be in a path here; put the files into a folder without one.");
    return {};
}

QString DataFilesDialog::data() const {
    QStringList named;
    for (const QLineEdit* path : paths_)
        if (!path->text().isEmpty())
            named.append(path->text());
    return named.join(QLatin1Char(','));
}

void DataFilesDialog::check() {
    if (!open_) // not all is there yet
        return;
    const QString why = obstacle();
    obstacle_->setText(why);
    open_->setEnabled(why.isEmpty());
}

} // namespace unroll
