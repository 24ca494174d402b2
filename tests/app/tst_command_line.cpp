#include "app/command_line.h"

#include "app/commands/commands.h"
#include "app/commands/data.h"
#include "app/commands/evaluate.h"
#include "app/commands/inspect.h"
#include "app/commands/predict.h"
#include "app/commands/train.h"

#include "app/presets.h"
#include "engine/session/version.h"

#include <QStringList>
#include <QTest>

using namespace unroll;

namespace {

// What a command was told.
template <typename Options>
Options optionsOf(const CommandLine& line) {
    return std::any_cast<Options>(std::get<Invocation>(line).options);
}

CommandLine parse(const QStringList& arguments, const std::string& defaultData = "digits") {
    std::vector<std::string> list;
    for (const QString& argument : arguments)
        list.push_back(argument.toStdString());
    return parseCommandLine(list, defaultData);
}

QString usageErrorOf(const QStringList& arguments) {
    try {
        parse(arguments);
    } catch (const UsageError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

QString textOf(const QStringList& arguments) {
    return QString::fromStdString(std::get<ShowText>(parse(arguments)).text);
}

} // namespace

class TestCommandLine : public QObject {
    Q_OBJECT

private slots:
    void withoutArgumentsTheWindowOpensAtTheDefaults() {
        const auto options = std::get<WindowOptions>(parse({}, "mnist"));
        Hyperparameters expected;
        expected.data = "mnist";
        QVERIFY(options.hyperparameters == expected);
        QVERIFY(options.given.empty());
        QVERIFY(!options.start);
    }

    void aLinkOpensTheWindow() {
        const auto options = std::get<WindowOptions>(parse({"unroll:?hidden=32&cell=gru", "--start"}, "mnist"));
        QCOMPARE(options.hyperparameters.hidden, 32);
        QCOMPARE(options.hyperparameters.data, std::string("mnist"));
        QVERIFY(options.start);
        QCOMPARE(options.given.size(), hyperparameterTable().size() - 2); // but data and threads
        QCOMPARE(std::get<WindowOptions>(parse({"unroll:?data=digits"}, "mnist")).hyperparameters.data,
                 std::string("digits"));
        QVERIFY_EXCEPTION_THROWN(parse({"unroll:?hidden=none"}), HyperparameterError);
        QVERIFY_EXCEPTION_THROWN(parse({"unroll:?hidden=32", "more"}), UsageError);
    }

    void theWindowsFormCanBePreset() {
        const auto options = std::get<WindowOptions>(parse({"--hidden", "32", "--epochs=5", "--start"}));
        QCOMPARE(options.hyperparameters.hidden, 32);
        QCOMPARE(options.given, (std::vector{findHyperparameter("hidden"), findHyperparameter("epochs")}));
        QVERIFY(options.start);
    }

    void everyRowOfTheTableIsAnOption() {
        for (const HyperparameterRow& row : hyperparameterTable()) {
            QStringList arguments{"train", QString::fromStdString(row.option())};
            HyperparameterValue value;
            if (const bool* on = std::get_if<bool>(&row.defaultValue)) {
                value = !*on;
            } else {
                value = std::holds_alternative<std::int64_t>(row.defaultValue) ? HyperparameterValue(std::int64_t{7})
                        : std::holds_alternative<double>(row.defaultValue)     ? HyperparameterValue(0.625)
                        : row.choices.empty() ? HyperparameterValue(std::string("a/b c"))
                                              : HyperparameterValue(std::string(row.choices.back()));
                arguments.append(QString::fromStdString(formatValue(value)));
            }
            const auto options = optionsOf<TrainOptions>(parse(arguments));
            QVERIFY2(valueOf(options.hyperparameters, row) == value, row.key.data());
            QCOMPARE(differences(options.hyperparameters, Hyperparameters()).size(), std::size_t{1});
        }
    }

    void valuesFollowASpaceOrAnEqualsSign() {
        for (const QStringList& arguments : {QStringList{"train", "--eta", "0.1"}, QStringList{"train", "--eta=0.1"}})
            QCOMPARE(optionsOf<TrainOptions>(parse(arguments)).hyperparameters.eta, 0.1);
    }

    void theLastOfTwoCounts() {
        QCOMPARE(optionsOf<TrainOptions>(parse({"train", "--seed=2", "--seed=3"})).hyperparameters.seed, 3);
    }

    void trainsOwnOptions() {
        const auto none = optionsOf<TrainOptions>(parse({"train"}));
        QVERIFY(!none.out && !none.force && !none.json && !none.quiet);
        const auto all = optionsOf<TrainOptions>(parse({"train", "--out", "a b", "--force", "--json", "--quiet"}));
        QCOMPARE(all.out->string(), std::string("a b"));
        QVERIFY(all.force && all.json && all.quiet);
    }

    void trainingFromAModelOrARun() {
        const auto from = optionsOf<TrainOptions>(parse({"train", "--from", "a b", "--hidden", "32", "--epochs=5"}));
        QCOMPARE(from.from->string(), std::string("a b"));
        QCOMPARE(from.given, (std::vector{findHyperparameter("hidden"), findHyperparameter("epochs")}));
        const auto resume = optionsOf<TrainOptions>(parse({"train", "--resume", "run", "--preset", "best"}));
        QCOMPARE(resume.resume->string(), std::string("run"));
        QCOMPARE(resume.given.size(), presetRows().size());
    }

    void evaluate() {
        const auto few = optionsOf<EvaluateOptions>(parse({"evaluate", "run"}, "mnist"));
        QCOMPARE(few.model.string(), std::string("run"));
        QVERIFY(!few.data && !few.logits && !few.json && few.split == Split::Test);
        const auto many = optionsOf<EvaluateOptions>(parse(
            {"evaluate", "--data", "digits", "--split=train", "--logits", "l.npy", "--json", "--", "--odd-name"}));
        QCOMPARE(many.model.string(), std::string("--odd-name"));
        QCOMPARE(*many.data, std::string("digits"));
        QCOMPARE(many.logits->string(), std::string("l.npy"));
        QVERIFY(many.json && many.split == Split::Train);
    }

    void predict() {
        const auto few = optionsOf<PredictOptions>(parse({"predict", "run", "a.png"}, "mnist"));
        QCOMPARE(few.model.string(), std::string("run"));
        QCOMPARE(few.images, (std::vector<std::filesystem::path>{"a.png"}));
        QVERIFY(!few.data && !few.json && !few.asIs);
        const auto many = optionsOf<PredictOptions>(
            parse({"predict", "--as-is", "run", "a", "b", "--data=x", "c", "--json"}, "mnist"));
        QCOMPARE(many.images, (std::vector<std::filesystem::path>{"a", "b", "c"}));
        QVERIFY(many.asIs && many.json);
        QCOMPARE(*many.data, std::string("x"));
    }

    void helpComesFromTheTable() {
        for (const QStringList& arguments : {QStringList{"--help"}, QStringList{"train", "--help"}, QStringList{"-h"},
                                             QStringList{"train", "--eta", "wrong", "--help"}}) {
            const QString help = textOf(arguments);
            for (const HyperparameterRow& row : hyperparameterTable())
                QVERIFY2(help.contains(QString::fromStdString("  " + row.option())), row.key.data());
            for (const QString& line : help.split('\n'))
                QVERIFY2(line.size() <= 80, qPrintable(line));
        }
        QVERIFY(
            textOf({"train", "--help"}).simplified().contains("From 1 to 4096, default 64.")); // wherever it is wrapped
        QVERIFY(textOf({"train", "--help"}).contains("--activation tanh|relu|identity"));
        QVERIFY(textOf({"train", "--help"}).contains("--out DIR"));
        QVERIFY(textOf({"evaluate", "--help"}).contains("--logits FILE.npy"));
        QVERIFY(!textOf({"--help"}).contains("--out DIR"));
    }

    void versionIsThePrograms() {
        QCOMPARE(textOf({"--version"}), QString::fromStdString("unroll " + std::string(version()) + "\n"));
    }

    void wrongUsageIsOneSentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const QStringList& arguments, const char* sentence) {
            QTest::newRow(name) << arguments << QString(sentence);
        };
        add("misspelt option", {"train", "--epocs", "3"}, "no option '--epocs'; did you mean '--epochs'?");
        add("epoch of no run", {"train", "--epoch", "3"}, "name the run with --from, or write --epochs");
        add("no epoch", {"train", "--from", "a", "--epoch", "-1"}, "--epoch is a whole number from 0 on, not '-1'");
        add("misspelt with value", {"train", "--eat=1"}, "no option '--eat'; did you mean '--eta'?");
        add("switch the other way", {"train", "--shuffle"}, "did you mean '--no-shuffle'?");
        add("nothing like it", {"train", "--wxyzwxyzwxyz"}, "no option '--wxyzwxyzwxyz'; --help lists them.");
        add("train's in the window", {"--json"}, "There is no option '--json'");
        add("window's in train", {"train", "--start"}, "There is no option '--start'");
        add("one dash", {"train", "-eta", "1"}, "no option '-eta'; did you mean '--eta'?");
        add("misspelt command", {"trian"}, "no command 'trian'; did you mean 'train'?");
        add("unknown command", {"xxxxxxxxxxxx"}, "no command 'xxxxxxxxxxxx'; unroll --help lists them.");
        add("no value", {"train", "--eta"}, "--eta needs a value: --eta X.");
        add("an option for a value", {"train", "--out", "--force"}, "--out needs a value: --out DIR.");
        add("a value too many", {"train", "--json=yes"}, "--json takes no value.");
        add("no number", {"train", "--eta", "fast"}, "--eta: eta is a number from 0 to 1000, not 'fast'.");
        add("a decimal comma", {"train", "--eta", "0,1"}, "--eta: eta is a number from 0 to 1000, not '0,1'.");
        add("shifted too far", {"train", "--shift", "40"}, "--shift: shift is a number from 0 to 32, not 40.");
        add("turned too far", {"train", "--rotate", "-5"}, "--rotate: rotate is a number from 0 to 180, not -5.");
        add("negative", {"train", "--hidden", "-3"}, "--hidden: hidden is a whole number from 1 to 4096, not -3.");
        add("no whole number", {"train", "--hidden", "3.5"}, "--hidden: hidden is a whole number");
        add("unknown choice", {"train", "--activation", "tan"}, "activation is tanh, relu or identity, not 'tan'.");
        add("empty text", {"train", "--data="}, "--data: data is a text that is not empty");
        add("empty path", {"train", "--out="}, "--out needs a path that is not empty.");
        add("too many", {"train", "now"}, "'now' is one argument too many");
        add("resumed and begun", {"train", "--resume", "a", "--from", "b"}, "--resume and --from exclude each other");
        add("resumed elsewhere", {"train", "--resume", "a", "--out", "b"}, "leave out --out.");
        add("resumed by force", {"train", "--resume", "a", "--force"}, "leave out --force.");
        add("no run", {"train", "--resume", "--json"}, "--resume needs a value: --resume RUN.");
        add("no model to start from", {"train", "--from="}, "--from needs a path that is not empty.");
        add("no model", {"evaluate"}, "evaluate needs a MODEL");
        add("no model to ask", {"predict"}, "predict needs a MODEL");
        add("no picture", {"predict", "run"}, "predict needs a MODEL and an IMAGE");
        add("a picture without a name", {"predict", "run", "a.png", ""}, "predict needs a MODEL and an IMAGE");
        add("two models", {"evaluate", "a", "b"}, "'b' is one argument too many");
        add("wrong split", {"evaluate", "a", "--split", "both"}, "--split is test or train, not 'both'.");
    }
    void wrongUsageIsOneSentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const QString failure = usageErrorOf(arguments);
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY(failure.endsWith('.') || failure.endsWith('?'));
        QVERIFY(!failure.contains('\n'));
    }
};

QTEST_APPLESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
