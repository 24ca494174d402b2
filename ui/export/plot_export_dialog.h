// What picture of the plots is wanted: which of them, in which format, how large; with a preview.
#pragma once

#include "ui/export/plot_export.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QFormLayout;
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
    // Makes the preview of a picture, as PNG.
    using Draw = std::function<QByteArray(const PlotPicture& picture)>;

    explicit PlotExportDialog(Draw draw, QWidget* parent = nullptr);

    PlotPicture picture() const;

public slots:
    void open() override; // with a preview of what the plots show now

signals:
    void saveChosen(const unroll::PlotPicture& picture); // the dialog closes

private:
    QComboBox* addChoice(const QString& label, const QString& help, const QStringList& choices);
    void setupSize();
    void setupButtons();
    void addSize(QSpinBox*& field, const QString& label, int lowest, int highest);
    void takeSize(int choice);
    void describe();
    void preview();

    Draw draw_;
    QFormLayout* form_ = nullptr;
    QComboBox* kinds_ = nullptr;
    QComboBox* format_ = nullptr;
    QComboBox* sizes_ = nullptr;
    QSpinBox* width_ = nullptr;
    QSpinBox* height_ = nullptr;
    QComboBox* scale_ = nullptr;
    QLabel* size_ = nullptr;
    QLabel* preview_ = nullptr;
};

} // namespace unroll
