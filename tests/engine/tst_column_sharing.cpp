#include "engine/autodiff/column_sharing.h"

#include "engine/autodiff/tape.h"
#include "engine/nn/model.h"
#include "engine/ops/arithmetic.h"
#include "engine/ops/dropout.h"
#include "engine/ops/elementwise.h"
#include "engine/ops/matrix.h"
#include "engine/ops/reduction.h"
#include "engine/tensor/random.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace unroll;

namespace {

constexpr Index images = 7;
constexpr Index cells = 5;

ModelDescription describe(const QString& cell, int layers, bool every) {
    ModelDescription description;
    description.cell = cellNamed(cell.toStdString());
    description.pixels = 4 * cells;
    description.cells = cells;
    description.hidden = 6;
    description.classes = 3;
    description.layers = layers;
    description.output = every ? Output::Every : Output::Last;
    return description;
}

// A network with numbers in it; image j begins in cell begins[j], counted from 0, and is blank before.
struct Network {
    Network(const ModelDescription& description, const std::vector<Index>& begins,
            Passes passes = Passes::ForwardAndBackward)
        : model(description, images)
        , parameters(model.graph().parameterBlockSize())
        , plain(model.graph(), model.losses(), parameters.span(), passes, Keep::only({model.logits()}))
        , sharing(model.graph(), model.losses(), parameters.span(), passes, Keep::only({model.logits()})) {
        Random random(4);
        for (double& value : parameters.span())
            value = 1.6 * random.uniform() - 0.8;
        plain.input(model.pixels()).matrix().setZero();
        for (Index j = 0; j < images; ++j) {
            plain.labels(model.labels())[static_cast<std::size_t>(j)] = static_cast<std::int32_t>(j % 3);
            seed.push_back(0.1 + random.uniform());
            for (Index i = 4 * begins[static_cast<std::size_t>(j)]; i < 4 * cells; ++i)
                plain.input(model.pixels())(i, j) = random.uniform();
        }
        sharing.copyInputs(plain);
    }

    void pass() {
        for (Tape<double>* tape : {&plain, &sharing}) {
            tape->resetGradients();
            tape->forward();
            tape->backward(seed);
        }
    }

    double gradientError() {
        double error = 0;
        for (std::size_t i = 0; i < parameters.span().size(); ++i)
            error = std::max(error, std::abs(plain.parameterGradients()[i] - sharing.parameterGradients()[i]));
        return error;
    }

    Model model;
    Arena<double> parameters;
    Tape<double> plain;
    Tape<double> sharing;
    std::vector<double> seed;
};

// Some begin in most cells; all at once, after two blank cells; nothing to share; images without a pixel.
const std::vector<std::vector<Index>> beginnings{{0, 0, 1, 1, 3, 3, 4}, {2, 2, 2, 2, 2, 2, 2}, {0, 0, 0, 0, 0, 0, 0},
                                                 {1, 3, 5, 5, 5, 5, 5}, {5, 5, 5, 5, 5, 5, 5}, {0, 0, 0, 0, 0, 0, 4}};

double product(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// How many of them begin up to each cell.
std::vector<Index> begunOf(const std::vector<Index>& begins) {
    std::vector<Index> begun(cells);
    for (const Index begin : begins)
        for (Index t = begin; t < cells; ++t)
            ++begun[static_cast<std::size_t>(t)];
    return begun;
}

} // namespace

class TestColumnSharing : public QObject {
    Q_OBJECT

    static void networks() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("layers");
        QTest::addColumn<bool>("every");
        for (const char* cell : {"vanilla", "indrnn", "gru", "lstm"})
            for (const int layers : {1, 3})
                for (const bool every : {false, true})
                    QTest::addRow("%s, %d layers, %s", cell, layers, every ? "every" : "last")
                        << cell << layers << every;
    }

private slots:
    void gradientsAreThoseOfEveryColumn_data() { networks(); }
    void gradientsAreThoseOfEveryColumn() {
        QFETCH(QString, cell);
        QFETCH(int, layers);
        QFETCH(bool, every);
        for (const auto& begins : beginnings) {
            Network network(describe(cell, layers, every), begins);
            QVERIFY(network.sharing.shareColumns(begunOf(begins)));
            for (int pass = 0; pass < 2; ++pass) {
                network.pass();
                // Functions of a whole buffer are cut into vectors elsewhere when there are fewer columns.
                QVERIFY(network.plain.value(network.model.logits())
                            .matrix()
                            .isApprox(network.sharing.value(network.model.logits()).matrix(), 1e-14));
                QVERIFY2(network.gradientError() < 1e-12, qPrintable(QString::number(network.gradientError())));
            }
        }
    }

