#include "ui/inspect/network_view.h"

#include <QTest>

using namespace unroll;

namespace {

NetworkShape shapeOf(std::int64_t cells, std::int64_t layers) {
    Hyperparameters h;
    h.cells = cells;
    h.layers = layers;
    return networkShape(h, 784, 10);
}

} // namespace

class TestNetworkView : public QObject {
    Q_OBJECT

private slots:
    void saysWhatItDraws() {
        NetworkView view;
        view.setNetwork(shapeOf(4, 1), "tanh", false);
        QCOMPARE(view.accessibleDescription(),
                 QString("4 cells read 196 pixels each; state of 64, 10 outputs; 17\u202F354 parameters"));
        view.setNetwork(shapeOf(4, 3), "tanh", false);
        QVERIFY(view.description().contains("64, 3 layers, 10 outputs"));
    }

    void drawingFollowsTheNetwork() {
        NetworkView view;
        view.resize(260, 180);
        const QImage empty = view.grab().toImage();
        QList<QImage> seen{empty};
        const auto draw = [&](std::int64_t cells, std::int64_t layers, const char* cell, bool everywhere) {
            view.setNetwork(shapeOf(cells, layers), cell, everywhere);
            const QImage drawn = view.grab().toImage();
            QVERIFY(!seen.contains(drawn));
            seen.append(drawn);
        };
        draw(4, 1, "tanh", false);
        draw(4, 2, "tanh", false);
        draw(4, 1, "LSTM", false);
        draw(4, 1, "tanh", true);
        draw(1, 1, "tanh", false);
        draw(784, 64, "tanh", false);
    }

    void isNotStretchedOverAHighPart() {
        NetworkView view;
        view.setNetwork(shapeOf(4, 1), "tanh", false);
        view.resize(192, 600);
        const QImage drawn = view.grab().toImage();
        const QImage lowerHalf = drawn.copy(0, 300, 192, 300);
        QImage blank = lowerHalf;
        blank.fill(drawn.pixelColor(0, 599));
        QCOMPARE(lowerHalf, blank);
    }

    void fitsIntoLittleRoom() {
        NetworkView view;
        view.setNetwork(shapeOf(784, 64), "identity", true);
        view.resize(view.minimumSizeHint());
        QVERIFY(!view.grab().isNull());
        view.resize(1, 1);
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestNetworkView)
#include "tst_network_view.moc"
