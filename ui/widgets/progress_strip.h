// A slim bar: how much of the training is done.
#pragma once

#include <QWidget>

namespace unroll {

class ProgressStrip : public QWidget {
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget* parent = nullptr);

    void setFraction(double fraction); // 0...1
    double fraction() const { return fraction_; }

    QSize sizeHint() const override { return {160, 6}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double fraction_ = 0;
};

} // namespace unroll
