// Thirty digits drawn with a mouse on the pad, large and tiny, thick and thin, smooth and jagged, in the middle and at
// the edge, are read as test images would be; and prepared as pictures of them in files are. How long an answer takes
// is printed: it depends on the machine.
#include "app/drawn_digit.h"
#include "app/picture_input.h"
#include "engine/data/digit_generator.h"
#include "engine/session/training_session.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/drawing_pad.h"
#include "ui/inspect/pad_presenter.h"
#include "ui/inspect/sample_grid.h"
#include "ui/inspect/subject_panel.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace unroll;
using State = SessionController::State;

namespace {

using Line = std::vector<QPointF>; // in a box of 0...1

// Part of an ellipse, by degrees clockwise from the right.
Line arc(QPointF middle, double width, double height, double from, double to) {
    Line line;
    const int pieces = 24;
    for (int i = 0; i <= pieces; ++i) {
        const double angle = (from + (to - from) * i / pieces) * std::numbers::pi / 180;
        line.emplace_back(middle.x() + width * std::cos(angle), middle.y() + height * std::sin(angle));
    }
    return line;
}

Line joined(std::initializer_list<Line> parts) {
    Line line;
    for (const Line& part : parts)
        line.insert(line.end(), part.begin(), part.end());
    return line;
}

// As a person writes them: stroke by stroke.
std::vector<Line> strokesOf(int digit) {
    switch (digit) {
    case 0:
        return {arc({0.5, 0.5}, 0.3, 0.45, -90, 270)};
    case 1:
        return {{{0.5, 0.05}, {0.5, 0.35}, {0.5, 0.65}, {0.5, 0.95}}};
    case 2:
        return {joined({arc({0.5, 0.3}, 0.26, 0.25, -170, 30), {{0.6, 0.55}, {0.25, 0.93}, {0.8, 0.92}}})};
    case 3:
        return {joined({arc({0.47, 0.28}, 0.24, 0.22, -150, 90), arc({0.47, 0.71}, 0.28, 0.23, -90, 150)})};
    case 4:
        return {{{0.32, 0.06}, {0.2, 0.55}, {0.8, 0.55}}, {{0.66, 0.3}, {0.62, 0.97}}};
    case 5:
        return {joined({{{0.76, 0.07}, {0.34, 0.07}, {0.3, 0.45}}, arc({0.48, 0.67}, 0.27, 0.26, -110, 150)})};
    case 6:
        return {joined({{{0.62, 0.05}, {0.42, 0.25}, {0.3, 0.5}}, arc({0.5, 0.7}, 0.21, 0.24, 180, -190)})};
    case 7:
        return {{{0.2, 0.1}, {0.5, 0.1}, {0.8, 0.1}, {0.6, 0.5}, {0.42, 0.95}}};
    case 8:
        return {joined({arc({0.5, 0.28}, 0.2, 0.22, 90, -270), arc({0.5, 0.73}, 0.25, 0.23, -90, 270)})};
    default:
        return {joined({arc({0.48, 0.3}, 0.23, 0.24, 0, -350), {{0.71, 0.35}, {0.66, 0.65}, {0.58, 0.95}}})};
    }
}

struct Hand {
    const char* name;
    double penWidth; // of the pad's side
    double size;     // of the box, of the pad's side
    QPointF corner;  // of the box
    double shake;    // of the box
};
constexpr Hand hands[] = {{"large, thick, smooth", 0.13, 0.8, {0.1, 0.1}, 0},
                          {"thin, jagged, off centre", 0.035, 0.5, {0.02, 0.45}, 0.025},
                          {"tiny, in a corner", 0.03, 0.22, {0.72, 0.05}, 0}};

} // namespace

