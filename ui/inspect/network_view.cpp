#include "ui/inspect/network_view.h"

#include "ui/state/figure_texts.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace unroll {
namespace {

constexpr std::int64_t mostColumns = 5;   // cells that are drawn; of more, the first ones, a gap, and the last
constexpr std::int64_t fewestColumns = 3; // where more would have no room for their names
constexpr std::int64_t mostRows = 3;      // layers that are drawn
constexpr double arrowHead = 4;
constexpr double largestStep = 80;   // from one row to the next, however high the part of the window is
constexpr double firstArrow = 0.25;  // of a column: the initial state comes from the left
constexpr double smallestText = 0.7; // of the font, before a box goes without its text
constexpr double courseBar = 14;     // pixels that the bar of a cell's gradient is high at most

// Draws the boxes and arrows of one network into an area.
class NetworkDrawing {
public:
    NetworkDrawing(QPainter& painter, const QPalette& palette, const QRectF& area, const NetworkShape& shape,
                   const QString& cell)
        : painter_(painter)
        , colours_(coloursOf(palette))
        , text_(palette.color(QPalette::WindowText))
        , shape_(shape)
        , cell_(cell)
        , rows_(static_cast<int>(std::min(shape.layers, mostRows)))
        , step_(std::min(area.height() / (rows_ + 1.0), largestStep))
        , area_(area.topLeft(), QSizeF(area.width(), step_ * (rows_ + 1.0))) {
        setColumns(std::min(shape.cells, mostColumns));
        while (fitOf(cell_, boxSize()) < smallestText && columns_ > fewestColumns)
            setColumns(columns_ - 1);
    }

    double captionsBottom() const { return boxAt(centre(0, -1)).bottom() + step_ / 3; }

    // The cell that is drawn at a position; nothing in a gap or beyond them.
    std::optional<std::int64_t> cellNear(double x) const {
        const int column = static_cast<int>(std::floor((x - area_.left()) / pitch_ - firstArrow));
        return column >= 0 && column < columns_ && !isGap(column) ? std::optional(cellAt(column)) : std::nullopt;
    }

    // Below the inputs: how much gradient arrives, and the answer.
    void drawCourse(const NetworkCourse& course, const std::function<QString(int)>& answer, double top) {
        const float largest = std::ranges::max(course.gradients);
        const QFontMetricsF metrics(painter_.font());
        for (int column = 0; column < columns_; ++column) {
            if (isGap(column))
                continue;
            const auto cell = static_cast<std::size_t>(cellAt(column) - 1);
            const double middle = centre(column, 0).x();
            const double wide = std::min(boxSize().width(), 24.0);
            const QRectF room(middle - wide / 2, top, wide, courseBar);
            painter_.setPen(Qt::NoPen);
            painter_.setBrush(colours_.grid);
            painter_.drawRect(room);
            const double share = shareOf(course.gradients[cell], largest);
            painter_.setBrush(colours_.run);
            painter_.drawRect(QRectF(room.left(), room.bottom() - share * room.height(), wide, share * room.height()));
            painter_.setPen(colours_.outline);
            painter_.drawLine(room.bottomLeft(), room.bottomRight());
            const QRectF text(middle - pitch_ / 2, room.bottom() + 1, pitch_, metrics.height());
            painter_.setPen(text_);
            painter_.drawText(text, Qt::AlignCenter,
                              metrics.elidedText(answer(static_cast<int>(cell)), Qt::ElideRight, pitch_));
        }
    }

    void draw(bool readsOutEverywhere) {
        for (int column = 0; column < columns_; ++column) {
            if (isGap(column)) {
                drawGap(column);
                continue;
            }
            drawInput(column);
            for (int row = 0; row < rows_; ++row)
                drawCell(column, row);
            if (readsOutEverywhere && column + 1 < columns_)
                drawStub(column);
        }
        drawReadOut();
    }

private:
    // Six decades below the largest are nothing.
    static double shareOf(float gradient, float largest) {
        if (!(gradient > 0) || !std::isfinite(gradient) || !std::isfinite(largest))
            return 0;
        return std::clamp(1 + std::log10(static_cast<double>(gradient) / static_cast<double>(largest)) / 6, 0.0, 1.0);
    }
    void setColumns(std::int64_t columns) {
        columns_ = static_cast<int>(columns);
        pitch_ = area_.width() / (columns_ + 1.0 + firstArrow);
    }
    bool isGap(int column) const { return shape_.cells > columns_ && column == columns_ - 2; }
    std::int64_t cellAt(int column) const { return column == columns_ - 1 ? shape_.cells : column + 1; }
    QPointF centre(int column, int row) const { // row -1 are the inputs
        return {area_.left() + (column + firstArrow + 0.5) * pitch_, area_.bottom() - (row + 1.5) * step_};
    }
    QSizeF boxSize() const { return {std::min(pitch_ * 0.74, 72.0), std::min(step_ * 0.55, 32.0)}; }
    QRectF boxAt(const QPointF& middle) const {
        QRectF box({}, boxSize());
        box.moveCenter(middle);
        return box;
    }

