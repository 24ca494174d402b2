// A button without a frame: an icon, a word, and an arrow when it opens a menu. The primary one is filled.
//
// It takes the focus by the Tab key only, so that a click leaves the keyboard where it was, and keeps the width of the
// widest of its texts.
#pragma once

#include <QStringList>
#include <QToolButton>

namespace unroll {

class FlatButton : public QToolButton {
    Q_OBJECT

public:
    explicit FlatButton(QWidget* parent = nullptr);

    // A key that presses it wherever the focus is, and that its tooltip names. A new text or tooltip loses it.
    void setKey(const QKeySequence& key);
    QKeySequence key() const { return key_; }

    void hideArrow(); // of one whose icon says that there is more
    void setPrimary(bool primary);
    void reserveTexts(const QStringList& texts); // the texts it may show in turn

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString shownText() const { return toolButtonStyle() == Qt::ToolButtonIconOnly ? QString() : text(); }
    bool showsArrow() const { return menu() != nullptr && !arrowless_; }
    int contentWidth(const QString& text) const;
    void paintBackground(QPainter& painter) const;

    bool primary_ = false;
    bool arrowless_ = false;
    QStringList texts_;
    QKeySequence key_;
};

} // namespace unroll
