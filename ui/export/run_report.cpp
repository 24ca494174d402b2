#include "ui/export/run_report.h"

#include "ui/export/confusion_picture.h"
#include "ui/state/figure_texts.h"
#include "ui/state/row_words.h"
#include "ui/state/setting_text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QSysInfo>

#include <algorithm>
#include <functional>

namespace unroll {
namespace {

using Picture = std::function<QString(const ReportPicture&)>;

constexpr QSize plotSize(640, 360);
constexpr int digitSize = 56;
constexpr int digitsInRow = 10;
constexpr int confusionSide = 640;

struct RunReportWords {
    Q_DECLARE_TR_FUNCTIONS(unroll::RunReport)
};

QString cell(const QString& text, const char* tag = "td", const QString& attributes = {}) {
    return QStringLiteral("<%1%2>%3</%1>").arg(QLatin1String(tag), attributes, text.toHtmlEscaped());
}

QString row(const QStringList& cells, const char* tag = "td") {
    QString html = QStringLiteral("<tr>");
    for (const QString& text : cells)
        html += cell(text, tag, QStringLiteral(" align=\"right\""));
    return html + QStringLiteral("</tr>\n");
}

QString heading(const char* text) {
    return QStringLiteral("<h2>%1</h2>\n").arg(RunReportWords::tr(text).toHtmlEscaped());
}

QString table(const QString& rows) {
    return QStringLiteral("<table border=\"0\" cellpadding=\"4\" cellspacing=\"0\">\n%1</table>\n").arg(rows);
}

QString settingsOf(const RunRecord& record) {
    QString rows;
    for (const HyperparameterRow& parameter : hyperparameterTable()) {
        rows += QStringLiteral("<tr>%1%2</tr>\n")
                    .arg(cell(labelOf(parameter), "th", QStringLiteral(" align=\"left\"")),
                         cell(settingValue(record.hyperparameters, parameter)));
    }
    return heading("Setting") + table(rows);
}

QString figuresOf(const RunRecord& record) {
    QString epochs =
        row({RunReportWords::tr("Epoch"), RunReportWords::tr("Training accuracy"), RunReportWords::tr("Test accuracy"),
             RunReportWords::tr("Training loss"), RunReportWords::tr("Test loss")},
            "th");
    std::int64_t allocated = 0;
    for (const EpochMetrics& epoch : record.epochs) {
        epochs += row({QLocale().toString(qint64{epoch.epoch}), percentText(epoch.trainAccuracy),
                       percentText(epoch.testAccuracy), lossText(epoch.trainLoss), lossText(epoch.testLoss)});
        allocated += epoch.allocatedBytes;
    }
    if (record.epochs.empty())
        return heading("Figures") +
               QStringLiteral("<p>%1</p>\n").arg(RunReportWords::tr("No epoch was trained to its end."));
    const EpochMetrics& last = record.epochs.back();
    const QString total =
        row({RunReportWords::tr("Time"), RunReportWords::tr("Allocated while training"),
             RunReportWords::tr("Test accuracy")},
            "th") +
        row({secondsText(last.seconds),
             record.info.countsAllocations ? bytesText(allocated) : RunReportWords::tr("not measured"),
             percentText(last.testAccuracy)});
    return heading("Figures") + table(epochs) + table(total);
}

// One picture, so that the axes are at the same place.
QString curvesOf(const Report& report, const Picture& picture) {
    const QSize size(plotSize.width(), plotSize.height() * static_cast<int>(report.plots.size()));
    return heading("Curves") +
           (size.isEmpty() ? QString()
                           : QStringLiteral("<p>%1</p>\n")
                                 .arg(picture({renderPlots(report.plots, PlotFormat::Svg, plotSize), true, size})));
}

QByteArray encoded(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QString className(const SessionInfo& info, int index) {
    const auto place = static_cast<std::size_t>(index);
    return place < info.classNames.size() ? QString::fromStdString(info.classNames[place]) : QString::number(index);
}

QStringList classNames(const SessionInfo& info, int classes) {
    QStringList names;
    for (int label = 0; label < classes; ++label)
        names.append(className(info, label));
    return names;
}

// A cell is the darker the more images are in it; those read wrongly are orange.
QString shade(std::int64_t count, std::int64_t most, bool right) {
    if (count == 0)
        return {};
    const double share = static_cast<double>(count) / static_cast<double>(most);
    return QStringLiteral(" bgcolor=\"%1\"").arg(confusionColour(share, right).name());
}

// A page of paper has room for so many columns of numbers under names of so many letters together.
bool fitsAsTable(const QStringList& names) { return names.size() <= 12 && names.join(QString()).size() <= 80; }

QString confusionTable(const ConfusionMatrix& matrix, const QStringList& names) {
    std::int64_t mostRight = 1;
    std::int64_t mostWrong = 1;
    for (int label = 0; label < matrix.classes; ++label)
        for (int read = 0; read < matrix.classes; ++read)
            (label == read ? mostRight : mostWrong) =
                std::max(label == read ? mostRight : mostWrong, matrix.at(label, read));
    QString rows = row(QStringList{RunReportWords::tr("true \\ predicted")} + names, "th");
    for (int label = 0; label < matrix.classes; ++label) {
        rows += QStringLiteral("<tr>") + cell(names[label], "th");
        for (int read = 0; read < matrix.classes; ++read) {
            const std::int64_t count = matrix.at(label, read);
            rows += cell(count == 0 ? QString() : groupedText(static_cast<double>(count)), "td",
                         QStringLiteral(" align=\"right\"") +
                             shade(count, label == read ? mostRight : mostWrong, label == read));
        }
        rows += QStringLiteral("</tr>\n");
    }
    return table(rows);
}

struct Mistake {
    int label = 0;
    int read = 0;
    std::int64_t images = 0;
};

// The pairs of classes that are confused most often, the most frequent first.
std::vector<Mistake> mistakesOf(const ConfusionMatrix& matrix, std::size_t most) {
    std::vector<Mistake> mistakes;
    for (int label = 0; label < matrix.classes; ++label)
        for (int read = 0; read < matrix.classes; ++read)
            if (label != read && matrix.at(label, read) > 0)
                mistakes.push_back({label, read, matrix.at(label, read)});
    std::ranges::stable_sort(mistakes, std::greater{}, &Mistake::images);
    mistakes.resize(std::min(mistakes.size(), most));
    return mistakes;
}

QString mistakesTable(const ConfusionMatrix& matrix, const QStringList& names) {
    constexpr std::size_t most = 12;
    const std::vector<Mistake> mistakes = mistakesOf(matrix, most);
    if (mistakes.empty())
        return {};
    QString rows =
        row({RunReportWords::tr("true"), RunReportWords::tr("predicted"), RunReportWords::tr("images")}, "th");
    for (const Mistake& mistake : mistakes)
        rows += row({names[mistake.label], names[mistake.read], QLocale().toString(qint64{mistake.images})});
    return QStringLiteral("<p>%1</p>\n").arg(RunReportWords::tr("Its most frequent mistakes:")) + table(rows);
}

QString confusionOf(const RunRecord& record, const Picture& picture) {
    if (!record.confusion)
        return {};
    const ConfusionMatrix& matrix = *record.confusion;
    const QStringList names = classNames(record.info, matrix.classes);
    const QString sentence = RunReportWords::tr("How the last evaluation read the %1 test images.")
                                 .arg(groupedText(static_cast<double>(matrix.images())));
    const QString head = heading("Confusion") + QStringLiteral("<p>%1</p>\n");
    if (fitsAsTable(names))
        return head.arg(sentence) + confusionTable(matrix, names);
    const QString legend =
        RunReportWords::tr("A row for every true class, a column for every predicted one: blue is right, "
                           "orange wrong, and the darker the more images.");
    return head.arg(sentence + u' ' + legend) +
           QStringLiteral("<p>%1</p>\n")
               .arg(picture(
                   {encoded(confusionPicture(matrix, names, confusionSide)), false, {confusionSide, confusionSide}})) +
           mistakesTable(matrix, names);
}

// In ink on paper, at two pixels a point, in its own proportions.
ReportPicture pictureOf(const QImage& image) {
    const QSize size = image.size().scaled(digitSize, digitSize, Qt::KeepAspectRatio).expandedTo({1, 1});
    QImage ink = image.convertToFormat(QImage::Format_Grayscale8);
    ink.invertPixels();
    return {encoded(ink.scaled(2 * size, Qt::IgnoreAspectRatio, Qt::FastTransformation)), false, size};
}

QString digitsOf(const Report& report, const Picture& picture) {
    QString pictures;
    for (std::size_t i = 0; i < report.digits.size(); ++i) {
        const ReportDigit& digit = report.digits[i];
        const bool wrong = digit.prediction && *digit.prediction != digit.label;
        QString caption = digit.prediction ? className(report.record.info, *digit.prediction) : QString();
        if (wrong)
            caption = QStringLiteral("\u2717 ") + caption + u' ' +
                      RunReportWords::tr("(is %1)").arg(className(report.record.info, digit.label));
        else if (digit.prediction)
            caption = QStringLiteral("\u2713 ") + caption;
        if (i % digitsInRow == 0)
            pictures += i == 0 ? QStringLiteral("<tr>") : QStringLiteral("</tr>\n<tr>");
        pictures += QStringLiteral("<td align=\"center\">%1<br>%2</td>")
                        .arg(picture(pictureOf(digit.image)), caption.toHtmlEscaped());
    }
    if (pictures.isEmpty())
        return {};
    return heading("Some test images") + table(pictures + QStringLiteral("</tr>\n"));
}

QString statusText(const RunRecord& record) {
    switch (record.status) {
    case RunStatus::Running:
    case RunStatus::Interrupted:
        return RunReportWords::tr("not trained to its end");
    case RunStatus::Done:
        return RunReportWords::tr("trained to its end");
    case RunStatus::Diverged:
        return RunReportWords::tr("diverged");
    }
    return {};
}

QString summaryOf(const RunRecord& record) {
    const SessionInfo& info = record.info;
    return QStringLiteral("<p>%1</p>\n")
        .arg(RunReportWords::tr("%1 training images of %2, %3 parameters, %4 threads, %5; %6.")
                 .arg(groupedText(static_cast<double>(info.trainImages)),
                      QString::fromStdString(info.dataName).toHtmlEscaped(),
                      groupedText(static_cast<double>(info.parameters)), QString::number(info.threads),
                      QString::fromStdString(info.simd), statusText(record)));
}

// When and on what it was made, and what a person says of the run.
QString aboutOf(const Report& report) {
    QStringList lines{RunReportWords::tr("%1, on %2 (%3).")
                          .arg(QLocale().toString(report.made, QLocale::LongFormat), QSysInfo::prettyProductName(),
                               QSysInfo::currentCpuArchitecture())};
    for (const QString& line : {report.about.note, report.about.verdict})
        if (!line.isEmpty())
            lines.append(line);
    QString html;
    for (const QString& line : lines)
        html += QStringLiteral("<p>%1</p>\n").arg(line.toHtmlEscaped());
    return html;
}

QString embedded(const ReportPicture& picture) {
    if (picture.vectors) // without the declaration that a file begins with
        return QString::fromUtf8(picture.bytes.mid(picture.bytes.indexOf("<svg")));
    return QStringLiteral("<img alt=\"\" width=\"%1\" height=\"%2\" src=\"data:image/png;base64,%3\">")
        .arg(picture.size.width())
        .arg(picture.size.height())
        .arg(QLatin1String(picture.bytes.toBase64()));
}

constexpr const char* reportStyle =
    "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1d2025;background:#fff}"
    "table{border-collapse:collapse;margin:0 0 1em}th{font-weight:600}svg{max-width:100%;height:auto}"
    "td,th{border-bottom:1px solid #e3e5e9;font-variant-numeric:tabular-nums}";

} // namespace

QString titleOf(const Report& report) {
    return report.about.name.isEmpty() ? RunReportWords::tr("A run of Unroll") : report.about.name;
}

QString reportHtml(const Report& report, const Picture& picture) {
    QString html = QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>%1</title>\n"
                                  "<style>%2</style></head>\n<body>\n<h1>%1</h1>\n")
                       .arg(titleOf(report).toHtmlEscaped(), QLatin1String(reportStyle));
    html += aboutOf(report) + summaryOf(report.record) + curvesOf(report, picture);
    html += figuresOf(report.record) + confusionOf(report.record, picture) + digitsOf(report, picture) +
            settingsOf(report.record);
    return html + QStringLiteral("</body></html>\n");
}

QString reportHtml(const Report& report) { return reportHtml(report, embedded); }

} // namespace unroll