    // How much smaller a text has to be written, by the ink of its letters.
    double fitOf(const QString& text, const QSizeF& room) const {
        const QSizeF needed = QFontMetricsF(painter_.font()).tightBoundingRect(text).size() + QSizeF(6, 2);
        return std::min(room.width() / needed.width(), room.height() / needed.height());
    }

    // Smaller where it does not fit, and not at all where it could not be read.
    void write(const QRectF& where, const QString& text, const QColor& colour) {
        const QFont usual = painter_.font();
        const double fit = fitOf(text, where.size());
        if (fit < smallestText)
            return;
        QFont fitting = usual;
        if (fit < 1)
            fitting.setPointSizeF(usual.pointSizeF() * fit);
        painter_.setFont(fitting);
        painter_.setPen(colour);
        painter_.drawText(where, Qt::AlignCenter | Qt::TextDontClip, text);
        painter_.setFont(usual);
    }

    void arrow(const QPointF& from, const QPointF& to) {
        painter_.setPen(QPen(colours_.secondary, 1.2));
        painter_.drawLine(from, to);
        const double angle = std::atan2(to.y() - from.y(), to.x() - from.x());
        for (const double side : {-0.5, 0.5})
            painter_.drawLine(to, to - arrowHead * QPointF(std::cos(angle + side), std::sin(angle + side)));
    }

    // A piece of the image: a stack of pixels, and how many they are.
    void drawInput(int column) {
        const QRectF box = boxAt(centre(column, -1));
        painter_.setPen(QPen(colours_.outline, 1));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(box);
        for (int line = 1; line < 4; ++line)
            painter_.drawLine(QPointF(box.left(), box.top() + line * box.height() / 4),
                              QPointF(box.right(), box.top() + line * box.height() / 4));
        const QRectF caption(box.left() - pitch_ / 4, box.bottom(), box.width() + pitch_ / 2, step_ / 3);
        write(caption, QStringLiteral("x%1").arg(cellAt(column)), colours_.secondary);
    }

    void drawCell(int column, int row) {
        const QRectF box = boxAt(centre(column, row));
        arrow({box.center().x(), boxAt(centre(column, row - 1)).top()}, {box.center().x(), box.bottom()});
        arrow({column == 0 ? area_.left() : boxAt(centre(column - 1, row)).right(), box.center().y()},
              {box.left(), box.center().y()});
        painter_.setPen(QPen(colours_.run, 1.4));
        QColor fill = colours_.run;
        fill.setAlpha(28);
        painter_.setBrush(fill);
        painter_.drawRoundedRect(box, 6, 6);
        write(box, cell_, text_);
    }

    void drawGap(int column) {
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(colours_.secondary);
        for (int row = -1; row < rows_; ++row)
            for (const double dot : {-4.0, 0.0, 4.0})
                painter_.drawEllipse(centre(column, row) + QPointF(dot, 0), 1.2, 1.2);
    }

    void drawStub(int column) {
        const QRectF box = boxAt(centre(column, rows_ - 1));
        arrow({box.center().x(), box.top()}, {box.center().x(), box.top() - step_ * 0.22});
    }

    void drawReadOut() {
        const QRectF last = boxAt(centre(columns_ - 1, rows_ - 1));
        QRectF box = boxAt(centre(columns_, rows_ - 1));
        arrow({last.right(), last.center().y()}, {box.left(), last.center().y()});
        painter_.setPen(QPen(colours_.right, 1.4));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(box);
        write(box, QString::number(shape_.classes), text_);
    }

    QPainter& painter_;
    Colours colours_;
    QColor text_;
    const NetworkShape& shape_;
    const QString& cell_;
    int rows_;
    double step_; // from row to row
    QRectF area_;
    int columns_ = 0;
    double pitch_ = 0; // from column to column
};

} // namespace

