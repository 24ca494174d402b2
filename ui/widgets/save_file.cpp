#include "ui/widgets/save_file.h"

#include "ui/state/settings.h"
#include "ui/widgets/message_bar.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSaveFile>

#include <stdexcept>

namespace unroll {
namespace {

struct SaveFileWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::saveFile)
};

// "png" of "PNG (*.png)"; empty when any name will do.
QString suffixOf(const QString& filter) {
    static const QRegularExpression pattern(QStringLiteral("\\*\\.(\\w+)"));
    return pattern.match(filter).captured(1);
}

QString withSuffix(const QString& path, const QString& suffix) {
    const QString end = u'.' + suffix;
    return suffix.isEmpty() || path.endsWith(end, Qt::CaseInsensitive) ? path : path + end;
}

// It asks itself whether to overwrite what it knows of: a name without any dot gets its suffix before that.
QString askWhereToSave(QWidget* parent, const QString& title, const QString& suggestion, const QString& filter) {
    QFileDialog dialog(parent, title, QFileInfo(suggestion).absolutePath(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffixOf(filter));
    dialog.selectFile(QFileInfo(suggestion).fileName());
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

bool askOverwrite(QWidget* window, const QString& path) {
    QMessageBox box(
        QMessageBox::Warning, SaveFileWords::tr("Replace the file?"),
        SaveFileWords::tr("%1 is there already. Do you want to replace it?").arg(QDir::toNativeSeparators(path)),
        QMessageBox::Cancel, window);
    const QPushButton* replace = box.addButton(SaveFileWords::tr("&Replace"), QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == replace;
}

// With a button that shows the folder, where there is a way to.
void tellWhere(MessageBar& messages, const WindowServices& services, const QString& sentence, const QString& button,
               const QString& folder, const QString& cause) {
    const auto show = [&messages, showFolder = services.showFolder, folder] {
        if (!showFolder(folder))
            messages.show(
                MessageBar::Kind::Warning,
                SaveFileWords::tr("No file manager was found to show %1.").arg(QDir::toNativeSeparators(folder)));
    };
    messages.show(MessageBar::Kind::Note, sentence, services.showFolder ? button : QString(), show, cause);
}

} // namespace

// Asked to commit alone, a QSaveFile does not say that its last bytes could not be written.
void saveFile(const QString& path, const QByteArray& bytes) {
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() && file.commit())
        return;
    const QString sentence =
        SaveFileWords::tr("%1 could not be saved: %2. Choose another folder, or make room on the disk.");
    throw std::runtime_error(sentence.arg(QDir::toNativeSeparators(path), file.errorString()).toStdString());
}

QString askSavePath(QWidget* window, const WindowServices& services, Settings& settings, const QString& title,
                    const QString& name, const QString& filter) {
    const AskPath& ask = services.askPath ? services.askPath : askWhereToSave;
    const auto& confirm = services.confirmOverwrite ? services.confirmOverwrite : askOverwrite;
    const QString chosen = ask(window, title, QDir(settings.exportFolder()).filePath(name), filter);
    if (chosen.isEmpty())
        return {};
    const QString path = withSuffix(chosen, suffixOf(filter));
    settings.setExportFolder(QFileInfo(path).absolutePath());
    if (path != chosen && QFileInfo::exists(path) && !confirm(window, path))
        return {};
    return path;
}

void tellSaved(MessageBar& messages, const WindowServices& services, const QString& path, const QString& cause) {
    tellWhere(messages, services, SaveFileWords::tr("Saved as %1.").arg(QDir::toNativeSeparators(path)),
              SaveFileWords::tr("Show in folder"), QFileInfo(path).absolutePath(), cause);
}

void tellSavedTo(MessageBar& messages, const WindowServices& services, const QString& folder) {
    tellWhere(messages, services, SaveFileWords::tr("Saved to %1.").arg(QDir::toNativeSeparators(folder)),
              SaveFileWords::tr("Show folder"), folder, {});
}

} // namespace unroll
