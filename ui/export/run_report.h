// A run in one file to keep or to send: its setting, its curves, its figures in the tables of the paper, how it
// confuses the classes, and how it reads some of the test images.
#pragma once

#include "ui/export/plot_export.h"

#include <QDateTime>
#include <QImage>

#include <optional>
#include <vector>

namespace unroll {

struct ReportDigit {
    QImage image; // grey, 0 the paper
    int label = 0;
    std::optional<int> prediction;
};

// What a person made of the run, and how it compares; texts may be empty.
struct ReportAbout {
    QString name;
    QString note;
    QString verdict; // on several seeds
};

struct Report {
    RunRecord record; // weights are not looked at
    std::vector<ExportedPlot> plots;
    std::vector<ReportDigit> digits;
    ReportAbout about{};
    QDateTime made = QDateTime::currentDateTime();
};

QString titleOf(const Report& report);

// The pictures of a report: plots as SVG, digits as PNG.
struct ReportPicture {
    QByteArray bytes;
    bool vectors = false;
    QSize size; // in points of 1/96 inch
};

// One page of HTML, complete in itself; texts by the user's locale. `picture` gives the element for a picture, which
// otherwise is written into the page.
QString reportHtml(const Report& report);
QString reportHtml(const Report& report, const std::function<QString(const ReportPicture&)>& picture);

} // namespace unroll
