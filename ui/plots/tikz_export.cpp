#include "ui/plots/tikz_export.h"

#include "ui/plots/line_marks.h"
#include "ui/plots/metric_chart.h"

#include <cmath>

namespace unroll {
namespace {

constexpr std::size_t mostPoints = 1000; // of a line: TeX's memory is small
constexpr double pointsPerTexPoint = 96 / 72.27;

QByteArray number(double value) { return QByteArray::number(value, 'g', 7); }

QByteArray html(const QColor& colour) { return colour.name().mid(1).toUpper().toLatin1(); }

QByteArray markOf(RunMarker marker) {
    switch (marker) {
    case RunMarker::Disc:
        return "*";
    case RunMarker::Square:
        return "square*";
    case RunMarker::Diamond:
        return "diamond*";
    case RunMarker::Triangle:
        return "triangle*";
    case RunMarker::TriangleInverted:
        return "triangle*, mark options={rotate=180}";
    case RunMarker::Cross:
        return "x";
    }
    return {};
}

// One axis environment.
class TikzAxis {
public:
    TikzAxis(const ExportedPlot& plot, QSize size)
        : scale_(plot.kind, plot.data.view)
        , data_(plot.data)
        , chart_(plot.kind) {
        chart_.setData(plot.data);
        shown_ = {chart_.xAxis->range().lower, chart_.xAxis->range().upper};
        text_ += "\\begin{tikzpicture}\n\\begin{axis}[\n" + options(size) + "]\n";
        for (const RunRole role : {RunRole::Ghost, RunRole::Reference, RunRole::Compared})
            for (const DrawnRun& run : data_.others)
                if (run.role == role)
                    addRun(run);
        addPresent();
        text_ += "\\end{axis}\n\\end{tikzpicture}\n";
    }

    const QByteArray& text() const { return text_; }

private:
    QByteArray options(QSize size) const {
        const QCPRange values = chart_.yAxis->range();
        QByteArray text = "  width=" + number(size.width() / pointsPerTexPoint) +
                          "pt, height=" + number(size.height() / pointsPerTexPoint) + "pt,\n";
        text += "  title={" + latexText(scale_.title()) + "}, xlabel={" + latexText(scale_.axisLabel()) + "},\n";
        text += "  xmin=" + number(shown_.lower) + ", xmax=" + number(shown_.upper) + ", ymin=" + number(values.lower) +
                ", ymax=" + number(values.upper) + ",\n";
        if (scale_.logarithmic())
            text += "  ymode=log, log ticks with fixed point,\n";
        if (scale_.inPercent())
            text += "  ylabel={\\%},\n";
        text += "  scaled ticks=false, ymajorgrids, axis lines=left, legend cell align=left,\n";
        text += QByteArray("  legend pos=") + (scale_.rises() ? "south east" : "north east") +
                ", legend style={draw=none},\n";
        return text;
    }

    void addLine(const Curve& curve, const QByteArray& style, const QString& name) {
        if (curve.empty())
            return;
        MetricSeries series;
        series.append(curve);
        text_ += "\\addplot[" + style + (name.isEmpty() ? ", forget plot" : "") + "] coordinates {\n ";
        for (const MetricPoint& point : series.drawn(shown_.lower, shown_.upper, mostPoints))
            text_ += " (" + number(point.x) + "," + number(point.y) + ")";
        text_ += "\n};\n";
        if (!name.isEmpty())
            text_ += "\\addlegendentry{" + latexText(name) + "}\n";
    }

    // xcolor's names hold for the group that the picture is.
    QByteArray colour(const QColor& colour) {
        const QByteArray name = "unroll" + html(colour);
        text_ += "\\definecolor{" + name + "}{HTML}{" + html(colour) + "}\n";
        return name;
    }

    QByteArray lineStyle(const DrawnRun& run, double width) {
        const RunStyle style = theme_.style(run.slot);
        QByteArray text = colour(style.colour) + ", line width=" + number(width) + "pt";
        for (qsizetype i = 0; i < style.dashes.size(); ++i)
            text += (i == 0       ? ", dash pattern=on "
                     : i % 2 == 1 ? " off "
                                  : " on ") +
                    number(style.dashes[i] * width) + "pt";
        return text;
    }

