// What a person does to the rows of the table, to be undone and done again: names, notes, pins, and deleting. A run
// that gave way to another one, after seconds of training, comes back as one that was deleted.
#pragma once

#include "ui/state/run_list.h"

#include <QObject>
#include <QUndoStack>

namespace unroll {

class RunEdits : public QObject {
    Q_OBJECT

public:
    static constexpr int mostUndone = 32; // steps back

    explicit RunEdits(RunList& list, QObject* parent = nullptr); // the list outlives the edits

    void rename(RunId id, const QString& name);
    void setNote(RunId id, const QString& note);
    void setPinned(const std::vector<RunId>& ids, bool pinned);

    // As RunList::remove(); `name` is what goes, in a sentence.
    std::vector<RunId> remove(const std::vector<RunId>& ids, const QString& name);

    bool canUndo() const { return stack_.canUndo(); }
    bool canRedo() const { return stack_.canRedo(); }
    QString undoText() const { return stack_.undoText(); } // "rename run 3"
    QString redoText() const { return stack_.redoText(); }
    void undo();
    void redo() { stack_.redo(); }

signals:
    void changed(); // what can be undone and done again

private:
    RunList& list_;
    QUndoStack stack_;
};

} // namespace unroll
