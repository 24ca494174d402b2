#include "tests/support/session_scripts.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/drawing_pad.h"
#include "ui/inspect/pad_presenter.h"
#include "ui/inspect/sample_grid.h"
#include "ui/inspect/subject_panel.h"
#include "ui/training/run_follower.h"
#include "ui/widgets/flat_button.h"

#include <QTest>

using namespace unroll;

using State = SessionController::State;

class TestPadPresenter : public QObject {
    Q_OBJECT

private slots:
    void init() {
        const FakeScript script = shortScript();
        controller_ = std::make_unique<SessionController>(fakeFactory(script));
        focus_ = std::make_unique<LookFocus>();
        panel_ = std::make_unique<SubjectPanel>(new SampleGrid(&digits_));
        panel_->resize(200, 400);
        panel_->show();
        services_.prepareDrawing = [this](std::span<const std::uint8_t> drawing, int side, int width, int height) {
            ink_ = 0;
            for (const std::uint8_t pixel : drawing)
                ink_ += pixel > 128 ? 1 : 0;
            return drawing.size() == static_cast<std::size_t>(side) * static_cast<std::size_t>(side)
                       ? std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), 7)
                       : std::vector<std::uint8_t>();
        };
        presenter_ = std::make_unique<PadPresenter>(*controller_, *focus_, *panel_, services_, nullptr);
        controller_->configure(withEpochs(1));
        AWAIT(*controller_, State::Ready);
        focus_->setSubject(TestImage{4});
    }
    void cleanup() {
        presenter_.reset();
        panel_.reset();
        controller_.reset();
    }

    void aDrawingIsTheSubjectOfAllViews() {
        press("Pad");
        QVERIFY(focus_->subject() == Subject(TestImage{4})); // nothing is drawn yet
        draw();
        const auto* bitmap = std::get_if<Bitmap>(&focus_->subject());
        QVERIFY(bitmap);
        QCOMPARE(bitmap->pixels, std::vector<std::uint8_t>(28 * 28, 7));
        QVERIFY(ink_ > 100);
        press("Images");
        QVERIFY(focus_->subject() == Subject(TestImage{4}));
        press("Pad"); // the drawing is still there
        QVERIFY(std::holds_alternative<Bitmap>(focus_->subject()));
    }

    void strokesAreTakenBack() {
        press("Pad");
        draw();
        const int one = ink_;
        draw(40);
        QVERIFY(ink_ > one);
        QTest::keyClick(&panel_->pad(), Qt::Key_Backspace);
        QCOMPARE(ink_, one);
        QTest::keyClick(&panel_->pad(), Qt::Key_Delete);
        QVERIFY(panel_->pad().isEmpty());
        QVERIFY(focus_->subject() == Subject(TestImage{4}));
    }

    void aThickPenLeavesMoreInk() {
        press("Pad");
        draw();
        const int usual = ink_;
        panel_->pad().clear();
        panel_->pad().setPenWidth(0.16);
        draw();
        QVERIFY(ink_ > usual * 1.5);
    }

    void aPictureIsTheSubjectUntilAStrokeBegins() {
        services_.readPicture = [](const std::filesystem::path& file, int width, int height) {
            if (file != "three.png")
                throw std::runtime_error("'" + file.string() + "' is no picture.");
            return std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), 9);
        };
        presenter_->takePicture("three.png");
        QTRY_VERIFY(panel_->showsPad());
        const auto* bitmap = std::get_if<Bitmap>(&focus_->subject());
        QVERIFY(bitmap);
        QCOMPARE(bitmap->pixels, std::vector<std::uint8_t>(28 * 28, 9));
        QVERIFY(panel_->pad().showsPicture());
        QString sentence;
        connect(presenter_.get(), &PadPresenter::refused, this, [&](const QString& said) { sentence = said; });
        presenter_->takePicture("notes.txt");
        QTRY_COMPARE(sentence, QString("'notes.txt' is no picture."));
        QVERIFY(panel_->pad().showsPicture());
        draw();
        QVERIFY(!panel_->pad().showsPicture());
        QCOMPARE(std::get<Bitmap>(focus_->subject()).pixels, std::vector<std::uint8_t>(28 * 28, 7));
        presenter_->takePicture("three.png");
        QTRY_VERIFY(panel_->pad().showsPicture());
        QTest::keyClick(&panel_->pad(), Qt::Key_Backspace);
        QVERIFY(focus_->subject() == Subject(TestImage{4}));
    }

private:
    void press(const QString& text) {
        for (FlatButton* button : panel_->findChildren<FlatButton*>())
            if (button->text() == text)
                return button->click();
        QFAIL("There is no such button.");
    }
    void draw(int shift = 0) {
        DrawingPad* pad = &panel_->pad();
        const QPoint middle = pad->rect().center() + QPoint(shift, 0);
        QTest::mousePress(pad, Qt::LeftButton, {}, middle - QPoint(0, 40));
        for (int y = -30; y <= 40; y += 10)
            QTest::mouseMove(pad, middle + QPoint(0, y));
        QTest::mouseRelease(pad, Qt::LeftButton, {}, middle + QPoint(0, 40));
    }

    DigitGridModel digits_;
    WindowServices services_;
    int ink_ = 0;
    std::unique_ptr<SessionController> controller_;
    std::unique_ptr<LookFocus> focus_;
    std::unique_ptr<SubjectPanel> panel_;
    std::unique_ptr<PadPresenter> presenter_;
};

QTEST_MAIN(TestPadPresenter)
#include "tst_pad_presenter.moc"
