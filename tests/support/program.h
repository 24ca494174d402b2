// The program as a process, for tests that are built with UNROLL_PROGRAM.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace unroll {

struct ProgramResult {
    int status = -1; // -1 when it crashed or did not end
    QString out;
    QString err;
};

inline ProgramResult runProgram(const QStringList& arguments, const QString& program = UNROLL_PROGRAM) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(100000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

// Empty when the text is not one JSON object and nothing else.
inline QJsonObject jsonOf(const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); }

} // namespace unroll
