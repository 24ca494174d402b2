// What picture of the plots is wanted: which of them, in which format, how large.
#pragma once

#include "ui/export/plot_export.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QSpinBox;

namespace unroll {

struct PlotPicture {
    std::vector<PlotKind> kinds{PlotKind::Accuracy, PlotKind::Loss};
    PlotFormat format = PlotFormat::Png;
    QSize size{960, 600}; // of each plot, in points
    double scale = 2;     // PNG pixels per point

    QString fileName() const; // "accuracy.png", "plots.svg"
};

class PlotExportDialog : public QDialog {
    Q_OBJECT

public:
    explicit PlotExportDialog(QWidget* parent = nullptr);

    PlotPicture picture() const;

signals:
    void saveChosen(const unroll::PlotPicture& picture); // the dialog closes

private:
    QComboBox* addChoice(const QString& label, const QString& help, const QStringList& choices);
    void setupSize();
    void setupButtons();
    void describe();

    QComboBox* kinds_ = nullptr;
    QComboBox* format_ = nullptr;
    QSpinBox* width_ = nullptr;
    QComboBox* scale_ = nullptr;
    QLabel* size_ = nullptr;
};

} // namespace unroll
