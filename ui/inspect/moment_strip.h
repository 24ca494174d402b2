// Which moment is shown: a line of epochs that stand under those of the curves, with the ones whose weights are kept as
// dots, and the newest at its right end.
#pragma once

#include <QWidget>

#include <cstdint>
#include <optional>
#include <vector>

class QLabel;

namespace unroll {

class FlatButton;

class MomentStrip : public QWidget {
    Q_OBJECT

public:
    explicit MomentStrip(QWidget* parent = nullptr);

    struct Content {
        std::int64_t planned = 1; // epochs
        double trained = 0;
        bool live = false;                // it trains
        std::vector<std::int64_t> kept{}; // whose weights are there, oldest first
        std::optional<std::int64_t> shown{};

        bool operator==(const Content&) const = default;
    };
    void setContent(Content content);

    // Where the curves have their epochs: a range of epochs between two positions, in this widget's pixels.
    void setPlace(double lower, double upper, int left, int right);

    // What a screen reader and the tool tip say.
    QString momentText() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

signals:
    void chosen(std::optional<std::int64_t> epoch); // nothing: the newest
    void forkWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    double positionOf(double epoch) const;
    std::optional<std::int64_t> momentAt(double x) const;
    void choose(double x);
    void step(int by);

    Content content_;
    double lower_ = 0;
    double upper_ = 1;
    int left_ = 0;
    int right_ = 0;
    bool placed_ = false;
    QLabel* label_ = nullptr;
    FlatButton* newest_ = nullptr;
    FlatButton* fork_ = nullptr;
};

} // namespace unroll
