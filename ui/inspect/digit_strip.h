// A few images in a row, each with a number under it; a press on one chooses it.
#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace unroll {

class DigitStrip : public QWidget {
    Q_OBJECT

public:
    struct Item {
        qint64 index = 0;
        QImage image{};
        QString caption{};
        QString tip{};
    };

    explicit DigitStrip(const QString& name, QWidget* parent = nullptr);

    void setItems(std::vector<Item> items);
    void paint(QPainter& painter, const QRect& room, const QPalette& palette) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(qint64 index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    int visible(int width) const;
    int at(int x) const; // -1: none

    QString name_;
    std::vector<Item> items_;
    int current_ = 0;
};

} // namespace unroll
