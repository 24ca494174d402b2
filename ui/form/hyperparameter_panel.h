// The form of hyperparameters, built from their table: what most people change in groups, the rest folded away.
#pragma once

#include "engine/session/hyperparameters.h"
#include "engine/session/inspection.h"
#include "ui/state/data_choices.h"

#include <QStringList>
#include <QWidget>

#include <map>
#include <string>
#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace unroll {

class ChoiceEditor;
class DataEditor;
class FoldGroup;
class HyperparameterEditor;

class HyperparameterPanel : public QWidget {
    Q_OBJECT

public:
    // `dataNames` are the data sets to choose from.
    explicit HyperparameterPanel(const std::vector<std::string>& dataNames, QWidget* parent = nullptr);

    Hyperparameters hyperparameters() const;
    void finishEdits(); // takes what is typed and not finished, as if Enter were pressed
    void setHyperparameters(const Hyperparameters& hyperparameters); // without a signal

    void setDataChoices(const DataChoices& choices);

    // The data decides which numbers of cells there are, and how many images.
    void setData(const SessionInfo& info);

    // A setting as the data on show allows it: with the nearest number of cells that divides its images.
    Hyperparameters fitting(Hyperparameters wanted) const;

    // Says beside the cells why they are others than a preset or the data before asked for, as long as they are.
    void explainCells(std::int64_t wanted);

    // Says beside a row's control why the setting can't be, until the form changes.
    void explainObstacle(std::string_view key, const QString& reason);

    int labelWidth() const; // of the rows that are seen at once

    // Which groups are folded away, to be remembered.
    QStringList folded() const;
    void setFolded(const QStringList& groups);

signals:
    void edited(const unroll::Hyperparameters& hyperparameters);
    void dataWanted(const unroll::DataWish& wish); // the form does not change by itself

private:
    FoldGroup* addGroup(const QString& name, const QString& title, QVBoxLayout* column);
    void noteEdit();
    void addRows(QVBoxLayout* column);
    HyperparameterEditor* makeEditor(const HyperparameterRow& row);
    HyperparameterEditor* makeDataEditor(const HyperparameterRow& row);
    int widthOfLabels(bool rare) const;
    void showNotes();
    void fitWidth();

    struct Obstacle {
        std::string key{};
        QString reason{};
    };

    QScrollArea* scroll_ = nullptr;
    int usualWidth_ = 0;
    SessionInfo info_;
    Obstacle obstacle_;
    std::vector<FoldGroup*> groups_;
    std::int64_t wantedCells_ = 0;
    std::vector<HyperparameterEditor*> editors_;
    ChoiceEditor* cells_ = nullptr;
    DataEditor* data_ = nullptr;
};

} // namespace unroll
