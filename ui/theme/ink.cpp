#include "ui/theme/ink.h"

namespace unroll {

QImage inked(const QImage& grey, const QPalette& palette) {
    const QColor paper = palette.color(QPalette::Base);
    const QColor ink = palette.color(QPalette::Text);
    QList<QRgb> table(256);
    for (int level = 0; level < 256; ++level) {
        const auto mixed = [level](int from, int to) { return from + (to - from) * level / 255; };
        table[level] =
            qRgb(mixed(paper.red(), ink.red()), mixed(paper.green(), ink.green()), mixed(paper.blue(), ink.blue()));
    }
    QImage image = grey;
    if (!image.reinterpretAsFormat(QImage::Format_Indexed8))
        return grey;
    image.setColorTable(table);
    return image.convertToFormat(QImage::Format_RGB32);
}

} // namespace unroll
