#include "ui/export/tikz_export.h"

#include "ui/plots/line_marks.h"
#include "ui/plots/metric_chart.h"

#include <QMap>

#include <cmath>
#include <string_view>

namespace unroll {
namespace {

constexpr std::size_t mostPoints = 1000; // of a line: TeX's memory is small

// Room beside the axes, the same for every plot, so that they stand under one another.
constexpr const char* roomAtLeft = "3em";

// As much of a name as a legend has room for; no character is cut in two.
QString shortened(const QString& name) {
    constexpr int most = 40;
    if (name.size() <= most)
        return name;
    const int end = name[most - 1].isHighSurrogate() ? most - 1 : most;
    return name.left(end).trimmed() + QChar(0x2026);
}

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
    // `shape` is the axes' height as a share of the text's width.
    TikzAxis(const ExportedPlot& plot, double shape)
        : scale_(plot.kind, plot.data.view)
        , data_(plot.data)
        , chart_(plot.kind) {
        chart_.setData(plot.data);
        shown_ = {chart_.xAxis->range().lower, chart_.xAxis->range().upper};
        text_ += QByteArray("\\noindent\\hspace*{") + roomAtLeft +
                 "}%\n\\begin{tikzpicture}[trim axis left, trim axis right]\n\\begin{axis}[\n" + options(shape) + "]\n";
        for (const RunRole role : {RunRole::Reference, RunRole::Compared})
            for (const DrawnRun& run : data_.others)
                if (run.role == role)
                    addRun(run);
        addPresent();
        for (const ChangeMark& change : data_.present.changes)
            addChange(change);
        text_ += "\\end{axis}\n\\end{tikzpicture}\\hspace*{" + roomAtRight() + "}%\n";
    }

    const QByteArray& text() const { return text_; }

private:
    QByteArray options(double shape) const {
        const QCPRange values = chart_.yAxis->range();
        QByteArray text = QByteArray("  scale only axis, width=\\linewidth-") + roomAtLeft + "-" + roomAtRight() +
                          ", height=" + number(shape) + "\\linewidth,\n";
        text += "  title={" + latexText(scale_.title()) + (scale_.inPercent() ? " (\\%)" : "") + "}, xlabel={" +
                latexText(scale_.axisLabel()) + "},\n";
        text += "  xmin=" + number(shown_.lower) + ", xmax=" + number(shown_.upper) + ", ymin=" + number(values.lower) +
                ", ymax=" + number(values.upper) + ",\n";
        text +=
            "  xtick={" + ticks().join(',') + "}, xticklabel style={/pgf/number format/.cd, fixed, 1000 sep={\\,}},\n";
        if (scale_.logarithmic())
            text += "  ymode=log, log ticks with fixed point, unbounded coords=jump,\n";
        text += "  scaled ticks=false, ymajorgrids, axis lines=left, legend cell align=left,\n";
        text += QByteArray("  legend pos=") + (scale_.rises() ? "south east" : "north east") +
                ", legend style={draw=none, font=\\footnotesize, fill opacity=0.8, text opacity=1},\n";
        return text;
    }

    // Where the window has them.
    QByteArrayList ticks() const {
        QVector<double> places;
        chart_.xAxis->ticker()->generate(chart_.xAxis->range(), QLocale::c(), QLatin1Char('g'), 6, places, nullptr,
                                         nullptr);
        QByteArrayList texts;
        for (const double place : places)
            if (shown_.contains(place))
                texts.append(number(place));
        return texts;
    }

    // For the half of the last label that stands beyond the axis. A digit is half as wide as the font's em.
    QByteArray roomAtRight() const {
        const QByteArrayList texts = ticks();
        return number(0.3 * static_cast<double>(texts.isEmpty() ? 1 : texts.back().size()) + 0.1) + "em";
    }

    // What was changed while it trained, where that was.
    void addChange(const ChangeMark& change) {
        const double x = scale_.position(data_.present, change.epochs);
        if (!shown_.contains(x))
            return;
        const QByteArray ink = colour(theme_.style(data_.present.slot).colour);
        const QCPRange values = chart_.yAxis->range();
        const auto place = [&](double y) { return "(axis cs:" + number(x) + "," + number(y) + ")"; };
        text_ += "\\draw[" + ink + ", densely dotted] " + place(values.lower) + " -- " + place(values.upper) +
                 " node[pos=0.02, anchor=north west, rotate=90, font=\\scriptsize] {" + latexText(change.text) + "};\n";
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
            text_ += "\\addlegendentry{" + latexText(shortened(name)) + "}\n";
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
        if (run.role == RunRole::Reference)
            return addReference(run);
        addBand(run);
        if (scale_.view().test)
            addLine(testCurve(run, scale_), lineStyle(run, 1.1) + marks(run, markOf(style.marker), 1.5), run.name);
        if (scale_.view().train && run.deviations.empty())
            addLine(trainCurve(run, scale_), colour(style.colour) + ", densely dotted",
                    scale_.view().test ? QString() : run.name);
    }

    // In the window their names stand at their lines; here greys and dashes tell them apart.
    void addReference(const DrawnRun& run) {
        static const QByteArrayList dashes{"solid", "densely dashed", "densely dashdotted", "densely dotted"};
        const int place = references_++;
        const QColor grey = theme_.reference.darker(100 + 40 * (place % 3));
        const Curve test = testCurve(run, scale_);
        addLine(test.empty() ? trainCurve(run, scale_) : test, colour(grey) + ", " + dashes[place % dashes.size()],
                run.name);
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
            back.push_back({x, mean - deviation});
        }
        if (scale_.logarithmic())
            for (MetricPoint& point : back) // an area has no gaps: it ends below the axis
                point.y = std::max(point.y, chart_.yAxis->range().lower / 10);
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
    int references_ = 0; // so far
    QByteArray text_;
};

} // namespace

// By whole characters, those that pdfLaTeX has no letter for but this program writes as commands.
QByteArray latexText(const QString& text) {
    static const QMap<char32_t, QByteArray> commands{{U'\\', "\\textbackslash{}"},  {U'~', "\\textasciitilde{}"},
                                                     {U'^', "\\textasciicircum{}"}, {U'<', "\\textless{}"},
                                                     {U'>', "\\textgreater{}"},     {U'|', "\\textbar{}"},
                                                     {U'\u2192', "$\\rightarrow$"}, {U'\u2212', "$-$"}};
    QByteArray latex;
    for (const char32_t character : text.simplified().toStdU32String()) {
        if (commands.contains(character)) {
            latex += commands[character];
            continue;
        }
        if (std::u32string_view(U"#$%&_{}").find(character) != std::u32string_view::npos)
            latex += '\\';
        latex += QString::fromUcs4(&character, 1).toUtf8();
    }
    return latex;
}

QByteArray tikz(const std::vector<ExportedPlot>& plots, QSize size) {
    constexpr double besideAxes = 0.13;    // title, labels and the epochs' numbers, of the text's width
    constexpr double mostOfSeveral = 0.38; // so that two and a caption find room on a page with text
    const double whole = static_cast<double>(size.height()) / size.width() - besideAxes;
    const double shape = plots.size() > 1 ? std::min(whole, mostOfSeveral) : whole;
    QByteArray text = "% \\usepackage{pgfplots} and \\pgfplotsset{compat=1.16} in the preamble.\n";
    for (const ExportedPlot& plot : plots)
        text += (&plot == &plots.front() ? QByteArray() : QByteArray("\n\\medskip\n\n")) + TikzAxis(plot, shape).text();
    return text;
}

} // namespace unroll
