#include "engine/training/inspector.h"

#include "engine/data/reading_order.h"
#include "engine/nn/initializers.h"
#include "engine/training/evaluation.h"
#include "tests/support/tiny_dataset.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

ModelDescription description(CellKind cell = CellKind::Vanilla, Index layers = 1) {
    return {.pixels = 16,
            .cells = 4,
            .hidden = 6,
            .classes = 4,
            .activation = Activation::Tanh,
            .cell = cell,
            .layers = layers};
}

std::vector<float> initialParameters(const ModelDescription& d, std::uint64_t seed = 1) {
    const Model model(d, 1);
    std::vector<float> parameters(static_cast<std::size_t>(model.graph().parameterBlockSize()));
    initializeParameters(model.graph(), parameters, Initialization::Xavier, seed);
    return parameters;
}

Query wholeOf(Subject subject) { return {{std::move(subject)}, inspectionQuantities}; }

Findings lookAt(Inspector& inspector, const std::vector<float>& parameters, const Query& query) {
    return inspector.look({.parameters = parameters}, query, std::atomic<bool>(false)).value();
}

Inspection inspect(const ModelDescription& d, const std::vector<float>& parameters, const ImageSet& set,
                   std::int64_t index, std::vector<std::uint32_t> places = {}) {
    Inspector inspector(d, std::move(places));
    return inspectionOf(lookAt(inspector, parameters, wholeOf(bitmapOf(set, index))));
}

std::vector<float> numbers(Tensor<const float> column) { return {column.column(0).begin(), column.column(0).end()}; }

// The image by itself on the network as it is trained, and on one with a read-out after every cell.
struct Reference {
    Reference(const ModelDescription& d, const std::vector<float>& parameters, const ImageSet& set, std::uint32_t index)
        : model(d, 1, Pixels::Differentiable)
        , tape(model.graph(), model.losses(), parameters)
        , reader(every(d), 1)
        , readerTape(reader.graph(), reader.losses(), parameters, Passes::Forward) {
        const ImageReader images(set);
        images.read(std::span(&index, 1), model, tape);
        images.read(std::span(&index, 1), reader, readerTape);
        tape.resetGradients();
        tape.forward();
        tape.backward();
        readerTape.forward();
    }

    static ModelDescription every(ModelDescription d) {
        d.output = Output::Every;
        return d;
    }

    Model model;
    Tape<float> tape;
    Model reader;
    Tape<float> readerTape;
};

double norm(const std::vector<float>& values) {
    return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
}

} // namespace

