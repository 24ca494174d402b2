// One sentence above the plots, with at most one button; it never stands in the way.
//
// Several wait for each other: warnings stay until a person has read them; behind them come notes, which go by
// themselves, and hints. Of each kind the latest comes first, for it answers what a person has just done. What is said
// of one cause takes the place of what was said of it before.
#pragma once

#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;

namespace unroll {

class FlatButton;

class MessageBar : public QWidget {
    Q_OBJECT

public:
    enum class Kind { Warning, Note, Hint }; // in the order in which they are shown

    explicit MessageBar(QWidget* parent = nullptr);

    // Without a button text there is no button; pressing it takes the message away first. Without a cause a warning is
    // one of its own, and a note or a hint takes the place of the one before.
    void show(Kind kind, const QString& sentence, const QString& button = {}, std::function<void()> action = {},
              const QString& cause = {});
    bool settle(const QString& cause); // there is nothing to be said of it any more; whether there was
    void clear();                      // takes hints away: they were of a moment

    // How far what was said of a cause has come, 0...1, until more is said of it.
    void setProgress(const QString& cause, double fraction);

    QString sentence() const; // empty when nothing is shown

signals:
    void dismissed(); // by a person, without pressing the button

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Message {
        Kind kind = Kind::Hint;
        QString sentence;
        QString button;
        std::function<void()> action;
        QString cause;
        double progress = -1; // below 0: none
    };

    Message takeFirst();
    void present();

    std::vector<Message> messages_; // the first is on show
    QTimer noted_;
    QString sentence_; // on show
    QLabel* text_ = nullptr;
    FlatButton* button_ = nullptr;
    FlatButton* close_ = nullptr;
};

} // namespace unroll
