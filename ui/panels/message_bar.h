// One sentence above the plots, with at most one button; it never stands in the way.
#pragma once

#include <QWidget>

#include <functional>
#include <optional>

class QLabel;

namespace unroll {

class FlatButton;

class MessageBar : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Hint, Warning };

    explicit MessageBar(QWidget* parent = nullptr);

    // Replaces what is shown. Without a button text there is no button; pressing it hides the bar first.
    void show(Kind kind, const QString& sentence, const QString& button = {}, std::function<void()> action = {});
    void clear();

    // How far what the sentence speaks of has come, 0...1, until the next sentence.
    void setProgress(double fraction);

    QString sentence() const; // empty when nothing is shown

signals:
    void dismissed(); // by a person, without pressing the button

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind kind_ = Kind::Hint;
    std::function<void()> action_;
    std::optional<double> progress_;
    QLabel* text_ = nullptr;
    FlatButton* button_ = nullptr;
    FlatButton* close_ = nullptr;
};

} // namespace unroll
