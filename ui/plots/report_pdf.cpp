#include "ui/plots/report_pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QTextObjectInterface>

namespace unroll {
namespace {

constexpr int pointsPerInch = 96;

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

} // namespace

QByteArray reportPdf(const Report& report) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setCreator(QStringLiteral("Unroll"));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    writer.setResolution(pointsPerInch);

    PictureDrawer drawer;
    QTextDocument document;
    document.documentLayout()->registerHandler(QTextFormat::ImageObject, &drawer);
    document.setPageSize(writer.pageLayout().paintRectPixels(pointsPerInch).size());
    document.setHtml(reportHtml(report, [&drawer](const ReportPicture& picture) { return drawer.add(picture); }));
    document.print(&writer);
    return bytes;
}

} // namespace unroll

#include "report_pdf.moc"
