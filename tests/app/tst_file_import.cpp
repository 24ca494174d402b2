#include "app/file_import.h"

#include "tests/support/zip_writer.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace unroll;

class TestFileImport : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::filesystem::path write(const QString& name, const QByteArray& bytes) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            throw std::logic_error("The test can't write.");
        return file.fileName().toStdString();
    }

private slots:
    void theContentDecides() {
        const auto table = write("data.npz", "label,a\n0,7\n1,7\n0,7\n");
        QCOMPARE(importDatasetFile(table, "t", {}).dataset.train.pixels.front(), 7);
        const std::filesystem::path arrays = folder_.filePath("data.csv").toStdString();
        writeZip(arrays,
                 {{"x.npy", npyFile("'|u1'", "(2, 1)", "\x09\x09")}, {"y.npy", npyFile("'|u1'", "(2,)", "\1\1")}});
        QCOMPARE(importDatasetFile(arrays, "a", {}).dataset.train.pixels, std::vector<std::uint8_t>{9});
    }

    void theOptionsHold() {
        ImportOptions options;
        options.testShare = 0.5;
        options.width = 3;
        options.height = 1;
        options.invert = Invert::Yes;
        const Dataset data = importDatasetFile(write("a.csv", "0,1,2,3\n0,1,2,3\n"), "a", options).dataset;
        QCOMPARE(data.name, std::string("a"));
        QCOMPARE(data.width, 3);
        QCOMPARE(data.train.pixels, (std::vector<std::uint8_t>{254, 253, 252}));
        QCOMPARE(data.test.pixels, data.train.pixels);
    }

    void whatIsNeitherIsNamed() {
        try {
            importDatasetFile(write("a.mat", QByteArray("MATLAB\0\1", 8)), "a", {});
            QFAIL("accepted");
        } catch (const std::runtime_error& error) {
            QVERIFY(
                QString(error.what()).contains("a.mat' is neither a table of text (.csv) nor NumPy's arrays (.npz)"));
        }
    }
};

QTEST_APPLESS_MAIN(TestFileImport)
#include "tst_file_import.moc"
