// The setting that the form shows and that the next training takes: its only copy, with the data that it is for.
//
// The program set()s it, a person edit()s it. Controls say one value; who shows a value follows changed(), who acts
// upon a person follows edited(), which comes after it.
#pragma once

#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"

#include <QObject>

#include <vector>

namespace unroll {

using HyperparameterRows = std::vector<const HyperparameterRow*>;

class SettingModel : public QObject {
    Q_OBJECT

public:
    explicit SettingModel(const Hyperparameters& value = {}, QObject* parent = nullptr)
        : QObject(parent)
        , value_(value) {}

    const Hyperparameters& value() const { return value_; }
    const SessionInfo& data() const { return data_; } // empty before there is any

    // By a person: one value, or all at once as a preset has them. The same values again are no edit.
    void edit(const HyperparameterRow& row, const HyperparameterValue& value);
    void edit(const Hyperparameters& value);

    // By the program. A whole setting takes away what is typed into controls and can't be.
    void set(const Hyperparameters& value);
    void set(std::string_view key, const HyperparameterValue& value);

    // The data decides which numbers of cells there are, and how many images.
    void setData(const SessionInfo& data);

    // A setting as the data allows it: with the nearest number of cells that divides its images.
    Hyperparameters fitting(Hyperparameters wanted) const;

    // The number of cells that a preset or the data before asked for, where the present one had to be another.
    std::int64_t wantedCells() const { return wantedCells_; }
    void setWantedCells(std::int64_t cells);

    void showAgain(std::string_view key); // where a control may show what was wished and did not come about
    void finishEdits();                   // takes what is typed and not finished, as if Enter were pressed

signals:
    void changed(const unroll::HyperparameterRows& rows); // the values of these; one where one was edited
    void edited();
    void dataChanged(); // data() or wantedCells()
    void finishWanted();

private:
    Hyperparameters value_;
    SessionInfo data_;
    std::int64_t wantedCells_ = 0;
};

} // namespace unroll
