// Fetching a data set from servers that break off, stall, lie, and send something else.
#include "app/fetch/dataset_fetch.h"
#include "engine/data/catalog.h"
#include "tests/support/tiny_download.h"
#include "tests/support/unreliable_server.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <zlib.h>

using namespace unroll;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(QList<unroll::Reply>)

namespace {

constexpr FetchPatience brief{.silence = 60s, .firstPause = 1ms, .rounds = 5};
const QString first = QStringLiteral("train-images-idx3-ubyte.gz");

QByteArray gzipped(const QByteArray& bytes) {
    const QTemporaryDir folder;
    const QString name = folder.filePath("f.gz");
    gzFile file = gzopen(name.toLocal8Bit(), "wb9");
    gzwrite(file, bytes.data(), static_cast<unsigned>(bytes.size()));
    gzclose(file);
    return contentsOf(name);
}

// How a fetch ended.
struct Ending {
    QString folder;   // where it finished
    QString sentence; // why it failed
    bool cancelled = false;
    int troubles = 0;
};

} // namespace

class TestDatasetFetch : public QObject {
    Q_OBJECT

    const TinyDownload tiny_;
    std::unique_ptr<QTemporaryDir> home_;
    std::unique_ptr<UnreliableServer> one_;
    std::unique_ptr<UnreliableServer> two_;

    DownloadSource source(bool mirrored) const {
        DownloadSource source = tiny_.source;
        source.mirrors = {one_->url("")};
        if (mirrored)
            source.mirrors.append(two_->url(""));
        return source;
    }

    Ending fetch(const DownloadSource& source, FetchPatience patience = brief) const {
        DatasetFetch fetch(source, home_->path(), patience);
        Ending ending;
        connect(&fetch, &DatasetFetch::finished, &fetch, [&](const QString& folder) { ending.folder = folder; });
        connect(&fetch, &DatasetFetch::failed, &fetch, [&](const QString& why) { ending.sentence = why; });
        connect(&fetch, &DatasetFetch::troubled, &fetch, [&] { ++ending.troubles; });
        fetch.start();
        if (!QTest::qWaitFor([&] { return !ending.folder.isEmpty() || !ending.sentence.isEmpty(); }, 100000))
            qWarning("The fetch does not end.");
        return ending;
    }

    // What the first server answers to the first file; the second is as a server should be.
    void setFirst(QList<Reply> answers) const {
        for (Reply& answer : answers)
            if (answer.body.isEmpty())
                answer.body = tiny_.bodies[first];
        one_->set('/' + first.toLatin1(), answers);
    }

    bool isThere() const {
        const Catalog catalog({home_->path().toStdString()});
        if (!catalog.find("tiny"))
            return false;
        const auto files = tiny_.bodies.keys();
        return std::ranges::all_of(files, [&](const QString& name) {
            return contentsOf(home_->filePath("tiny/" + name)) == tiny_.bodies[name];
        });
    }

    QList<QByteArray> rangesOfFirst(const UnreliableServer& server) const {
        QList<QByteArray> ranges;
        for (const Request& request : server.requests())
            if (request.path.endsWith(first.toLatin1()))
                ranges.append(request.range);
        return ranges;
    }

private slots:
    void init() {
        home_ = std::make_unique<QTemporaryDir>();
        one_ = std::make_unique<UnreliableServer>();
        two_ = std::make_unique<UnreliableServer>();
        for (UnreliableServer* server : {one_.get(), two_.get()})
            for (const QString& name : tiny_.bodies.keys())
                server->set('/' + name.toLatin1(), {Reply{.kind = Reply::Whole, .body = tiny_.bodies[name]}});
    }