NetworkView::NetworkView(QWidget* parent)
    : QWidget(parent) {
    setAccessibleName(tr("Network"));
    setToolTip(tr("The network, unrolled: every cell reads its piece of the image and the state before it. Below it, "
                  "for the image at hand: how much of the gradient arrives at the cell, and what the network would say "
                  "after it. Press a cell to look inside"));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
}

void NetworkView::setCourse(NetworkCourse course) {
    if (course == course_)
        return;
    course_ = std::move(course);
    setAccessibleDescription(description());
    update();
}

void NetworkView::setClassNames(const QStringList& names) {
    names_ = names;
    update();
}

bool NetworkView::showsCourse() const {
    return !course_.answers.empty() && std::ssize(course_.answers) == shape_.cells;
}

QString NetworkView::answerText(int cell) const {
    const int answer = course_.answers[static_cast<std::size_t>(cell)];
    return answer < names_.size() ? names_[answer] : QString::number(answer);
}

void NetworkView::setNetwork(const NetworkShape& shape, const QString& cell, bool readsOutEverywhere) {
    shape_ = shape;
    cell_ = cell;
    readsOutEverywhere_ = readsOutEverywhere;
    setAccessibleDescription(description());
    update();
}

QString NetworkView::description() const {
    const QString layers = shape_.layers > 1 ? tr(", %1 layers").arg(shape_.layers) : QString();
    return tr("%1 cells read %2 pixels each; state of %3%4, %5 outputs; %6 parameters")
               .arg(shape_.cells)
               .arg(shape_.piece)
               .arg(shape_.hidden)
               .arg(layers)
               .arg(shape_.classes)
               .arg(groupedText(static_cast<double>(shape_.parameters))) +
           (showsCourse() ? tr("; after the last cell it says %1").arg(answerText(static_cast<int>(shape_.cells) - 1))
                          : QString());
}

// Below the sizes, without the room for the course.
QRectF NetworkView::drawingArea() const {
    const QFontMetrics metrics(smallFont());
    const double course = showsCourse() ? courseBar + metrics.height() + grid(2) : 0;
    return QRectF(rect()).adjusted(grid(3), sizesHeight_ + grid(1), -grid(3), -grid(1) - course);
}

void NetworkView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || shape_.cells < 1)
        return QWidget::mousePressEvent(event);
    QPixmap any(1, 1);
    QPainter painter(&any);
    painter.setFont(smallFont());
    if (const auto cell =
            NetworkDrawing(painter, palette(), drawingArea(), shape_, cell_).cellNear(event->position().x()))
        emit cellChosen(static_cast<int>(*cell) - 1);
}

void NetworkView::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && shape_.cells > 0)
        emit cellChosen(static_cast<int>(shape_.cells) - 1);
    else
        QWidget::keyPressEvent(event);
}

void NetworkView::paintEvent(QPaintEvent*) {
    if (shape_.cells < 1 || shape_.classes < 1)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont());
    const QRectF inside = QRectF(rect()).adjusted(grid(3), 0, -grid(3), -grid(1));
    sizesHeight_ = drawSizes(painter, inside);
    const QRectF area = drawingArea();
    NetworkDrawing drawing(painter, palette(), area, shape_, cell_);
    drawing.draw(readsOutEverywhere_);
    if (showsCourse())
        drawing.drawCourse(
            course_, [this](int cell) { return answerText(cell); }, drawing.captionsBottom() + 1);
}

// Side by side, or below each other where there is too little room. Returns how high they are.
double NetworkView::drawSizes(QPainter& painter, const QRectF& inside) const {
    const QString parameters = tr("%1 parameters").arg(groupedText(static_cast<double>(shape_.parameters)));
    const QString sizes = tr("%1 \u00d7 %2 \u2192 %3 \u2192 %4")
                              .arg(shape_.cells)
                              .arg(shape_.piece)
                              .arg(shape_.layers > 1 ? tr("%1 \u00d7 %2").arg(shape_.layers).arg(shape_.hidden)
                                                     : QString::number(shape_.hidden))
                              .arg(shape_.classes);
    const QFontMetrics metrics = painter.fontMetrics();
    const int both = metrics.horizontalAdvance(parameters) + metrics.horizontalAdvance(sizes) + grid(3);
    const bool beside = both <= inside.width();
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop, parameters);
    painter.setPen(coloursOf(palette()).secondary);
    painter.drawText(inside.adjusted(0, beside ? 0 : metrics.height(), 0, 0),
                     (beside ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop, sizes);
    return metrics.height() * (beside ? 1 : 2);
}

} // namespace unroll
