#include "ui/export/report_pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextObjectInterface>
#include <QTextTable>

#include <algorithm>
#include <cmath>

namespace unroll {
namespace {

constexpr int pagePointsPerInch = 96;

// Draws the pictures of the document, which are named by their place in the list.
class PictureDrawer : public QObject, public QTextObjectInterface {
    Q_OBJECT
    Q_INTERFACES(QTextObjectInterface)

public:
    QString add(const ReportPicture& picture) {
        pictures_.push_back(picture);
        return QStringLiteral("<img src=\"%1\">").arg(pictures_.size() - 1);
    }

    QSizeF intrinsicSize(QTextDocument*, int, const QTextFormat& format) override { return of(format).size; }

    void drawObject(QPainter* painter, const QRectF& rect, QTextDocument*, int, const QTextFormat& format) override {
        const ReportPicture& picture = of(format);
        if (picture.vectors)
            QSvgRenderer(picture.bytes).render(painter, rect);
        else
            painter->drawImage(rect, QImage::fromData(picture.bytes));
    }

private:
    const ReportPicture& of(const QTextFormat& format) const {
        return pictures_.at(format.toImageFormat().name().toULong());
    }

    std::vector<ReportPicture> pictures_;
};

// The heading before a table, or the table's own place.
QTextCursor placeBefore(const QTextTable& table) {
    const QTextBlock before = table.document()->findBlock(std::max(0, table.firstPosition() - 2));
    for (QTextBlock block = before; block.isValid(); block = block.previous()) {
        const QTextCursor cursor(block);
        if (cursor.currentFrame() != table.parentFrame())
            break;
        if (block.blockFormat().headingLevel() > 0)
            return cursor;
    }
    return QTextCursor(before);
}

} // namespace

void keepTablesWhole(QTextDocument& document) {
    constexpr double footRoom = 32; // a page's last row is cut where it ends with the page
    const double page = document.pageSize().height();
    for (QTextFrame* frame : document.rootFrame()->childFrames()) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table)
            continue;
        QTextTableFormat format = table->format();
        format.setHeaderRowCount(1);
        table->setFormat(format);
        QTextCursor before = placeBefore(*table);
        const auto* layout = document.documentLayout();
        const double top = layout->blockBoundingRect(before.block()).top();
        const double bottom = layout->frameBoundingRect(table).bottom() + footRoom;
        if (std::floor(top / page) == std::floor(bottom / page) || bottom - top > page * 0.95)
            continue;
        QTextBlockFormat broken = before.blockFormat();
        broken.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        before.setBlockFormat(broken);
    }
}

QByteArray reportPdf(const Report& report) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Unroll"));
    writer.setTitle(titleOf(report));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    writer.setResolution(pagePointsPerInch);

    PictureDrawer drawer;
    QTextDocument document;
    document.documentLayout()->registerHandler(QTextFormat::ImageObject, &drawer);
    document.setPageSize(writer.pageLayout().paintRectPixels(pagePointsPerInch).size());
    document.setHtml(reportHtml(report, [&drawer](const ReportPicture& picture) { return drawer.add(picture); }));
    keepTablesWhole(document);
    document.print(&writer);
    return bytes;
}

} // namespace unroll

#include "report_pdf.moc"