    void fetchesAllFiles() {
        DownloadSource named = source(true);
        named.classNames = {"a", "b", "c", "d"};
        DatasetFetch fetch(named, home_->path(), brief);
        QSignalSpy finished(&fetch, &DatasetFetch::finished);
        QSignalSpy progress(&fetch, &DatasetFetch::progress);
        fetch.start();
        QVERIFY(finished.empty());
        QVERIFY(finished.wait(100000));
        QCOMPARE(finished[0][0].toString(), home_->filePath("tiny"));
        QVERIFY(isThere());
        QCOMPARE(one_->requests().size(), 4);
        QCOMPARE(two_->requests().size(), 0);
        QCOMPARE(progress.last()[0].toLongLong(), named.gzipBytes());
        QCOMPARE(progress.last()[1].toLongLong(), named.gzipBytes());
        QVERIFY(std::ranges::is_sorted(progress, {}, [](const auto& call) { return call[0].toLongLong(); }));
        QCOMPARE(contentsOf(home_->filePath("tiny/classes.txt")), QByteArray("a\nb\nc\nd\n"));
        QStringList left = QDir(home_->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        QCOMPARE(left, QStringList{"tiny"});
    }

    void bringsItHome_data() {
        QTest::addColumn<QList<Reply>>("answers");
        QTest::addColumn<bool>("mirrored");
        QTest::addColumn<int>("troubles");
        QTest::addColumn<int>("asked"); // the first server for the first file
        const auto row = [](const char* name, const QList<Reply>& answers, bool mirrored, int troubles, int asked) {
            QTest::newRow(name) << answers << mirrored << troubles << asked;
        };
        const Reply whole{};
        const auto status = [](int code) { return Reply{.kind = Reply::Status, .status = code}; };
        row("breaks off", {{.kind = Reply::BreakOff}, whole}, false, 1, 2);
        row("breaks off again and again", {{.kind = Reply::BreakOff}, {.kind = Reply::BreakOff}, whole}, false, 2, 3);
        row("promises more than it sends", {{.kind = Reply::PromiseMore}, whole}, false, 1, 2);
        row("promises less than it sends", {{.kind = Reply::PromiseLess}, whole}, false, 1, 2);
        row("ends without a length", {{.kind = Reply::WithoutLength}}, false, 0, 1);
        row("cuts off without a length", {{.kind = Reply::CutOff}, whole}, false, 1, 2);
        row("is busy", {status(503), whole}, false, 1, 2);
        row("is busy all the time", {status(503)}, true, 1, 1);
        row("has no such file", {status(404)}, true, 1, 1);
        row("forbids it", {status(403)}, true, 1, 1);
        row("answers with nothing", {status(204)}, true, 1, 1);
        row("sends another part", {{.kind = Reply::BreakOff}, {.kind = Reply::OtherPart}, whole}, false, 2, 3);
        row("changes the file meanwhile", {{.kind = Reply::BreakOff, .tag = "\"v0\""}, whole}, false, 1, 2);
        row("has a weak tag", {{.kind = Reply::BreakOff, .tag = "W/\"v1\""}, whole}, false, 1, 2);
        row("sends other bytes once", {{.body = gzipped("something else")}, whole}, false, 1, 2);
        row("sends no gzip", {{.body = "<html>Please log in</html>"}}, true, 1, 1);
    }

    void bringsItHome() {
        QFETCH(QList<Reply>, answers);
        QFETCH(bool, mirrored);
        QFETCH(int, troubles);
        QFETCH(int, asked);
        setFirst(answers);
        const Ending ending = fetch(source(mirrored));
        QCOMPARE(ending.sentence, QString());
        QVERIFY(isThere());
        QCOMPARE(ending.troubles, troubles);
        QCOMPARE(rangesOfFirst(*one_).size(), asked);
    }

    void goesOnWhereItBrokeOff() {
        setFirst({{.kind = Reply::BreakOff}, {}});
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        const QByteArray half = QByteArray::number(tiny_.bodies[first].size() / 2);
        QCOMPARE(rangesOfFirst(*one_), (QList<QByteArray>{"", "bytes=" + half + "-"}));
        QVERIFY(isThere());
    }

    void beginsAnewOnAnotherServer() {
        setFirst({{.kind = Reply::BreakOff}});
        QVERIFY(fetch(source(true)).sentence.isEmpty());
        QCOMPARE(rangesOfFirst(*two_), QList<QByteArray>{""});
        QVERIFY(isThere());
    }

    void losesPatienceWithSilence() {
        setFirst({{.kind = Reply::Silence}});
        QVERIFY(fetch(source(true), {.silence = 300ms, .firstPause = 1ms, .rounds = 100}).sentence.isEmpty());
        QVERIFY(!rangesOfFirst(*two_).empty());
        QVERIFY(isThere());
    }

    void followsARedirect() {
        const QByteArray elsewhere = two_->url(first).toString().toLatin1();
        setFirst({{.kind = Reply::Redirect, .text = elsewhere}});
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        QVERIFY(isThere());
    }

    void fails_data() {
        QTest::addColumn<Reply>("answer");
        QTest::addColumn<QString>("why");
        QTest::newRow("404") << Reply{.kind = Reply::Status, .status = 404} << "it answers 404";
        QTest::newRow("503") << Reply{.kind = Reply::Status, .status = 503} << "it answers 503";
        QTest::newRow("other bytes") << Reply{.body = gzipped(QByteArray(1616, 'x'))} << "it sent ";
        QTest::newRow("a web page") << Reply{.body = "<!DOCTYPE html>\n<html><title>Not here</title></html>\n"}
                                    << "it sent another file (it is a web page";
        QTest::newRow("a gzip bomb") << Reply{.body = gzipped(QByteArray(1 << 20, '\0'))}
                                     << "it sent a file that inflates to more than";
        QTest::newRow("a flood") << Reply{.body = QByteArray(1 << 20, 'x')} << "it sends more than the";
        QTest::newRow("a circle") << Reply{.kind = Reply::Redirect, .text = "/" + first.toLatin1()} << "redirect";
        QTest::newRow("another protocol") << Reply{.kind = Reply::Redirect, .text = "file:///etc/passwd"} << "protocol";
    }

    void fails() {
        QFETCH(Reply, answer);
        QFETCH(QString, why);
        setFirst({answer});
        const Ending ending = fetch(source(false));
        QVERIFY2(ending.sentence.startsWith("The data set tiny can't be fetched (" + first + " at 127.0.0.1: "),
                 qPrintable(ending.sentence));
        QVERIFY2(ending.sentence.contains(why, Qt::CaseInsensitive), qPrintable(ending.sentence));
        QVERIFY(ending.sentence.endsWith("check the connection and the disk, and try again; what has arrived is "
                                         "kept."));
        QVERIFY(!QDir(home_->filePath("tiny")).exists());
    }

    // As servers and caches on the way do with what is packed.
    void takesAFileThatWasUnpackedOnItsWay() {
        const QTemporaryDir folder;
        saveDatasetFolder(tinyDataset(), folder.path().toStdString(), Compression::None);
        setFirst({{.body = contentsOf(folder.filePath(QString(first).remove(".gz")))}});
        QCOMPARE(fetch(source(false)).sentence, QString());
        Catalog catalog({home_->path().toStdString()});
        QCOMPARE(catalog.load("tiny")->sha256(), tinyDataset().sha256());
        QCOMPARE(one_->requests().size(), tiny_.source.files.size());
        QVERIFY(fetch(source(false)).sentence.isEmpty()); // all is there
        QCOMPARE(one_->requests().size(), tiny_.source.files.size());
    }

    void saysAtOnceThatThereIsNoNetwork() {
        const DownloadSource nobody = source(true);
        one_->close();
        two_->close();
        const Ending ending = fetch(nobody, {.silence = 60s, .firstPause = 1h, .rounds = 5});
        QVERIFY2(ending.sentence.contains("refused"), qPrintable(ending.sentence));
    }

    void aCancelledFetchGoesOnLater() {
        setFirst({{.kind = Reply::BreakOff}, {.kind = Reply::Silence}, {}});
        {
            DatasetFetch fetch(source(false), home_->path(), brief);
            QSignalSpy cancelled(&fetch, &DatasetFetch::cancelled);
            QSignalSpy failed(&fetch, &DatasetFetch::failed);
            fetch.start();
            QTRY_COMPARE_WITH_TIMEOUT(rangesOfFirst(*one_).size(), 2, 100000);
            fetch.cancel();
            fetch.cancel();
            QCOMPARE(cancelled.size(), 1);
            QVERIFY(failed.empty());
            QVERIFY(!isThere());
        }
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        QVERIFY(rangesOfFirst(*one_).last().startsWith("bytes="));
        QVERIFY(isThere());
    }

    void twoDoNotFetchAtOnce() {
        setFirst({{.kind = Reply::Silence}});
        DatasetFetch slow(source(false), home_->path(), brief);
        slow.start();
        QTRY_COMPARE_WITH_TIMEOUT(rangesOfFirst(*one_).size(), 1, 100000);
        QVERIFY(fetch(source(true)).sentence.contains("another program is fetching it already"));
        slow.cancel();
        setFirst({{}});
        QVERIFY(fetch(source(false)).sentence.isEmpty());
    }

    void takesWhatIsThereAlready() {
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        const qsizetype before = one_->requests().size();
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        QCOMPARE(one_->requests().size(), before);
    }

    void mendsWhatIsDamaged() {
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        QFile file(home_->filePath("tiny/" + first));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() - 3));
        file.close();
        const qsizetype before = one_->requests().size();
        QVERIFY(fetch(source(false)).sentence.isEmpty());
        QCOMPARE(one_->requests().size(), before + 1);
        QVERIFY(isThere());
    }

    void saysThatTheFolderCanNotBeMade() {
        QFile file(home_->filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        DatasetFetch fetch(source(false), home_->filePath("file/below"), brief);
        QSignalSpy failed(&fetch, &DatasetFetch::failed);
        fetch.start();
        QVERIFY(failed.wait(100000));
        QVERIFY(failed[0][0].toString().contains("can't be made"));
    }
};

QTEST_GUILESS_MAIN(TestDatasetFetch)
#include "tst_dataset_fetch.moc"