class TestInspector : public QObject {
    Q_OBJECT

private slots:
    void shapesAreThoseOfTheNetwork_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("gates");
        QTest::newRow("vanilla") << static_cast<int>(CellKind::Vanilla) << 0;
        QTest::newRow("IndRNN") << static_cast<int>(CellKind::Indrnn) << 0;
        QTest::newRow("GRU") << static_cast<int>(CellKind::Gru) << 2;
        QTest::newRow("LSTM") << static_cast<int>(CellKind::Lstm) << 3;
    }
    void shapesAreThoseOfTheNetwork() {
        QFETCH(int, cell);
        QFETCH(int, gates);
        const ModelDescription d = description(static_cast<CellKind>(cell), 2);
        const auto parameters = initialParameters(d);
        const Inspection inspection = inspect(d, parameters, tinyDataset().test, 3);
        QCOMPARE(inspection.label, static_cast<int>(tinyDataset().test.labels[3]));
        QCOMPARE(inspection.probabilitiesPerCell.size(), 4U);
        QCOMPARE(inspection.hidden.size(), 2U);
        QCOMPARE(inspection.hidden[1].size(), 4U);
        QCOMPARE(inspection.hidden[1][3].size(), 6U);
        QCOMPARE(inspection.gradientNormPerCell.size(), 2U);
        QCOMPARE(inspection.gradientNormPerCell[0].size(), 4U);
        QCOMPARE(inspection.saliency.size(), 16U);
        QCOMPARE(inspection.gates.size(), static_cast<std::size_t>(gates));
        for (const auto& [name, values] : inspection.gates) {
            QCOMPARE(values.size(), 2U);
            QCOMPARE(values[0].size(), 4U);
            QCOMPARE(values[0][0].size(), 6U);
            for (const float value : values[1][2])
                QVERIFY2(value > 0 && value < 1, name.c_str());
        }
    }

    void theLastAnswerIsThePrediction() {
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Evaluator evaluator(d, parameters, pool);
        for (const std::uint32_t index : {0U, 7U, 39U}) {
            std::vector<ImageOutcome> outcome(1);
            evaluator.evaluate(data.test, std::span(&index, 1), outcome);
            const Inspection inspection = inspect(d, parameters, data.test, index);
            QCOMPARE(inspection.prediction, outcome[0].prediction);
            const auto& last = inspection.probabilitiesPerCell.back();
            QVERIFY(std::abs(last[static_cast<std::size_t>(inspection.prediction)] - outcome[0].probability) < 1e-6F);
            for (const auto& answers : inspection.probabilitiesPerCell)
                QVERIFY(std::abs(std::accumulate(answers.begin(), answers.end(), 0.0) - 1) < 1e-6);
        }
    }

    void theGradientAtTheLastCellIsThatOfTheReadOut() {
        // d loss / d h = W^T (p - onehot)
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        const Inspection inspection = inspect(d, parameters, tinyDataset().test, 5);
        const Model model(d, 1);
        const NodeRecord& record = model.graph().record(model.graph().parameters()[3]);
        QCOMPARE(record.name, std::string("out.weight"));
        const Tensor<const float> weight(parameters.data() + record.parameterOffset, record.shape);
        Eigen::VectorXf difference =
            Eigen::Map<const Eigen::VectorXf>(inspection.probabilitiesPerCell.back().data(), 4);
        difference(inspection.label) -= 1;
        const float expected = (weight.matrix().transpose() * difference).norm();
        QVERIFY(std::abs(inspection.gradientNormPerCell[0][3] - expected) < 1e-5F);
    }

    void aWeakMemoryLetsTheGradientVanish() {
        const ModelDescription d = description();
        auto parameters = initialParameters(d);
        const Model model(d, 1);
        const NodeRecord& recurrent = model.graph().record(model.graph().parameters()[1]);
        for (Index i = 0; i < recurrent.shape.size(); ++i)
            parameters[static_cast<std::size_t>(recurrent.parameterOffset + i)] *= 0.05F;
        const auto norms = inspect(d, parameters, tinyDataset().test, 0).gradientNormPerCell[0];
        for (std::size_t cell = 0; cell < 3; ++cell)
            QVERIFY(norms[cell] < 0.2F * norms[cell + 1]);
    }

    void saliencyLiesWhereThePixelsAre() {
        // Columns in place of rows: the same weights read the transposed image alike.
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        Dataset data = tinyDataset();
        const Inspection rows = inspect(d, parameters, data.test, 2);
        for (std::int64_t image = 0; image < data.test.count; ++image)
            for (int y = 0; y < 4; ++y)
                for (int x = 0; x < y; ++x)
                    std::swap(data.test.pixels[static_cast<std::size_t>(image * 16 + y * 4 + x)],
                              data.test.pixels[static_cast<std::size_t>(image * 16 + x * 4 + y)]);
        const auto places = pixelPlaces(ReadingOrder::Columns, 4, 4, 1);
        const Inspection columns = inspect(d, parameters, data.test, 2, places);
        QCOMPARE(columns.hidden, rows.hidden);
        for (std::size_t y = 0; y < 4; ++y)
            for (std::size_t x = 0; x < 4; ++x)
                QCOMPARE(columns.saliency[x * 4 + y], rows.saliency[y * 4 + x]);
        QVERIFY(norm(rows.saliency) > 0);
    }

    void everyCellSaysWhichPixelsItReads() {
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        const Query query{{bitmapOf(tinyDataset().test, 0)}, Quantity::ReadingOrder};
        Inspector rows(d);
        const FoundArray inRows = *lookAt(rows, parameters, query).find(Quantity::ReadingOrder);
        QCOMPARE(inRows.rows, 4);
        QCOMPARE(std::vector<float>(inRows.row(1).begin(), inRows.row(1).end()), (std::vector<float>{4, 5, 6, 7}));
        Inspector columns(d, pixelPlaces(ReadingOrder::Columns, 4, 4, 1));
        const FoundArray inColumns = *lookAt(columns, parameters, query).find(Quantity::ReadingOrder);
        QCOMPARE(std::vector<float>(inColumns.row(1).begin(), inColumns.row(1).end()),
                 (std::vector<float>{1, 5, 9, 13}));
    }

    void lookingTwiceShowsTheSame() {
        const ModelDescription d = description(CellKind::Lstm);
        const auto parameters = initialParameters(d);
        Inspector inspector(d);
        const Query query = wholeOf(bitmapOf(tinyDataset().test, 1));
        const Findings first = lookAt(inspector, parameters, query);
        lookAt(inspector, initialParameters(d, 2), wholeOf(bitmapOf(tinyDataset().test, 2)));
        QCOMPARE(lookAt(inspector, parameters, query), first);
    }

    void theNumbersAreThoseOfTheTrainedNetwork_data() {
        QTest::addColumn<int>("cell");
        QTest::addColumn<int>("layers");
        QTest::addColumn<bool>("every");
        for (int cell = 0; cell < 4; ++cell)
            for (const int layers : {1, 2, 3})
                for (const bool every : {false, true})
                    QTest::addRow("cell %d, %d layers, output %d", cell, layers, every) << cell << layers << every;
    }
    void theNumbersAreThoseOfTheTrainedNetwork() {
        QFETCH(int, cell);
        QFETCH(int, layers);
        QFETCH(bool, every);
        ModelDescription d = description(static_cast<CellKind>(cell), layers);
        d.output = every ? Output::Every : Output::Last;
        const auto parameters = initialParameters(d);
        const Dataset data = tinyDataset();
        const Reference reference(d, parameters, data.test, 3);
        const Inspection inspection = inspect(d, parameters, data.test, 3);
        for (Index layer = 0; layer < layers; ++layer)
            for (std::size_t t = 0; t < 4; ++t) {
                const auto l = static_cast<std::size_t>(layer);
                const Node state = reference.model.states(layer)[t];
                QCOMPARE(inspection.hidden[l][t], numbers(reference.tape.value(state)));
                QCOMPARE(inspection.gradientNormPerCell[l][t], reference.tape.gradient(state).matrix().norm());
            }
        for (std::size_t t = 0; t < 4; ++t) {
            const auto z = reference.readerTape.value(reference.reader.readOuts()[t]).matrix().col(0).array();
            const Eigen::ArrayXf exponentials = (z - z.maxCoeff()).exp();
            const Eigen::ArrayXf expected = exponentials / exponentials.sum();
            for (std::size_t c = 0; c < 4; ++c) // the engine's exp may be another processor level's than the test's
                QVERIFY(std::abs(inspection.probabilitiesPerCell[t][c] - expected(static_cast<Index>(c))) < 1e-6F);
        }
        QCOMPARE(inspection.saliency, numbers(reference.tape.gradient(reference.model.pixels())));
    }

    void saliencyIsTheSlopeOfALogit() {
        const ModelDescription d = description(CellKind::Gru);
        const auto parameters = initialParameters(d);
        Bitmap bitmap = bitmapOf(tinyDataset().test, 4);
        Inspector inspector(d);
        const auto logitOf = [&](const Bitmap& image, std::size_t c) {
            const Findings found = lookAt(inspector, parameters, {{image}, Quantity::Answer});
            return std::log(static_cast<double>(found.arrays.at(0).values[c])); // but for what all classes share
        };
        for (const std::optional<int> chosen : {std::optional<int>(), std::optional<int>(2)}) {
            const Findings found = lookAt(inspector, parameters, {{bitmap}, Quantity::Saliency, chosen});
            const auto c = static_cast<std::size_t>(chosen.value_or(found.answers[0].prediction));
            const std::size_t other = c == 0 ? 1 : 0;
            const Findings against =
                lookAt(inspector, parameters, {{bitmap}, Quantity::Saliency, static_cast<int>(other)});
            for (const std::size_t pixel : {0U, 5U, 10U}) {
                Bitmap less = bitmap;
                Bitmap more = bitmap;
                less.pixels[pixel] = 100;
                more.pixels[pixel] = 110;
                bitmap.pixels[pixel] = 105;
                const double slope =
                    (logitOf(more, c) - logitOf(more, other) - logitOf(less, c) + logitOf(less, other)) / (10 / 255.0);
                const auto saliencyOf = [&](std::size_t of) {
                    const Query query{{bitmap}, Quantity::Saliency, static_cast<int>(of)};
                    return static_cast<double>(lookAt(inspector, parameters, query).arrays.at(0).values[pixel]);
                };
                QVERIFY(std::abs(saliencyOf(c) - saliencyOf(other) - slope) < 2e-3);
                bitmap = bitmapOf(tinyDataset().test, 4);
            }
            QVERIFY(found.arrays.at(0).values != against.arrays.at(0).values);
        }
    }

    void whatIsAskedTogetherIsWhatIsAskedAlone() {
        const ModelDescription d = description(CellKind::Lstm, 2);
        const auto parameters = initialParameters(d);
        const Bitmap image = bitmapOf(tinyDataset().test, 4);
        Inspector inspector(d);
        const Quantities all = inspectionQuantities | Quantity::Saliency | Quantity::Answer | Quantity::ReadingOrder;
        const Findings together = lookAt(inspector, parameters, {{image}, all});
        std::size_t arrays = 0;
        for (unsigned bit = 1; bit <= static_cast<unsigned>(Quantity::ReadingOrder); bit *= 2) {
            const Findings alone = lookAt(inspector, parameters, {{image}, static_cast<Quantity>(bit)});
            QCOMPARE(alone.answers[0].prediction, together.answers[0].prediction);
            for (const FoundArray& array : alone.arrays)
                if (array.quantity != Quantity::Answer) // whose pass of many images adds in another order
                    QVERIFY(std::ranges::count(together.arrays, array) == 1);
            arrays += alone.arrays.size();
        }
        QCOMPARE(arrays, together.arrays.size());
    }

    void manyImagesAreAnsweredAtOnce() {
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        const Dataset data = tinyDataset();
        WorkerPool pool(1);
        Evaluator evaluator(d, parameters, pool);
        Query query{{}, Quantity::Answer};
        std::vector<std::uint32_t> indices;
        for (std::uint32_t i = 0; i < 150; ++i) { // more than one pass
            indices.push_back(i % 40);
            query.subjects.emplace_back(bitmapOf(data.test, i % 40));
        }
        std::vector<ImageOutcome> outcomes(indices.size());
        evaluator.evaluate(data.test, indices, outcomes);
        Inspector inspector(d);
        const Findings findings = lookAt(inspector, parameters, query);
        QCOMPARE(findings.answers.size(), 150U);
        QCOMPARE(findings.arrays.size(), 150U);
        for (std::size_t i = 0; i < indices.size(); ++i) {
            QCOMPARE(findings.answers[i].label, std::optional<int>(data.test.labels[indices[i]]));
            QCOMPARE(findings.answers[i].prediction, outcomes[i].prediction);
            QVERIFY(std::abs(findings.answers[i].probability - outcomes[i].probability) < 1e-6F);
        }
    }

    void aBitmapNeedsNoLabel() {
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        Inspector inspector(d);
        Bitmap bitmap = bitmapOf(tinyDataset().test, 6);
        bitmap.label.reset();
        const Findings unlabelled = lookAt(inspector, parameters, wholeOf(bitmap));
        QCOMPARE(unlabelled.answers[0].label, std::optional<int>());
        bitmap.label = unlabelled.answers[0].prediction;
        QCOMPARE(unlabelled.arrays, lookAt(inspector, parameters, wholeOf(bitmap)).arrays);
    }

    void whatNobodyWaitsForIsGivenUp_data() {
        QTest::addColumn<bool>("answersAlone");
        QTest::newRow("answers") << true;
        QTest::newRow("everything") << false;
    }
    void whatNobodyWaitsForIsGivenUp() {
        QFETCH(bool, answersAlone);
        const ModelDescription d = description(CellKind::Gru);
        const auto parameters = initialParameters(d);
        const Dataset data = tinyDataset();
        std::atomic<bool> abandoned = false;
        int read = 0;
        Inspector inspector(d, {}, [&](const Subject& subject) { // of the last image before the network is run
            const Bitmap image = bitmapOf(data.test, std::get<TestImage>(subject).index);
            abandoned = ++read == 2;
            return SubjectImage{image.pixels, image.label};
        });
        Query query{{TestImage{1}, TestImage{2}}, answersAlone ? Quantities(Quantity::Answer) : inspectionQuantities};
        QVERIFY(!inspector.look({.parameters = parameters}, query, abandoned));
        QCOMPARE(read, 2);
        abandoned = false;
        const auto again = inspector.look({.parameters = parameters}, query, abandoned);
        Inspector fresh(d);
        const auto expected =
            lookAt(fresh, parameters, {{bitmapOf(data.test, 1), bitmapOf(data.test, 2)}, query.quantities});
        QCOMPARE(again.value().arrays, expected.arrays);
    }

    void whatDoesNotFitIsRefused() {
        const ModelDescription d = description();
        const auto parameters = initialParameters(d);
        Inspector inspector(d);
        const Bitmap image = bitmapOf(tinyDataset().test, 0);
        QVERIFY_EXCEPTION_THROWN(lookAt(inspector, {1, 2}, wholeOf(image)), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(lookAt(inspector, parameters, wholeOf(Bitmap{{1, 2, 3}, {}})), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(lookAt(inspector, parameters, wholeOf(Bitmap{image.pixels, 4})), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(lookAt(inspector, parameters, wholeOf(TestImage{0})), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(lookAt(inspector, parameters, {{image}, Quantity::Saliency, 4}), std::out_of_range);
        QVERIFY_EXCEPTION_THROWN(bitmapOf(tinyDataset().test, 40), std::out_of_range);
    }
};

QTEST_APPLESS_MAIN(TestInspector)
#include "tst_inspector.moc"
