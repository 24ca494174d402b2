#include "tests/support/program.h"
#include "tests/support/tiny_download.h"
#include "tests/support/unreliable_server.h"

#include <QImage>
#include <QJsonArray>
#include <QTest>

#include <csignal>

using namespace unroll;

class TestDataCommand : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    // A description of where the tiny data set lies, as --source takes it.
    QString describe(const TinyDownload& tiny, const QUrl& mirror) const {
        QJsonArray files;
        for (const DownloadFile& file : tiny.source.files)
            files.append(QJsonObject{{"name", file.name},
                                     {"gzip_bytes", file.gzipBytes},
                                     {"bytes", file.bytes},
                                     {"sha256", QString(file.sha256)}});
        const QJsonObject source{{"name", "tiny"}, {"mirrors", QJsonArray{mirror.toString()}}, {"files", files}};
        QFile file(folder_.filePath("source.json"));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(source).toJson()) <= 0)
            qFatal("The test's file can't be written.");
        return file.fileName();
    }

private slots:
    void initTestCase() {
        qputenv("XDG_DATA_HOME", folder_.filePath("home").toLocal8Bit());
        qunsetenv("UNROLL_DATA_DIR");
    }

    void listsWhatThereIs() {
        const ProgramResult result = runProgram({"data", "list"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.out, QString("digits         built in\n"
                                     "fashion-mnist  not here; unroll data fetch fashion-mnist\n"
                                     "mnist          not here; unroll data fetch mnist\n"));
        QVERIFY(result.err.isEmpty());
        const QJsonArray sets = jsonOf(runProgram({"data", "list", "--json"}).out)["data"].toArray();
        QCOMPARE(sets.size(), 3);
        QCOMPARE(sets[0].toObject(), (QJsonObject{{"name", "digits"}, {"here", true}}));
        QCOMPARE(sets[2].toObject(), (QJsonObject{{"name", "mnist"}, {"here", false}}));
    }

    void listsTheSetsOfAFolder() {
        const QTemporaryDir data;
        for (const QString& set : {QString("emnist-digits"), QString("emnist-letters")})
            for (const QString& file : {QString("-train-images-idx3-ubyte"), QString("-train-labels-idx1-ubyte")}) {
                QVERIFY(QDir(data.path()).mkpath("emnist"));
                QFile empty(data.filePath("emnist/" + set + file));
                QVERIFY(empty.open(QIODevice::WriteOnly));
            }
        qputenv("UNROLL_DATA_DIR", data.path().toLocal8Bit());
        const QString text = runProgram({"data", "list"}).out;
        const QJsonArray sets = jsonOf(runProgram({"data", "list", "--json"}).out)["data"].toArray();
        qunsetenv("UNROLL_DATA_DIR");
        const QString folder = data.filePath("emnist");
        const QString digits = folder + "/emnist-digits-train-images-idx3-ubyte";
        const QString letters = folder + "/emnist-letters-train-images-idx3-ubyte";
        QVERIFY2(text.contains("emnist         " + folder + "; several sets, of which each goes by its file:\n" +
                               QString(15, ' ') + digits + '\n' + QString(15, ' ') + letters + '\n'),
                 qPrintable(text));
        QCOMPARE(sets[1].toObject(),
                 (QJsonObject{
                     {"name", "emnist"}, {"here", true}, {"folder", folder}, {"sets", QJsonArray{digits, letters}}}));
    }

    void drawsDigitsIntoAFolder() {
        const QString drawn = folder_.filePath("drawn");
        const ProgramResult result = runProgram({"data", "generate", drawn, "--train", "70", "--test", "20"});
        QVERIFY2(result.status == 0, qPrintable(result.err));
        const QJsonObject json = jsonOf(runProgram({"data", "check", drawn, "--json"}).out);
        QCOMPARE(json["train"].toObject()["images"].toInt(), 70);
        QCOMPARE(json["train"].toObject()["images_of_class"].toArray(), (QJsonArray{7, 7, 7, 7, 7, 7, 7, 7, 7, 7}));
        QCOMPARE(json["test"].toObject()["images"].toInt(), 20);
        QCOMPARE(json["classes"].toInt(), 10);
        QVERIFY(result.out.contains(json["sha256"].toString()));
        const ProgramResult again = runProgram({"data", "generate", drawn});
        QCOMPARE(again.status, 1);
        QVERIFY2(again.err.endsWith("it is there already and not empty; choose another folder.\n"),
                 qPrintable(again.err));
        const QString other = folder_.filePath("other");
        QCOMPARE(runProgram({"data", "generate", other, "--train=70", "--test=20", "--seed=2"}).status, 0);
        QVERIFY(jsonOf(runProgram({"data", "check", other, "--json"}).out)["sha256"] != json["sha256"]);
    }

    // From pictures to a network that tells them apart by their names.
    void trainsOnImportedImages() {
        const QStringList classes{"bar", "dot", "field"};
        for (int label = 0; label < 3; ++label)
            for (int i = 0; i < 21; ++i) {
                const QString name = folder_.filePath(QString("pictures/%1/%2.png").arg(classes[label]).arg(i));
                QVERIFY(QDir().mkpath(QFileInfo(name).path()));
                QImage image(10, 6, QImage::Format_Grayscale8);
                image.fill(label == 2 ? 90 : 0);
                for (int x = 0; x < (label == 0 ? 10 : 1); ++x)
                    image.setPixelColor(x, label + i % 3, QColor(255, 255, 255));
                QVERIFY(image.save(name));
            }
        const QString data = folder_.filePath("imported");
        const ProgramResult imported = runProgram({"data", "import", folder_.filePath("pictures"), data});
        QVERIFY2(imported.status == 0, qPrintable(imported.err));
        QVERIFY(imported.out.contains("10 x 6 pixels"));
        QVERIFY(imported.out.contains("field        18         3\n"));
        const QString run = folder_.filePath("run");
        const ProgramResult trained =
            runProgram({"train", "--data", data, "--cells", "6", "--batch", "9", "--out", run, "--json"});
        QVERIFY2(trained.status == 0, qPrintable(trained.err));
        const QJsonObject inspected = jsonOf(runProgram({"inspect", run, "--json"}).out);
        QCOMPARE(inspected["label_name"].toString(), classes[inspected["label"].toInt()]);
        QCOMPARE(inspected["prediction_name"].toString(), classes[inspected["prediction"].toInt()]);
        QVERIFY(runProgram({"inspect", run}).out.contains("(" + inspected["label_name"].toString() + ")"));
        QCOMPARE(jsonOf(runProgram({"evaluate", run, "--json"}).out)["classes"].toArray(),
                 QJsonArray::fromStringList(classes));
    }

    void importsTables() {
        QFile table(folder_.filePath("train.csv"));
        QVERIFY(table.open(QIODevice::WriteOnly));
        table.write("label,pixel0,pixel1,pixel2,pixel3\n");
        for (int i = 0; i < 14; ++i)
            table.write(QByteArray::number(i % 2) + ",0,255,255,0\n");
        table.close();
        const QString data = folder_.filePath("table");
        const ProgramResult imported = runProgram({"data", "import", table.fileName(), data});
        QVERIFY2(imported.status == 0 && imported.err.isEmpty(), qPrintable(imported.err));
        const QJsonObject json = jsonOf(runProgram({"data", "check", data, "--json"}).out);
        QCOMPARE(json["width"].toInt(), 2);
        QCOMPARE(json["train"].toObject()["images"].toInt(), 12);
        QCOMPARE(json["train"].toObject()["pixel_mean"].toDouble(), 0.5);
        QVERIFY(table.open(QIODevice::WriteOnly | QIODevice::Append));
        table.write("1,0,255,255\n");
        table.close();
        const ProgramResult broken = runProgram({"data", "import", table.fileName(), folder_.filePath("broken table")});
        QCOMPARE(broken.status, 1);
        QVERIFY2(broken.err.contains("train.csv', line 16: expected 5 columns as in the first line, found 4."),
                 qPrintable(broken.err));
        QVERIFY(!QFile::exists(folder_.filePath("broken table")));
    }

    // Whatever an import has to say goes to standard error; nothing of Qt's does.
    void saysWhatAnImportLeftOut() {
        const QString source = folder_.filePath("odd");
        for (const char* name : {"training/a/0", "training/a/1", "training/b/0", "testing/a/0", "testing/b/0"}) {
            const QString file = source + '/' + name + ".png";
            QVERIFY(QDir().mkpath(QFileInfo(file).path()));
            QImage image(6, 6, QImage::Format_Grayscale8);
            image.fill(0);
            image.setPixelColor(2, 3, Qt::white);
            QVERIFY(image.save(file));
        }
        QFile bad(source + "/training/b/1.jpg");
        QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("\xFF\xD8\xFF\xE0") > 0);
        bad.close();
        const QString data = folder_.filePath("odd data");
        const ProgramResult refused = runProgram({"data", "import", source, data});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.err,
                 QString("unroll: A picture in '%1' can't be read: 'training/b/1.jpg' is incomplete. Remove or "
                         "mend them, or leave them out with --skip-unreadable.\n")
                     .arg(source));
        QVERIFY(!QDir(data).exists());
        const ProgramResult result =
            runProgram({"data", "import", source, data, "--skip-unreadable", "--test-share", "0.5"});
        QCOMPARE(result.status, 0);
        QCOMPARE(result.err,
                 QString("Left out: 1 picture that can't be read: 'training/b/1.jpg' is incomplete.\nSOURCE has "
                         "test images of its own, so that --test-share takes none.\n"));
        const QJsonObject json = jsonOf(runProgram({"data", "check", data, "--json"}).out);
        QCOMPARE(json["train"].toObject()["images"].toInt(), 3);
        QCOMPARE(json["test"].toObject()["images"].toInt(), 2);
        QVERIFY(!json["test_held_out"].toBool());
        QCOMPARE(
            runProgram({"data", "import", folder_.filePath("nowhere"), folder_.filePath("x")}).err,
            QString(
                "unroll: There is no folder '%1': give one that holds the pictures of each class in a folder of its "
                "own.\n")
                .arg(folder_.filePath("nowhere")));
    }

    void saysThatTestImagesAreHeldOut() {
        const QString data = folder_.filePath("halved");
        QCOMPARE(runProgram({"data", "generate", data, "--train", "700", "--test", "20"}).status, 0);
        QVERIFY(QFile::remove(data + "/t10k-images-idx3-ubyte.gz") &&
                QFile::remove(data + "/t10k-labels-idx1-ubyte.gz"));
        const ProgramResult trained = runProgram({"train", "--data", data, "--epochs", "1", "--json"});
        QVERIFY2(trained.status == 0, qPrintable(trained.err));
        QVERIFY2(trained.err.startsWith("The data set halved has no test files: a seventh of its images, drawn by a "
                                        "seed, is held out to test on.\n"),
                 qPrintable(trained.err));
        QVERIFY(runProgram({"train", "--data", data, "--epochs", "1", "--quiet"}).err.isEmpty());
        const QJsonObject checked = jsonOf(runProgram({"data", "check", data, "--json"}).out);
        QVERIFY(checked["test_held_out"].toBool());
        QCOMPARE(checked["test"].toObject()["images"].toInt(), 100);
    }

    // Files sorted by their labels, as some sets are written.
    void saysWhichClassesALimitLeavesOut() {
        const QString data = folder_.filePath("sorted");
        Dataset sorted = tinyDataset(400, 40);
        for (std::size_t i = 0; i < 400; ++i)
            sorted.train.labels[i] = static_cast<std::uint8_t>(i / 100);
        saveDatasetFolder(sorted, data.toStdString(), Compression::None);
        const QStringList train{"train", "--data", data, "--cells", "4", "--epochs", "1", "--train-limit", "200"};
        const ProgramResult limited = runProgram(train);
        QCOMPARE(limited.status, 0);
        QVERIFY2(limited.err.startsWith("Note: 2 of 4 classes (2, 3) have no image among the first 200 of 400 training "
                                        "images, which is all that are taken: take more of them, or shuffle those in "
                                        "the files.\n"),
                 qPrintable(limited.err));
        QVERIFY(!limited.out.contains("Note"));
        QVERIFY(runProgram(train + QStringList{"--quiet"}).err.isEmpty());
        QVERIFY(!runProgram(train.first(7)).err.contains("Note"));
    }

    void checksWhatTheFilesHold() {
        const QString data = folder_.filePath("letters");
        Dataset letters = tinyDataset(120, 40);
        for (ImageSet* set : {&letters.train, &letters.test})
            for (std::uint8_t& label : set->labels)
                label = label == 0 ? 2 : static_cast<std::uint8_t>(label + 1); // from 2 to 4
        letters.classNames = {"w", "x", "y", "z"};
        saveDatasetFolder(letters, data.toStdString(), Compression::Gzip);
        const QString text = runProgram({"data", "check", data}).out;
        QVERIFY2(text.contains("labels    1 to 4\nfiles     120 x 4 x 4 unsigned bytes\n"
                               "          40 x 4 x 4 unsigned bytes\n"),
                 qPrintable(text));
        QVERIFY2(text.contains("note      Class w has no images at all.\n"), qPrintable(text));
        const QJsonObject json = jsonOf(runProgram({"data", "check", data, "--json"}).out);
        QCOMPARE(json["first_label"].toInt(), 1);
        QCOMPARE(json["notes"].toArray(), QJsonArray{"Class w has no images at all."});
        QCOMPARE(json["train"].toObject()["files_hold"].toString(), QString("120 x 4 x 4 unsigned bytes"));
        QCOMPARE(json["train"].toObject()["images_of_class"].toArray()[0].toInt(), 0);
    }

    void fetchesADataSet() {
        const TinyDownload tiny;
        UnreliableServer server;
        const QString source = describe(tiny, server.url(""));
        for (const QString& name : tiny.bodies.keys())
            server.set('/' + name.toLatin1(), {Reply{.body = tiny.bodies[name]}});
        QProcess fetch;
        fetch.start(UNROLL_PROGRAM, {"data", "fetch", "tiny", "--source", source});
        QTRY_COMPARE_WITH_TIMEOUT(fetch.state(), QProcess::NotRunning, 100000);
        QVERIFY2(fetch.exitCode() == 0, fetch.readAllStandardError());
        QCOMPARE(QString(fetch.readAllStandardOutput()), folder_.filePath("home/unroll/tiny\n"));
        QVERIFY(runProgram({"data", "list"}).out.contains("tiny           " + folder_.filePath("home/unroll/tiny")));
    }

    void anInterruptedFetchSaysSo() {
        TinyDownload tiny;
        UnreliableServer server;
        tiny.source.name = "tiny2";
        const QString source = describe(tiny, server.url(""));
        for (const QString& name : tiny.bodies.keys())
            server.set('/' + name.toLatin1(), {Reply{.kind = Reply::Silence, .body = tiny.bodies[name]}});
        QVERIFY(QDir(folder_.filePath("home/unroll/tiny")).removeRecursively());
        QProcess fetch;
        fetch.start(UNROLL_PROGRAM, {"data", "fetch", "tiny", "--source", source});
        QTRY_COMPARE_WITH_TIMEOUT(server.requests().size(), 1, 100000);
        kill(static_cast<pid_t>(fetch.processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(fetch.state(), QProcess::NotRunning, 100000);
        QCOMPARE(fetch.exitCode(), 130);
        QVERIFY(fetch.readAllStandardOutput().isEmpty());
        QVERIFY(!QDir(folder_.filePath("home/unroll/tiny")).exists());
    }

    void wrongUsageIsOneSentence_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const QStringList& arguments, const QString& sentence) {
            QTest::newRow(name) << arguments << sentence;
        };
        row("no command", {},
            "unroll: data needs a command: list, check, generate, fetch or import; unroll data --help.");
        row("misspelt", {"lits"}, "unroll: There is no command 'data lits'; did you mean 'data list'?");
        row("nothing to check", {"check"}, "unroll: An argument is missing: unroll data check DATA [options].");
        row("one folder", {"import", "a"}, "unroll: An argument is missing: unroll data import SOURCE DIR [options].");
        row("too much", {"list", "a"}, "unroll: 'a' is one argument too many; --help shows what is expected.");
        row("unknown", {"fetch", "x"}, "unroll: No data set 'x' can be fetched; there are fashion-mnist, mnist.");
        row("a size", {"import", "a", "b", "--size", "28"},
            "unroll: --size is WIDTHxHEIGHT in pixels, each from 1 to 4096, not '28'.");
        row("a share", {"import", "a", "b", "--test-share", "1"},
            "unroll: --test-share is a number from 0.001 to 0.999, not '1'.");
        row("a count", {"generate", "a", "--train", "0"},
            "unroll: --train is a whole number from 1 to 10000000, not '0'.");
    }

    void wrongUsageIsOneSentence() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, sentence);
        const ProgramResult result = runProgram(QStringList{"data"} + arguments);
        QCOMPARE(result.status, 2);
        QCOMPARE(result.err, sentence + '\n');
        QVERIFY(result.out.isEmpty());
    }

    void helpNamesEveryCommand() {
        const QString help = runProgram({"data", "--help"}).out;
        for (const char* command : {"list", "check", "generate", "fetch", "import"}) {
            QVERIFY(help.contains(QString("  unroll data ") + command));
            const ProgramResult result = runProgram({"data", command, "--help"});
            QCOMPARE(result.status, 0);
            QVERIFY(result.out.startsWith(QString("Usage: unroll data ") + command));
            for (const QString& line : result.out.split('\n'))
                QVERIFY2(line.size() <= 80, qPrintable(line));
        }
    }
};

QTEST_GUILESS_MAIN(TestDataCommand)
#include "tst_data_command.moc"
