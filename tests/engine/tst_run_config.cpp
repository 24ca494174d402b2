#include "engine/files/run_config.h"

#include <QTest>

#include <stdexcept>

using namespace unroll;

namespace {

template <typename Function>
QString failureOf(Function function) {
    try {
        function();
    } catch (const std::runtime_error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace

class TestRunConfig : public QObject {
    Q_OBJECT

private slots:
    void configErrorsNameTheKey_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("sentence");
        const auto add = [](const char* name, const char* before, const char* after, const char* sentence) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString(sentence);
        };
        add("unknown hyperparameter", "\"cells\"", "\"celsl\"", "knows no hyperparameter 'celsl'");
        add("unknown key", "\"schema\"", "\"sceham\"", "unknown key 'sceham' in the file");
        add("unknown data key", "\"name\"", "\"nmae\"", "unknown key 'nmae' in 'data'");
        add("missing key", "\"unroll\": \"0", "\"schema\": 1, \"schema\": \"0", "the file has no 'unroll'");
        add("another schema", "\"schema\": 1", "\"schema\": 2", "its schema is 2, and this version reads schema 1");
        add("no number", "\"cells\": 4", "\"cells\": \"four\"", "cells is a whole number");
        add("out of range", "\"cells\": 4", "\"cells\": 0", "cells is a whole number from 1");
        add("too large", "\"cells\": 4", "\"cells\": 18446744073709551615", "cells is a whole number");
        add("unknown choice", "\"tanh\"", "\"tan\"", "activation is tanh, relu or identity, not 'tan'");
        add("a list", "\"cells\": 4", "\"cells\": [4]", "'cells' can't be [4]");
        add("truncated", "\"hyperparameters\": {", "", "not valid JSON at byte");
        add("data no object", "\"data\": {", "\"data\": 7, \"other\": {", "unknown key 'other'");
        add("origin no object", "\"data\": {", "\"from\": 7, \"data\": {", "'from' is expected to be a JSON object");
        add("origin without a hash", "\"data\": {", "\"from\": {\"model\": \"m\"}, \"data\": {",
            "'from' has no 'weights_sha256'");
        add("unknown key in the origin", "\"data\": {",
            "\"from\": {\"model\": \"m\", \"weights_sha256\": \"a\", \"epoch\": 3}, \"data\": {",
            "unknown key 'epoch' in 'from'");
        add("label no object", "\"data\": {", "\"label\": \"wide\", \"data\": {",
            "'label' is expected to be a JSON object");
        add("label without a note", "\"data\": {", "\"label\": {\"name\": \"a\", \"pinned\": true}, \"data\": {",
            "'label' has no 'note'");
        add("a name that is no text", "\"data\": {",
            "\"label\": {\"name\": 7, \"note\": \"\", \"pinned\": true}, \"data\": {",
            "'name' is expected to be a text");
        add("pinned by a number", "\"data\": {",
            "\"label\": {\"name\": \"\", \"note\": \"\", \"pinned\": 1}, \"data\": {",
            "'pinned' is expected to be true or false, not 1");
        add("no pixels in the data", "\"pixels\": 784,", "", "'data' has no 'pixels'");
        add("no classes in the data", ",\n    \"classes\": 10", "", "'data' has no 'classes'");
        add("pixels no number", "\"pixels\": 784", "\"pixels\": \"784\"",
            "'pixels' is expected to be a whole number, not \"784\"");
        add("pixels too large", "\"pixels\": 784", "\"pixels\": 18446744073709551615",
            "'pixels' is expected to be a whole number, not 18446744073709551615");
        add("pixels no whole number", "\"pixels\": 784", "\"pixels\": 784.5",
            "'pixels' is expected to be a whole number, not 784.5");
        add("no pixel", "\"pixels\": 784", "\"pixels\": 0", "'pixels' is at least 1, not 0");
        add("one class", "\"classes\": 10", "\"classes\": 1", "'classes' is a number from 2 to 256, not 1");
        add("too many classes", "\"classes\": 10", "\"classes\": 257", "'classes' is a number from 2 to 256, not 257");
        add("a number beyond all", "\"cells\": 4", "\"cells\": 1e400", "it has a number that is too large");
        add("a tower of lists", "\"cells\": 4", "\"cells\": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]",
            "lie in each other deeper than 16");
        add("a long quotation", "\"cells\": 4",
            "\"cells\": "
            "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]",
            "1,1....");
        add("names no list", "\"classes\": 10", "\"classes\": 10, \"class_names\": \"abcdefghij\"",
            "'class_names' is expected to be a list, not \"abcdefghij\"");
        add("a name no text", "\"classes\": 10", "\"classes\": 2, \"class_names\": [\"a\", 1]",
            "'class_names' is expected to hold texts, not 1");
        add("too few names", "\"classes\": 10", "\"classes\": 3, \"class_names\": [\"a\", \"b\"]",
            "'class_names' names 2 classes where there are 3");
        add("a name without letters", "\"classes\": 10", "\"classes\": 2, \"class_names\": [\"a\", \"\"]",
            "'class_names' holds '' where a name of its own is expected");
        add("names alone", "\"pixels\": 784,\n    \"classes\": 10", "\"class_names\": []", "'data' has no 'pixels'");
        add("cells do not divide", "\"cells\": 4", "\"cells\": 5",
            "cells must divide the 784 pixels of an image; 5 does not.");
        add("version no text", "\"unroll\": \"", "\"unroll\": 7, \"unroll\": null, \"x\": \"", "unknown key 'x'");
    }
    void configErrorsNameTheKey() {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, sentence);
        const RunConfig config{"0.1.0", {}, "digits", "abc", {}, ImageFormat{.pixels = 784, .classes = 10}};
        QByteArray text = QByteArray::fromStdString(configJson(config));
        QVERIFY(text.contains(before));
        text.replace(text.indexOf(before), before.size(), after);
        const QString failure = failureOf([&] { parseConfig(text.toStdString(), "config.json"); });
        QVERIFY2(failure.contains(sentence), qPrintable(failure));
        QVERIFY(failure.startsWith("config.json: ") && failure.endsWith('.'));
    }

