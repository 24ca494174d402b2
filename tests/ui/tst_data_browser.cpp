#include "ui/data/data_browser.h"

#include <QLabel>
#include <QTest>

using namespace unroll;

class TestDataBrowser : public QObject {
    Q_OBJECT

private slots:
    void saysTheDataSetsNameAsItIs() {
        DataBrowser browser;
        SessionInfo info;
        info.dataName = "batch of 50%2 share %1 <b>";
        info.width = 56;
        info.height = 14;
        info.classes = 10;
        info.dataSha256 = "01ab";
        browser.setInfo(info);
        const auto* source = browser.findChild<QLabel*>("dataSource");
        QVERIFY(source);
        QCOMPARE(source->text(),
                 QStringLiteral("batch of 50%2 share %1 <b>: 56 \u00d7 14 pixels, 10 classes; SHA-256 01ab"));
        QCOMPARE(source->textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(TestDataBrowser)
#include "tst_data_browser.moc"
