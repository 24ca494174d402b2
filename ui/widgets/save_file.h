// Saving a file: where to, without losing another one, and whole or not at all.
#pragma once

#include "ui/state/services.h"

#include <QByteArray>
#include <QString>

namespace unroll {

class MessageBar;
class Settings;

// Throws std::runtime_error with one sentence when it can't be saved; what was there before is kept then.
void saveFile(const QString& path, const QByteArray& bytes);

// Asks a person where to save, first in the folder of the last time, which is remembered. `filter` is as file dialogs
// take it: "PNG (*.png)". The path ends in its suffix, whatever dots a person's name has ("lr0.01" -> "lr0.01.png").
// Empty when it was cancelled, or a file is there that is to stay.
QString askSavePath(QWidget* window, const WindowServices& services, Settings& settings, const QString& title,
                    const QString& name, const QString& filter);

// Says where a file, or a run's folder, is now, with a button that shows its folder.
void tellSaved(MessageBar& messages, const WindowServices& services, const QString& path, const QString& cause);
void tellSavedTo(MessageBar& messages, const WindowServices& services, const QString& folder);

} // namespace unroll