    static QByteArray marks(const DrawnRun& run, const QByteArray& mark, double size) {
        return ", mark=" + mark + ", mark size=" + number(size) +
               "pt, mark repeat=" + QByteArray::number(static_cast<qulonglong>(markerStep(run.epochs.size())));
    }

    void addRun(const DrawnRun& run) {
        const RunStyle style = theme_.style(run.slot);
        if (run.role == RunRole::Ghost)
            return addLine(testCurve(run, scale_), colour(theme_.faded(style.colour, 0.5 + run.fade / 2)), {});
        if (run.role == RunRole::Reference) {
            const Curve test = testCurve(run, scale_);
            return addLine(test.empty() ? trainCurve(run, scale_) : test, colour(theme_.reference), run.name);
        }
        addBand(run);
        if (scale_.view().test)
            addLine(testCurve(run, scale_), lineStyle(run, 1.1) + marks(run, markOf(style.marker), 1.5), run.name);
        if (scale_.view().train && run.deviations.empty())
            addLine(trainCurve(run, scale_), colour(style.colour) + ", densely dotted",
                    scale_.view().test ? QString() : run.name);
    }

    void addBand(const DrawnRun& run) {
        Curve outline;
        Curve back;
        for (std::size_t i = 0; i < std::min(run.epochs.size(), run.deviations.size()); ++i) {
            const double mean = scale_.test(run.epochs[i]);
            const double deviation =
                scale_.inPercent() ? 100 * run.deviations[i].testAccuracy : run.deviations[i].testLoss;
            const double x = scale_.position(run.epochs[i], run.imagesPerEpoch);
            outline.push_back({x, mean + deviation});
            back.push_back({x, scale_.logarithmic() ? std::max(mean - deviation, mean / 1000) : mean - deviation});
        }
        if (outline.empty() || !scale_.view().test)
            return;
        outline.insert(outline.end(), back.rbegin(), back.rend());
        text_ += "\\addplot[draw=none, fill=" + colour(theme_.faded(theme_.style(run.slot).colour, 0.82)) +
                 ", forget plot] coordinates {\n ";
        for (const MetricPoint& point : outline)
            text_ += " (" + number(point.x) + "," + number(point.y) + ")";
        text_ += "\n} -- cycle;\n";
    }

    void addPresent() {
        const DrawnRun& run = data_.present;
        const RunStyle style = theme_.style(run.slot);
        Curve batches;
        for (const BatchPoint& batch : run.batches)
            batches.push_back({scale_.position(batch), scale_.value(batch.accuracy, batch.loss)});
        if (scale_.view().batches)
            addLine(batches, colour(theme_.faded(style.colour, 0.78)) + ", very thin",
                    MetricChart::tr("single batches"));
        if (scale_.view().train)
            addLine(trainCurve(run, scale_),
                    colour(style.colour) + ", densely dotted" + marks(run, "o, mark options={solid}", 1.5),
                    MetricChart::tr("training images"));
        if (scale_.view().test)
            addLine(testCurve(run, scale_), lineStyle(run, 1.3) + marks(run, markOf(style.marker), 1.7),
                    MetricChart::tr("test images"));
    }

    PlotScale scale_;
    const PlotData& data_;
    MetricChart chart_;
    AxisRange shown_;
    PlotTheme theme_ = paperTheme();
    QByteArray text_;
};

} // namespace

QByteArray latexText(const QString& text) {
    QByteArray set;
    for (const QChar character : text) {
        if (character == u'\\')
            set += "\\textbackslash{}";
        else if (character == u'~')
            set += "\\textasciitilde{}";
        else if (character == u'^')
            set += "\\textasciicircum{}";
        else if (QStringLiteral("#$%&_{}").contains(character))
            set += "\\" + QString(character).toUtf8();
        else
            set += QString(character).toUtf8();
    }
    return set;
}

QByteArray tikz(const std::vector<ExportedPlot>& plots, QSize size) {
    QByteArray text = "% \\usepackage{pgfplots} and \\pgfplotsset{compat=1.16} in the preamble.\n";
    for (const ExportedPlot& plot : plots)
        text += (&plot == &plots.front() ? QByteArray() : QByteArray("\n\\medskip\n\n")) + TikzAxis(plot, size).text();
    return text;
}

} // namespace unroll
