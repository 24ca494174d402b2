#include "ui/plots/marked_graph.h"
#include "ui/plots/series_graph.h"

#include <QTest>

using namespace unroll;

class TestSeriesGraph : public QObject {
    Q_OBJECT

private slots:
    void init() {
        plot_.resize(800, 300);
        plot_.yAxis->setRange(0, 1);
    }

    void markersStandApart_data() {
        QTest::addColumn<int>("points");
        QTest::addColumn<QVector<int>>("first");
        QTest::addColumn<int>("markers");
        QTest::newRow("one") << 1 << QVector{1} << 1;
        QTest::newRow("as many as there is room for") << 30 << QVector{1, 2, 3} << 30;
        QTest::newRow("one more") << 31 << QVector{1, 3, 5} << 16;
        QTest::newRow("a hundred") << 100 << QVector{1, 5, 9} << 25;
        QTest::newRow("a thousand") << 1000 << QVector{1, 65, 129} << 16;
    }
    void markersStandApart() {
        QFETCH(int, points);
        QFETCH(QVector<int>, first);
        QFETCH(int, markers);
        SeriesGraph graph(plot_, "main", SeriesGraph::Kind::Marked);
        fill(graph, points);
        const QVector<int> epochs = markedEpochs(graph, 0, points + 1);
        QCOMPARE(epochs.size(), markers);
        QCOMPARE(epochs.first(first.size()), first);
    }

    void markersKeepTheirPlacesWhileTheViewMoves() {
        SeriesGraph graph(plot_, "main", SeriesGraph::Kind::Marked);
        fill(graph, 200);
        for (double from = 10; from < 20; ++from)
            for (const int epoch : markedEpochs(graph, from + 0.5, from + 100))
                QCOMPARE(epoch % 4, 1);
    }

    void aSmallPartOfALongCurveIsMarkedWhole() {
        SeriesGraph graph(plot_, "main", SeriesGraph::Kind::Marked);
        fill(graph, 200);
        QCOMPARE(markedEpochs(graph, 49.5, 55.5), (QVector{50, 51, 52, 53, 54, 55}));
    }

    // Of a network that reads all images rightly.
    void aLineAlongAnEdgeIsSeen_data() {
        QTest::addColumn<double>("value");
        QTest::newRow("top") << 1.0;
        QTest::newRow("bottom") << 0.0;
        QTest::newRow("middle") << 0.5;
    }
    void aLineAlongAnEdgeIsSeen() {
        QFETCH(double, value);
        SeriesGraph graph(plot_, "main", SeriesGraph::Kind::Marked);
        graph.set(std::vector<MetricPoint>{{1, value}, {2, value}});
        graph.graph().setPen(QPen(Qt::magenta, 2));
        graph.graph().setAntialiased(false); // as in the window
        plot_.xAxis->setBasePen(Qt::NoPen);
        markedEpochs(graph, 1, 2);
        const QImage image = plot_.toPixmap(800, 300).toImage();
        const int x = qRound(plot_.xAxis->coordToPixel(1.37)); // beside a tick
        const int y = qRound(plot_.yAxis->coordToPixel(value));
        int rows = 0;
        for (int row = std::max(0, y - 3); row <= std::min(y + 3, image.height() - 1); ++row)
            rows += image.pixelColor(x, row) == QColor(Qt::magenta) ? 1 : 0;
        QCOMPARE(rows, 2);
    }

private:
    static void fill(SeriesGraph& graph, int points) {
        std::vector<MetricPoint> curve;
        for (int epoch = 1; epoch <= points; ++epoch)
            curve.push_back({static_cast<double>(epoch), 0.5});
        graph.set(curve);
    }

    QVector<int> markedEpochs(SeriesGraph& graph, double from, double to) {
        plot_.xAxis->setRange(from, to);
        graph.drawBetween({from, to});
        plot_.replot(QCustomPlot::rpImmediateRefresh);
        QVector<int> epochs;
        for (const QPointF& place : dynamic_cast<const MarkedGraph&>(graph.graph()).markers())
            epochs.append(qRound(plot_.xAxis->pixelToCoord(place.x())));
        return epochs;
    }

    QCustomPlot plot_;
};

QTEST_MAIN(TestSeriesGraph)
#include "tst_series_graph.moc"
