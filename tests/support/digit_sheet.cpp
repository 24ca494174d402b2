// Shows a data set to people: digit_sheet DATA OUT.png writes a sheet of training images, two rows for each digit.
// DATA is "digits", a name below $UNROLL_DATA_DIR, or a folder. digit_sheet --ways prints a table of the ways in which
// the built-in digits are written, and their shares.
#include "engine/data/catalog.h"
#include "engine/data/digit_ways.h"

#include <QImage>
#include <QTextStream>

#include <iterator>
#include <stdexcept>
#include <string_view>

namespace {

constexpr int columns = 24;
constexpr int rowsPerDigit = 2;
constexpr int zoom = 2;

QImage drawSheet(const unroll::Dataset& dataset) {
    QImage sheet(columns * dataset.width, rowsPerDigit * dataset.classes * dataset.height, QImage::Format_Grayscale8);
    sheet.fill(Qt::white);
    std::vector<int> drawn(static_cast<std::size_t>(dataset.classes));
    for (std::int64_t i = 0; i < dataset.train.count; ++i) {
        const int label = dataset.train.labels[static_cast<std::size_t>(i)];
        const int place = drawn[static_cast<std::size_t>(label)]++;
        if (place >= columns * rowsPerDigit) {
            continue;
        }
        const int left = place % columns * dataset.width;
        const int top = (label * rowsPerDigit + place / columns) * dataset.height;
        const auto image = dataset.image(dataset.train, i);
        for (int row = 0; row < dataset.height; ++row) {
            for (int column = 0; column < dataset.width; ++column) {
                const int paper = 255 - image[static_cast<std::size_t>(row * dataset.width + column)];
                sheet.setPixel(left + column, top + row, qRgb(paper, paper, paper));
            }
        }
    }
    return sheet.scaled(zoom * sheet.size());
}

void printWays() {
    QTextStream out(stdout);
    out << "| digit | ways of writing it |\n| --- | --- |\n";
    for (int digit = 0; digit < 10; ++digit) {
        const auto ways = unroll::waysOfWriting(digit);
        out << "| " << digit << " | ";
        for (const unroll::WayOfWriting& way : ways) {
            out << (&way == &ways.front() ? "" : ", ") << QString::fromUtf8(way.name.data(), std::ssize(way.name))
                << ' ' << qRound(100 * way.share) << " %";
        }
        out << " |\n";
    }
}

} // namespace

int main(int argc, char** argv) {
    QTextStream errors(stderr);
    if (argc == 2 && std::string_view(argv[1]) == "--ways") {
        printWays();
        return 0;
    }
    if (argc != 3) {
        errors << "usage: digit_sheet DATA OUT.png | --ways\n";
        return 2;
    }
    try {
        unroll::Catalog catalog({qEnvironmentVariable("UNROLL_DATA_DIR").toStdString()});
        if (drawSheet(*catalog.load(argv[1])).save(argv[2])) {
            return 0;
        }
        errors << "'" << argv[2] << "' can't be written.\n";
    } catch (const std::exception& error) {
        errors << error.what() << '\n';
    }
    return 1;
}
