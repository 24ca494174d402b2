#include "ui/theme/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <cmath>

// Outside any namespace, as Qt asks: a static library's resources are registered by hand.
static void registerIcons() { Q_INIT_RESOURCE(unroll); }

namespace unroll {
namespace {

QByteArray drawing(const QString& name) {
    registerIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QPixmap drawn(const QString& name, const QColor& color, int pixels) {
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(drawing(name).replace("currentColor", color.name().toLatin1()))
        .render(&painter, QRectF(0, 0, pixels, pixels));
    return pixmap;
}

class TintedIconEngine : public QIconEngine {
public:
    explicit TintedIconEngine(QString name)
        : name_(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const int size = std::min(rect.width(), rect.height());
        QRect square(0, 0, size, size);
        square.moveCenter(rect.center());
        painter->drawPixmap(square, iconPixmap(name_, color(mode), size, painter->device()->devicePixelRatioF()));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
        return iconPixmap(name_, color(mode), std::min(size.width(), size.height()), 1);
    }

    bool isNull() override { return drawing(name_).isEmpty(); }
    QString iconName() override { return name_; }
    QIconEngine* clone() const override { return new TintedIconEngine(*this); }

private:
    static QColor color(QIcon::Mode mode) {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        return QApplication::palette().color(group, role);
    }

    QString name_;
};

} // namespace

QIcon icon(const QString& name) { return QIcon(new TintedIconEngine(name)); }

// Each is drawn once: reading and drawing an SVG takes longer than all else that a button paints.
QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal scale) {
    const int pixels = static_cast<int>(std::lround(size * scale));
    const QString key = QStringLiteral("unroll icon %1 %2 %3 %4").arg(name, color.name()).arg(pixels).arg(scale);
    QPixmap pixmap;
    if (pixels < 1 || QPixmapCache::find(key, &pixmap))
        return pixmap;
    pixmap = drawn(name, color, pixels);
    pixmap.setDevicePixelRatio(scale);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon programIcon() {
    registerIcons();
    QIcon program;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSvgRenderer(QStringLiteral(":/icons/unroll.svg")).render(&painter, QRectF(0, 0, size, size));
        painter.end();
        program.addPixmap(pixmap);
    }
    return program;
}

} // namespace unroll
