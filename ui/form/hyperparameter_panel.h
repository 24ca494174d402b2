// The form of hyperparameters, built from their table: what most people change in groups, the rest folded away.
#pragma once

#include "ui/state/data_choices.h"
#include "ui/state/setting_model.h"

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
    // The setting outlives the panel; `dataNames` are the data sets to choose from.
    HyperparameterPanel(SettingModel& setting, const std::vector<std::string>& dataNames, QWidget* parent = nullptr);

    void setDataChoices(const DataChoices& choices);

    // Says beside a row's control why the setting can't be, until the setting changes.
    void explainObstacle(std::string_view key, const QString& reason);

    int labelWidth() const; // of the rows that are seen at once

    // Which groups are folded away, to be remembered.
    QStringList folded() const;
    void setFolded(const QStringList& groups);

signals:
    void dataWanted(const unroll::DataWish& wish); // the form does not change by itself

private:
    FoldGroup* addGroup(const QString& name, const QString& title, QVBoxLayout* column);
    void follow(const HyperparameterRows& rows);
    void followData();
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

    SettingModel& setting_;
    QScrollArea* scroll_ = nullptr;
    int usualWidth_ = 0;
    Obstacle obstacle_;
    std::vector<FoldGroup*> groups_;
    std::vector<HyperparameterEditor*> editors_;
    ChoiceEditor* cells_ = nullptr;
    DataEditor* data_ = nullptr;
};

} // namespace unroll
