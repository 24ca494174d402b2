// The box beside the cursor: the values of all runs at one epoch, as a table.
#pragma once

#include "ui/plots/read_out.h"

#include <QWidget>

namespace unroll {

// The mouse passes through it.
class ReadOutBox : public QWidget {
    Q_OBJECT

public:
    explicit ReadOutBox(QWidget* parent);

    void setTheme(const PlotTheme& theme);
    // Takes the size it needs, but not more than the room it is given.
    void setReadOut(const ReadOut& readOut, QSize room);
    const ReadOut& readOut() const { return readOut_; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int columnWidth(QString ReadOut::Row::*column, const QString& title) const;
    int lineHeight() const;
    std::size_t shownRows() const;
    void drawRow(QPainter& painter, const ReadOut::Row& row, int top) const;

    PlotTheme theme_;
    ReadOut readOut_;
    int nameWidth_ = 0;
    int testWidth_ = 0;
    int trainWidth_ = 0;
};

} // namespace unroll
