#include "ui/look/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

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

QByteArray tinted(QByteArray svg, const QColor& color) { return svg.replace("currentColor", color.name().toLatin1()); }

class TintedIconEngine : public QIconEngine {
public:
    explicit TintedIconEngine(QString name)
        : svg_(drawing(name))
        , name_(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role = mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        QSvgRenderer(tinted(svg_, QApplication::palette().color(group, role))).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    bool isNull() override { return svg_.isEmpty(); }
    QString iconName() override { return name_; }
    QIconEngine* clone() const override { return new TintedIconEngine(*this); }

private:
    QByteArray svg_;
    QString name_;
};

} // namespace

QIcon icon(const QString& name) { return QIcon(new TintedIconEngine(name)); }

QPixmap iconPixmap(const QString& name, const QColor& color, int size, qreal scale) {
    const int pixels = static_cast<int>(std::lround(size * scale));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(tinted(drawing(name), color)).render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(scale);
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
