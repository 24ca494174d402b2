// The list of presets on top of the form: to take one, to save the form as one, to remove one's own.
#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;

namespace unroll {

class FlatButton;

class PresetBar : public QWidget {
    Q_OBJECT

public:
    explicit PresetBar(QWidget* parent = nullptr);

    void setLabelWidth(int width); // so that the field stands above those of the form
    void setNames(const QStringList& names);

    // The one that the form is at, which can perhaps be removed; -1 for none.
    void setCurrent(int index, bool removable);

signals:
    void chosen(int index);
    void saveAsked(const QString& name);
    void removeAsked();
    void copyAsked(bool asLink); // or as a command
    void pasteAsked();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupMenu();
    void askName();
    void endNaming();

    QLabel* label_ = nullptr;
    QComboBox* box_ = nullptr;
    QLineEdit* name_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    FlatButton* more_ = nullptr;
    QAction* remove_ = nullptr;
};

} // namespace unroll