class TestDrawnHands : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        DigitSetOptions digits;
        digits.trainImages = 12000;
        digits.testImages = 1000;
        const auto data = std::make_shared<const Dataset>(generateDigits(digits));
        services_.prepareDrawing = preparedDrawing;
        controller_ = std::make_unique<SessionController>(
            [data](const Hyperparameters& h) { return std::make_unique<TrainingSession>(data, h, SessionOrigin{}); });
        panel_ = std::make_unique<SubjectPanel>(new SampleGrid(&model_));
        panel_->resize(240, 460);
        presenter_ = std::make_unique<PadPresenter>(*controller_, focus_, *panel_, services_, nullptr);
        Hyperparameters h;
        h.optimizer = "adam";
        h.schedule = "one-cycle";
        h.eta = 0.01;
        h.epochs = 6;
        h.batch = 50;
        controller_->configure(h);
        controller_->train();
        QTRY_COMPARE_WITH_TIMEOUT(controller_->state(), State::Finished, 60000);
        panel_->show();
        QVERIFY(QTest::qWaitForWindowExposed(panel_.get()));
        panel_->openPad();
    }

    void handsAreReadAsTestImagesAre() {
        int right = 0;
        QStringList wrong;
        std::vector<double> milliseconds;
        for (const Hand& hand : hands)
            for (int digit = 0; digit < 10; ++digit) {
                const QString answer = answerTo(digit, hand, milliseconds);
                if (answer.startsWith(QString::number(digit)))
                    ++right;
                else
                    wrong.append(QStringLiteral("%1, %2: %3").arg(digit).arg(hand.name, answer));
            }
        std::ranges::sort(milliseconds);
        qInfo("%d of 30 are read rightly; an answer comes %.1f ms after a stroke, 95 of 100 within %.1f ms.", right,
              milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 95 / 100]);
        for (const QString& one : wrong)
            qInfo("%s", qPrintable(one));
        QVERIFY2(right >= 28, qPrintable(wrong.join("; ")));
    }

    // What the pad makes of a drawing a command makes of its picture.
    void aPictureOfItIsPreparedAlike() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("drawn.png");
        Dataset format;
        format.width = 28;
        format.height = 28;
        for (const Hand& hand : hands) {
            draw(3, hand);
            const QImage drawn = panel_->pad().image(112);
            QImage paper(drawn.size() * 2, QImage::Format_Grayscale8); // its ink is nowhere near an edge
            paper.fill(0);
            for (int y = 0; y < drawn.height(); ++y)
                for (int x = 0; x < drawn.width(); ++x)
                    paper.setPixel(x + 56, y + 56, drawn.pixel(x, y));
            QVERIFY(paper.save(file));
            QVERIFY(pixelsFor(format, file.toStdString(), false) == std::get<Bitmap>(focus_.subject()).pixels);
        }
    }

private:
    void draw(int digit, const Hand& hand) {
        DrawingPad& pad = panel_->pad();
        pad.clear();
        pad.setPenWidth(hand.penWidth);
        const int side = std::min(pad.width(), pad.height()) - 2;
        const QPoint corner((pad.width() - side) / 2, (pad.height() - side) / 2);
        std::mt19937 random(static_cast<unsigned>(digit));
        std::uniform_real_distribution<double> shake(-hand.shake, hand.shake);
        for (const Line& stroke : strokesOf(digit)) {
            QPoint last;
            for (std::size_t i = 0; i < stroke.size(); ++i) {
                const QPointF shaken = stroke[i] + QPointF(shake(random), shake(random));
                last = corner + ((hand.corner + shaken * hand.size) * side).toPoint();
                if (i == 0)
                    QTest::mousePress(&pad, Qt::LeftButton, {}, last);
                else
                    QTest::mouseMove(&pad, last);
            }
            QTest::mouseRelease(&pad, Qt::LeftButton, {}, last);
        }
    }

    // What the panel says once the answer to the last stroke is there.
    QString answerTo(int digit, const Hand& hand, std::vector<double>& milliseconds) {
        draw(digit, hand);
        panel_->setAnswers({});
        const Subject drawn = focus_.subject();
        QElapsedTimer clock;
        clock.start();
        emit panel_->pad().changed(); // of the last piece, once more
        for (const QLabel* label : panel_->findChildren<QLabel*>())
            if (label->accessibleName() == "What the network reads in the drawing") {
                while (label->text().isEmpty() && clock.elapsed() < 5000)
                    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 1);
                milliseconds.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
                return label->text();
            }
        return {};
    }

    WindowServices services_;
    LookFocus focus_;
    DigitGridModel model_;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<SubjectPanel> panel_;
    std::unique_ptr<PadPresenter> presenter_;
};

QTEST_MAIN(TestDrawnHands)
#include "tst_drawn_hands.moc"
