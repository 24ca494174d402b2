#include "ui/inspect/digit_delegate.h"
#include "ui/inspect/digit_grid_model.h"
#include "ui/inspect/sample_grid.h"
#include "ui/state/figure_texts.h"
#include "ui/theme/colour_scheme.h"

#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace unroll;

namespace {

std::vector<DigitImage> digits(int count) {
    std::vector<DigitImage> images;
    for (int i = 0; i < count; ++i)
        images.push_back({i, 28, 28, i % 10, std::vector<std::uint8_t>(28 * 28, 128)});
    return images;
}

std::vector<Prediction> predictions(int count, int right) {
    std::vector<Prediction> made;
    for (int i = 0; i < count; ++i)
        made.push_back({i, i % 10, i < right ? i % 10 : (i + 1) % 10, 0.5F});
    return made;
}

int pixelsOf(QWidget& widget, const QColor& colour) {
    const QImage image = widget.grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

const QColor blue(0x00, 0x72, 0xb2);
const QColor orange(0xd5, 0x5e, 0x00);

} // namespace

class TestSampleGrid : public QObject {
    Q_OBJECT

private slots:
    void init() {
        applyColourScheme(ColourScheme::Light);
        model_ = std::make_unique<DigitGridModel>();
        grid_ = std::make_unique<SampleGrid>(model_.get());
        grid_->resize(266, 720);
        grid_->show();
        QVERIFY(QTest::qWaitForWindowExposed(grid_.get()));
    }
    void cleanup() {
        grid_.reset();
        model_.reset();
    }

    // All ink: four times as wide as high, whatever shape a tile has.
    void wideImagesStayWide() {
        model_->setImages({{0, 56, 14, 0, std::vector<std::uint8_t>(56 * 14, 255)}});
        const QImage image = grid_->grab().toImage();
        const QRgb ink = grid_->palette().color(QPalette::Text).rgb();
        QRect inked;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (qGray(image.pixel(x, y)) < qGray(ink) + 30 && y > grid_->height() / 20)
                    inked |= QRect(x, y, 1, 1);
        QVERIFY(inked.height() > 2);
        QVERIFY2(std::abs(inked.width() - 4 * inked.height()) <= 4, qPrintable(QString::number(inked.width())));
    }

    void countsWhatIsRight() {
        QVERIFY(grid_->countText().isEmpty());
        model_->setImages(digits(60));
        QVERIFY(grid_->countText().isEmpty());
        model_->setPredictions(predictions(60, 41));
        QCOMPARE(grid_->countText(), QString("41 of 60 right"));
        model_->setPredictions(predictions(60, 60));
        QCOMPARE(grid_->countText(), QString("60 of 60 right"));
        model_->clearPredictions();
        QVERIFY(grid_->countText().isEmpty());
    }

    void allDigitsAreInView_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("usual") << QSize(266, 720);
        QTest::newRow("small") << QSize(200, 540);
        QTest::newRow("wide") << QSize(900, 600);
        QTest::newRow("large") << QSize(945, 2050);
    }
    void allDigitsAreInView() {
        QFETCH(QSize, size);
        model_->setImages(digits(60));
        grid_->resize(size);
        auto* view = grid_->findChild<QListView*>();
        QTRY_VERIFY(view->viewport()->rect().contains(view->visualRect(view->model()->index(59, 0))));
        for (int row = 0; row < 60; ++row) {
            const QRect tile = view->visualRect(view->model()->index(row, 0));
            QVERIFY(view->viewport()->rect().contains(tile));
            QVERIFY(tile.width() >= 24);
            for (int other = 0; other < row; ++other)
                QVERIFY(!tile.intersects(view->visualRect(view->model()->index(other, 0))));
        }
    }

    void namesOfClassesHaveRoom_data() {
        QTest::addColumn<int>("count");
        QTest::newRow("few") << 6;
        QTest::newRow("many") << 60;
    }
    void namesOfClassesHaveRoom() {
        QFETCH(int, count);
        const std::vector<std::string> names{"ant", "bee", "owl", "cat", "dog", "fox", "elk", "hen", "pig", "yak"};
        model_->setClassNames(names);
        model_->setImages(digits(count));
        model_->setPredictions(predictions(count, 30));
        grid_->resize(192, 300);
        QCoreApplication::processEvents();
        auto* view = grid_->findChild<QListView*>();
        for (const std::string& name : names)
            QVERIFY(view->visualRect(view->model()->index(0, 0)).width() >=
                    DigitDelegate::widthFor(QString::fromStdString(name), view->font()));
        QVERIFY(view->visualRect(view->model()->index(2, 0)).right() <= view->viewport()->width());
    }

    void fewImagesAreLarge() {
        model_->setImages(digits(6));
        auto* view = grid_->findChild<QListView*>();
        QTRY_VERIFY(view->visualRect(view->model()->index(0, 0)).width() > 80);
        QVERIFY(view->viewport()->rect().contains(view->visualRect(view->model()->index(5, 0))));
    }

