#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QScreen>

#include <cmath>
#include <utility>

namespace heapwise::ui {

namespace {

constexpr double kDesignPx = 12;
const QString kUiFallback = QStringLiteral("Inter");
const QString kMonoFallback = QStringLiteral("JetBrains Mono");

struct StyleRow {
    double px;
    int line;
    QFont::Weight weight;
    bool mono;
};

// In the order of TextStyle.
constexpr StyleRow kStyles[] = {
    {24, 30, QFont::DemiBold, false}, // Display
    {18, 24, QFont::DemiBold, false}, // Number
    {15, 20, QFont::DemiBold, false}, // Title
    {13, 18, QFont::DemiBold, false}, // Subtitle
    {13, 20, QFont::Normal, false},   // Lead
    {12, 16, QFont::Normal, false},   // Body
    {12, 16, QFont::DemiBold, false}, // BodyBold
    {11.5, 16, QFont::Normal, false}, // Header
    {11, 15, QFont::Normal, false},   // Small
    {11.5, 16, QFont::Normal, true},  // Mono
    {11, 15, QFont::Normal, true},    // MonoSmall
};

double logicalDpi()
{
    const auto* screen = QGuiApplication::primaryScreen();
    return screen ? screen->logicalDotsPerInchY() : 96.0;
}

double pixelSize(const QFont& f)
{
    return f.pixelSize() > 0 ? f.pixelSize() : f.pointSizeF() * logicalDpi() / 72;
}

// Qt answers with one of these names where no desktop has told it a font.
bool isPlaceholder(const QString& family)
{
    static const QStringList kGeneric = {QStringLiteral("Sans Serif"),
                                         QStringLiteral("Sans"),
                                         QStringLiteral("Helvetica"),
                                         QStringLiteral("monospace"),
                                         QStringLiteral("Monospace"),
                                         QStringLiteral("Courier"),
                                         QString()};
    return kGeneric.contains(family, Qt::CaseInsensitive);
}

QString chooseFamily(QFontDatabase::SystemFont which, const QString& fallback)
{
    const QString family = QFontDatabase::systemFont(which).family();
    return isPlaceholder(family) && QFontDatabase::hasFamily(fallback) ? fallback : family;
}

struct Faces {
    QString ui = chooseFamily(QFontDatabase::GeneralFont, kUiFallback);
    QString mono = chooseFamily(QFontDatabase::FixedFont, kMonoFallback);
    double desktopScale = pixelSize(QFontDatabase::systemFont(QFontDatabase::GeneralFont)) / kDesignPx;
    double scale = desktopScale;
    int rowHeight = 22;
    int generation = 0;
};

Faces& faces()
{
    static Faces kFaces;
    return kFaces;
}

QFont makeFont(const StyleRow& row)
{
    QFont f(row.mono ? faces().mono : faces().ui);
    f.setPointSizeF(row.px * faces().scale * 72 / logicalDpi());
    f.setWeight(row.weight);
    if (row.mono) {
        f.setStyleHint(QFont::Monospace);
        f.setFixedPitch(true);
    }
    // The fallback is designed for unhinted rendering; a desktop's own font keeps the desktop's way.
    if (f.family() == kUiFallback || f.family() == kMonoFallback)
        f.setHintingPreference(QFont::PreferNoHinting);
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    if (!row.mono)
        f.setFeature("tnum", 1);
    else
        f.setFeature("calt", 0);
#else
    if (row.mono)
        f.setStyleStrategy(QFont::PreferNoShaping); // code shows "--" as it is, not as a ligature
#endif
    return f;
}

} // namespace

QString uiFamily()
{
    return faces().ui;
}

QString monoFamily()
{
    return faces().mono;
}

QFont font(TextStyle style)
{
    // Made once for a size: every paint event asks.
    static QList<QFont> kFonts;
    static int kMadeFor = -1;
    if (std::exchange(kMadeFor, faces().generation) != faces().generation) {
        kFonts.clear();
        for (const auto& row : kStyles)
            kFonts.append(makeFont(row));
    }
    return kFonts[int(style)];
}

void setTextPercent(int percent)
{
    faces().scale = faces().desktopScale * percent / 100;
    ++faces().generation;
}

void setRowHeight(int px)
{
    faces().rowHeight = px;
}

int rowHeight()
{
    return scaled(faces().rowHeight);
}

int fontGeneration()
{
    return faces().generation;
}

int lineHeight(TextStyle style)
{
    return scaled(kStyles[int(style)].line);
}

qreal scaledF(qreal px)
{
    return px * faces().scale;
}

int scaled(int px)
{
    return int(std::lround(scaledF(px)));
}

bool hasTabularDigits(const QFont& f)
{
    const QFontMetricsF metrics(f);
    const qreal zero = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit)
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - zero) > 0.01)
            return false;
    return true;
}

} // namespace heapwise::ui
