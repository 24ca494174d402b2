#include "ui/state/run_edits.h"

#include <QUndoCommand>

#include <utility>

namespace unroll {
namespace {

// A label's part, before and after.
template <typename Value>
class LabelEdit : public QUndoCommand {
public:
    using Set = void (RunList::*)(RunId, const Value&);

    LabelEdit(RunList& list, RunId id, Set set, std::pair<Value, Value> values, const QString& text)
        : QUndoCommand(text)
        , list_(list)
        , id_(id)
        , set_(set)
        , values_(std::move(values)) {}

    void undo() override { (list_.*set_)(id_, values_.first); }
    void redo() override { (list_.*set_)(id_, values_.second); }

private:
    RunList& list_;
    RunId id_;
    Set set_;
    std::pair<Value, Value> values_;
};

class PinEdit : public QUndoCommand {
public:
    PinEdit(RunList& list, std::vector<RunId> ids, bool pinned, const QString& text)
        : QUndoCommand(text)
        , list_(list)
        , ids_(std::move(ids))
        , pinned_(pinned) {}

    void undo() override { pin(!pinned_); }
    void redo() override { pin(pinned_); }

private:
    void pin(bool pinned) {
        for (const RunId id : ids_)
            list_.setPinned(id, pinned);
    }

    RunList& list_;
    std::vector<RunId> ids_;
    bool pinned_;
};

// What went away; the list keeps it until this is forgotten.
class Removal : public QUndoCommand {
public:
    Removal(RunList& list, RunList::RemovalId removal, std::vector<RunId> ids, const QString& text)
        : QUndoCommand(text)
        , list_(list)
        , removal_(removal)
        , ids_(std::move(ids)) {}
    ~Removal() override { list_.forget(removal_); }

    void undo() override {
        setObsolete(!list_.holds(removal_)); // the present run came back with a batch
        list_.bringBack(std::exchange(removal_, 0));
    }
    void redo() override {
        if (removal_ != 0) // it has gone just now
            return;
        if (list_.remove(ids_).empty())
            setObsolete(true);
        else
            removal_ = list_.latestRemoval();
    }

private:
    RunList& list_;
    RunList::RemovalId removal_;
    std::vector<RunId> ids_;
};

} // namespace

RunEdits::RunEdits(RunList& list, QObject* parent)
    : QObject(parent)
    , list_(list) {
    stack_.setUndoLimit(mostUndone);
    connect(&stack_, &QUndoStack::indexChanged, this, &RunEdits::changed);
    connect(&list, &RunList::gaveWay, this,
            [this](qint64 removal) { stack_.push(new Removal(list_, removal, {}, tr("giving way"))); });
}

void RunEdits::rename(RunId id, const QString& name) {
    const RunLabel* label = list_.label(id);
    if (label && label->name != name.trimmed())
        stack_.push(new LabelEdit<QString>(list_, id, &RunList::rename, {label->name, name.trimmed()}, tr("rename")));
}

void RunEdits::setNote(RunId id, const QString& note) {
    const RunLabel* label = list_.label(id);
    if (label && label->note != note.trimmed())
        stack_.push(new LabelEdit<QString>(list_, id, &RunList::setNote, {label->note, note.trimmed()}, tr("note")));
}

void RunEdits::setPinned(const std::vector<RunId>& ids, bool pinned) {
    std::vector<RunId> changed;
    for (const RunId id : ids)
        if (const RunLabel* label = list_.label(id); label && label->pinned != pinned)
            changed.push_back(id);
    if (!changed.empty())
        stack_.push(new PinEdit(list_, std::move(changed), pinned, pinned ? tr("pin") : tr("unpin")));
}

std::vector<RunId> RunEdits::remove(const std::vector<RunId>& ids, const QString& name) {
    std::vector<RunId> gone = list_.remove(ids);
    if (!gone.empty())
        stack_.push(new Removal(list_, list_.latestRemoval(), gone, tr("delete %1").arg(name)));
    return gone;
}

// What is obsolete was undone by itself: it is no step.
void RunEdits::undo() {
    for (int before = stack_.count(); stack_.canUndo(); before = stack_.count()) {
        stack_.undo();
        if (stack_.count() == before)
            return;
    }
}

} // namespace unroll
