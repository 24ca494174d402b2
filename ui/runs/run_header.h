// The titles of the table of runs: quiet words without frames, aligned as the cells below them.
#pragma once

#include <QHeaderView>

namespace unroll {

class RunHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit RunHeader(QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    void paintArrow(QPainter& painter, QPoint place) const;
};

} // namespace unroll