    void aHyperparameterTheFileDoesNotNameHasItsDefault() {
        const RunConfig config = parseConfig(
            R"({"unroll": "0.0.1", "schema": 1, "hyperparameters": {"cells": 28}, "data": {"name": "d", "sha256": "s"}})",
            "config.json");
        Hyperparameters expected;
        expected.cells = 28;
        QVERIFY(config.hyperparameters == expected);
        QVERIFY(!config.images);
        QVERIFY(parseConfig(configJson(config), "") == config);
    }

    void theImagesAreReadBack() {
        RunConfig config{"0.1.0", {}, "digits", "abc", {}, ImageFormat{.pixels = 16, .classes = 4}};
        QVERIFY(parseConfig(configJson(config), "") == config);
        QVERIFY(configJson(config).find("class_names") == std::string::npos);
        config.images->classNames = {"0", "één", "a \"b\"", " "};
        QVERIFY(parseConfig(configJson(config), "") == config);
        QVERIFY(configJson(config).find(R"("pixels": 16)") != std::string::npos);
    }

    void theLabelIsReadBack() {
        RunConfig config{"0.1.0", {}, "digits", "abc", {}};
        config.label = {"wide \"net\" \u00b1", "two\nlines", true};
        QVERIFY(parseConfig(configJson(config), "") == config);
        config.label = {};
        QVERIFY(parseConfig(configJson(config), "") == config);
        QVERIFY(configJson(config).find("label") == std::string::npos); // older versions read it
    }

    void theOriginIsReadBack() {
        RunConfig config{"0.1.0", {}, "digits", "abc", ModelOrigin{"an \"other\" run", std::string(64, 'b')}};
        QVERIFY(parseConfig(configJson(config), "") == config);
        config.from.reset();
        QVERIFY(parseConfig(configJson(config), "") == config);
        QVERIFY(configJson(config).find("from") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestRunConfig)
#include "tst_run_config.moc"