    void tangentsAreThoseOfEveryColumn_data() { networks(); }
    void tangentsAreThoseOfEveryColumn() {
        QFETCH(QString, cell);
        QFETCH(int, layers);
        QFETCH(bool, every);
        for (const auto& begins : beginnings) {
            Network network(describe(cell, layers, every), begins, Passes::All);
            // What stands in the columns that are not computed is of another pass.
            network.pass();
            network.sharing.jvp();
            QVERIFY(network.sharing.shareColumns(begunOf(begins)));
            Random random(9);
            for (double& value : network.parameters.span())
                value += random.uniform(-0.1, 0.1);
            network.pass();
            for (std::size_t i = 0; i < network.parameters.span().size(); ++i)
                network.plain.parameterTangents()[i] = network.sharing.parameterTangents()[i] = random.uniform(-1, 1);
            network.plain.jvp();
            network.sharing.jvp();
            const auto tangent = network.sharing.tangent(network.model.losses());
            QVERIFY(network.plain.tangent(network.model.losses()).matrix().isApprox(tangent.matrix(), 1e-12));
            // <v, J u> = <J^T v, u>
            const double forward = product(network.seed, {tangent.data(), images});
            const double backward = product(network.sharing.parameterGradients(), network.sharing.parameterTangents());
            QVERIFY2(std::abs(forward - backward) < 1e-12 * std::max(1.0, std::abs(forward)),
                     qPrintable(QStringLiteral("%1 and %2").arg(forward).arg(backward)));
        }
    }

    void aNewCallReplacesTheOld() {
        const std::vector<Index> begins{0, 0, 1, 1, 3, 3, 4};
        Network network(describe("lstm", 1, false), begins);
        QVERIFY(network.sharing.shareColumns(begunOf({3, 3, 3, 3, 3, 3, 4}))); // other images
        QVERIFY(network.sharing.shareColumns(begunOf(begins)));
        network.pass();
        QVERIFY(network.gradientError() < 1e-12);
        QVERIFY(network.sharing.shareColumns(std::vector<Index>(cells, images)));
        network.pass();
        QCOMPARE(network.gradientError(), 0.0);
    }

    void sharedColumnsAreComputedOnce() {
        // Were they not, what stands in them would be of the right image.
        Network network(describe("vanilla", 1, false), {0, 1, 1, 1, 1, 1, 1});
        Tape<double> tape(network.model.graph(), network.model.losses(), network.parameters.span());
        tape.copyInputs(network.plain);
        QVERIFY(tape.shareColumns(std::vector<Index>{1, 7, 7, 7, 7}));
        const Node first = network.model.states(0).front();
        tape.forward();
        QVERIFY(tape.value(first).matrix().col(1) == tape.value(first).matrix().col(6)); // spread for the next cell
        QVERIFY(tape.value(first).matrix().col(0) != tape.value(first).matrix().col(6));
        bool found = false;
        for (std::size_t i = 0; i < network.model.graph().size(); ++i) {
            const Node node = network.model.graph().node(i);
            if (!network.model.graph().record(i).op || node.name() != "cell 1: affine")
                continue;
            QVERIFY(tape.value(node).matrix().col(2).isZero()); // never written
            found = true;
        }
        QVERIFY(found);
    }

    void otherCellsCannotShare_data() {
        QTest::addColumn<QString>("what");
        for (const char* what :
             {"dropout", "a mean over columns", "a weight that is computed", "a parameter for every column", "no cell"})
            QTest::newRow(what) << what;
    }
    void otherCellsCannotShare() {
        QFETCH(QString, what);
        Graph g;
        const Node w = g.parameter("w", {3, 3});
        const Node x = g.input("x", {3, 3});
        g.writeAt({1, what == "no cell" ? 0 : 1});
        Node h = tanh(matrixProduct(w, x));
        if (what == "dropout")
            h = dropout(h, 0.5, 1);
        if (what == "a mean over columns")
            h = add(h, mean(h, Over::Columns));
        if (what == "a weight that is computed")
            h = matrixProduct(h, x);
        if (what == "a parameter for every column")
            h = add(h, w);
        g.writeAt({});
        Arena<double> parameters(g.parameterBlockSize());
        Tape<double> tape(g, sum(h), parameters.span());
        QVERIFY(!tape.shareColumns(std::vector<Index>{1}));
    }

    void anInputsGradientIsEveryColumnsOwn() {
        Model model(describe("gru", 1, false), images, Pixels::Differentiable);
        Arena<double> parameters(model.graph().parameterBlockSize());
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        QVERIFY(!tape.shareColumns(std::vector<Index>(cells, 1)));
    }

    void thereIsANumberForEveryCell() {
        Model model(describe("gru", 1, false), images);
        Arena<double> parameters(model.graph().parameterBlockSize());
        Tape<double> tape(model.graph(), model.losses(), parameters.span());
        QVERIFY(!tape.shareColumns(std::vector<Index>(cells - 1, 1)));
        QVERIFY(tape.shareColumns(std::vector<Index>(cells, 1)));
    }
};

QTEST_APPLESS_MAIN(TestColumnSharing)
#include "tst_column_sharing.moc"
