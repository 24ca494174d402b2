#include "ui/theme/colour_scheme.h"
#include "ui/theme/icons.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace unroll;

namespace {

QColor inkOf(const QImage& image) {
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).alpha() == 255)
                return image.pixelColor(x, y);
    return {};
}

} // namespace

class TestIcons : public QObject {
    Q_OBJECT

private slots:
    void everyDrawingKeepsToTheGrid_data() {
        QTest::addColumn<QString>("file");
        const QDir folder(QStringLiteral(UNROLL_SOURCE_DIR "/resources/icons"));
        for (const QString& file : folder.entryList({"*.svg"}))
            if (file != "unroll.svg")
                QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
    void everyDrawingKeepsToTheGrid() {
        QFETCH(QString, file);
        QFile svg(file);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        const QString text = svg.readAll();
        QVERIFY(text.contains("viewBox=\"0 0 24 24\""));
        QCOMPARE(text.count("stroke-width="), 1);
        QVERIFY(text.contains("stroke-width=\"2\""));
        QVERIFY(text.contains("stroke=\"currentColor\""));
        const QString name = QFileInfo(file).completeBaseName();
        QVERIFY(inkOf(iconPixmap(name, Qt::red, 24, 2).toImage()).isValid());
    }

    void tintsFollowThePalette() {
        const QIcon play = icon("play");
        for (const auto scheme : {ColourScheme::Light, ColourScheme::Dark}) {
            applyColourScheme(scheme);
            const QColor text = scheme == ColourScheme::Dark ? darkPalette().color(QPalette::ButtonText)
                                                             : lightPalette().color(QPalette::ButtonText);
            QCOMPARE(inkOf(play.pixmap(48).toImage()), text);
        }
    }

    void pixmapsAreSharpOnDenseScreens() {
        const QPixmap pixmap = iconPixmap("tick", Qt::blue, 10, 2);
        QCOMPARE(pixmap.size(), QSize(20, 20));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void unknownNameGivesAnEmptyIcon() { QVERIFY(icon("no such drawing").isNull()); }

    void programIconIsThereInEverySize() {
        for (const int size : {16, 48, 256})
            QVERIFY(inkOf(programIcon().pixmap(size).toImage()).isValid());
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
