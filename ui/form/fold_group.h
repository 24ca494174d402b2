// A heading with rows of a form below it, which it can fold away.
#pragma once

#include <QWidget>

class QGridLayout;
class QToolButton;

namespace unroll {

class HyperparameterEditor;

class FoldGroup : public QWidget {
    Q_OBJECT

public:
    FoldGroup(const QString& name, const QString& title, QWidget* parent); // the name is the object's

    void addRow(const QString& label, HyperparameterEditor* editor, int labelWidth);
    void setFolded(bool folded);
    bool isFolded() const { return folded_; }

signals:
    void foldedChanged(bool folded);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColours();

    bool folded_ = false;
    QToolButton* heading_ = nullptr;
    QWidget* body_ = nullptr;
    QGridLayout* rows_ = nullptr;
};

} // namespace unroll