    void aSmallGridShowsFewerWholeDigits_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("low") << QSize(192, 200);
        QTest::newRow("very low") << QSize(300, 110);
        QTest::newRow("narrow") << QSize(90, 400);
    }
    void aSmallGridShowsFewerWholeDigits() {
        QFETCH(QSize, size);
        model_->setImages(digits(60));
        model_->setPredictions(predictions(60, 30));
        grid_->resize(size);
        QCoreApplication::processEvents();
        auto* view = grid_->findChild<QListView*>();
        const QRect seen = view->viewport()->rect();
        int whole = 0;
        for (int row = 0; row < 60; ++row) {
            const QRect tile = view->visualRect(view->model()->index(row, 0));
            QVERIFY(tile.width() >= 28);
            QVERIFY2(seen.contains(tile) || !seen.intersects(tile), qPrintable(QString::number(row)));
            whole += seen.contains(tile) ? 1 : 0;
        }
        QVERIFY(whole > 0 && whole < 60);
    }

    void rightAndWrongDifferInMoreThanColour() {
        model_->setImages(digits(60));
        model_->setPredictions(predictions(60, 60));
        const QImage allRight = grid_->grab().toImage();
        QVERIFY(pixelsOf(*grid_, blue) > 500);
        QCOMPARE(pixelsOf(*grid_, orange), 0);
        model_->setPredictions(predictions(60, 0));
        QVERIFY(pixelsOf(*grid_, orange) > 500);
        QCOMPARE(pixelsOf(*grid_, blue), 0);
        QVERIFY(grid_->grab().toImage().convertToFormat(QImage::Format_Grayscale8) !=
                allRight.convertToFormat(QImage::Format_Grayscale8));
    }

    void barGrowsWithProbability() {
        model_->setImages(digits(60));
        auto sure = predictions(60, 60);
        model_->setPredictions(sure);
        const int half = pixelsOf(*grid_, blue);
        for (Prediction& prediction : sure)
            prediction.probability = 1;
        model_->setPredictions(sure);
        QVERIFY(pixelsOf(*grid_, blue) > half + 60 * 10);
    }

    void whichDigitsIsAPersonsChoice() {
        std::vector<DigitChoice> made;
        connect(grid_.get(), &SampleGrid::choiceMade, this, [&made](DigitChoice choice) { made.push_back(choice); });
        auto* button = grid_->findChild<QToolButton*>("digitChoice");
        const auto press = [button](const QString& text) {
            for (QAction* action : button->menu()->actions())
                if (action->text() == text)
                    action->trigger();
        };
        QCOMPARE(button->text(), QString("All"));
        model_->setClassNames({"ant", "bee"});
        QVERIFY(made.empty());
        press("Wrong");
        press("“bee”");
        QVERIFY((made == std::vector<DigitChoice>{{DigitChoice::Which::Misread}, {DigitChoice::Which::OfClass, 1}}));
        QCOMPARE(button->text(), QString("“bee”"));
        model_->setClassNames({"ant"}); // other data, without that class
        QVERIFY(made.back() == DigitChoice());
        QCOMPARE(button->text(), QString("All"));
    }

    void countsTheWholeTestSet() {
        model_->setImages(digits(60));
        model_->setPredictions(predictions(60, 0));
        model_->setTally(DigitGridModel::Tally{9188, 10000});
        QCOMPARE(grid_->countText(), percentText(0.9188) + " right");
        grid_->findChild<QToolButton*>("digitChoice")->menu()->actions()[1]->trigger();
        QCOMPARE(grid_->countText(), QString("812 wrong"));
        model_->setTally({});
        QCOMPARE(grid_->countText(), QString("0 of 60 right"));
    }

    void saysWhyThereIsNothing() {
        const auto said = [this] {
            QString text;
            for (const auto* label : grid_->findChildren<QLabel*>())
                if (label->isVisible() && label->wordWrap())
                    text += label->text();
            return text;
        };
        QVERIFY(said().contains("as soon as there is a network"));
        model_->setImages(digits(60));
        QVERIFY(said().isEmpty());
        model_->setImages({});
        model_->setTally(DigitGridModel::Tally{10000, 10000});
        QCOMPARE(said(), QString("No test image is misclassified."));
        model_->setTally({});
        QVERIFY(said().contains("as soon as there is a network"));
    }

    void keysMoveFromDigitToDigit() {
        model_->setImages(digits(60));
        auto* view = grid_->findChild<QListView*>();
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 0));
        QTest::keyClick(view, Qt::Key_Right);
        QCOMPARE(view->currentIndex().row(), 1);
    }

private:
    std::unique_ptr<DigitGridModel> model_;
    std::unique_ptr<SampleGrid> grid_;
};

QTEST_MAIN(TestSampleGrid)
#include "tst_sample_grid.moc"
