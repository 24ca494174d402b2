// A small table of texts and numbers, drawn as in print: no frames, figures to the right, a bar where a share is told.
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

namespace unroll {

struct SheetColumn {
    QString title{};
    bool isNumber = false;  // stands at the right
    bool stretches = false; // takes what is left; its texts are elided
};

struct SheetRow {
    QStringList cells{};
    QString detail{};    // below them, over the whole width
    double share = 0;    // of a bar under the row, 0...1
    bool stands = false; // in bold
    bool wrong = false;  // in the colour of mistakes
};

class FigureSheet : public QWidget {
    Q_OBJECT

public:
    explicit FigureSheet(const QString& name, QWidget* parent = nullptr);

    void setFigures(std::vector<SheetColumn> columns, std::vector<SheetRow> rows);
    void paint(QPainter& painter, const QRect& room, const QPalette& palette) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

    // What scrolls it where there is not enough room.
    QWidget* inScrollArea(QWidget* parent);

signals:
    void rowChosen(int row);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight() const;
    int heightOf(const SheetRow& row) const;
    std::vector<int> widthsIn(int room) const;
    int rowAt(int y) const; // -1: none

    std::vector<SheetColumn> columns_;
    std::vector<SheetRow> rows_;
};

} // namespace unroll
