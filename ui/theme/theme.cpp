#include "ui/theme/theme.h"

#include "ui/resources.h"
#include "ui/settings/settings.h"
#include "ui/theme/desktophints.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/rescaling.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace heapwise::ui {

namespace {

constexpr int kLeastTextPercent = 100, kMostTextPercent = 200;
constexpr int kDenseRow = 22, kRoomyRow = 26;

Theme::Mode modeOf(const QString& name)
{
    return name == QLatin1String("light")  ? Theme::Mode::Light
           : name == QLatin1String("dark") ? Theme::Mode::Dark
                                           : Theme::Mode::System;
}

QString modeName(Theme::Mode mode)
{
    switch (mode) {
    case Theme::Mode::Light:
        return QStringLiteral("light");
    case Theme::Mode::Dark:
        return QStringLiteral("dark");
    case Theme::Mode::System:
        break;
    }
    return QStringLiteral("system");
}

/// With high contrast no text and no line is fainter than it must be.
Token strongest(Token token)
{
    switch (token) {
    case Token::TextSecondary:
    case Token::TextTertiary:
        return Token::Text;
    case Token::Line:
    case Token::LineSoft:
        return Token::TextTertiary;
    default:
        return token;
    }
}

void setAll(QPalette& palette, QPalette::ColorRole role, Token token)
{
    palette.setColor(role, color(token));
}

} // namespace

Theme& Theme::instance()
{
    static Theme kTheme;
    return kTheme;
}

void Theme::install(QApplication& app)
{
    initHeapwiseResources();
    m_app = &app;
    m_systemPalette = app.palette();
    applyMetrics();
    app.setStyle(new Style); // QApplication owns it
    app.setWindowIcon(applicationIcon());
    app.installEventFilter(this);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(app.styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { apply(); });
#endif
    connect(&SettingChanges::instance(), &SettingChanges::changed, this, [this](const QString& key) {
        if (key.startsWith(QLatin1String("appearance/")))
            apply();
    });
    connect(&DesktopHints::instance(), &DesktopHints::changed, this, [this] { apply(); });
    apply();
}

Theme::Mode Theme::mode() const
{
    return modeOf(settings::kTheme.value());
}

void Theme::setMode(Mode mode)
{
    settings::kTheme.set(modeName(mode));
}

// Before Qt 6.5 the desktop's choice shows only in the palette it gives the application.
bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_app && event->type() == QEvent::ApplicationPaletteChange && !m_applying) {
        m_systemPalette = m_app->palette();
        apply();
    }
    return false;
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto scheme = m_app->styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown)
        return scheme == Qt::ColorScheme::Dark;
#endif
    return m_systemPalette.color(QPalette::Window).lightness() < 128;
}

void Theme::apply()
{
    m_dark = mode() == Mode::System ? systemIsDark() : mode() == Mode::Dark;
    const QString contrast = settings::kContrast.value(), motion = settings::kMotion.value();
    const auto& desktop = DesktopHints::instance();
    m_highContrast =
        contrast == QLatin1String("high") || (contrast == QLatin1String("system") && desktop.wantsHighContrast());
    m_reducedMotion =
        motion == QLatin1String("reduced") || (motion == QLatin1String("system") && desktop.wantsReducedMotion());
    m_applying = true;
    applyMetrics();
    m_app->setPalette(palette());
    QToolTip::setPalette(m_app->palette());
    m_applying = false;
    emit themeChanged();
    for (auto* widget : QApplication::allWidgets())
        widget->update();
}

void Theme::applyFonts()
{
    m_app->setFont(font(TextStyle::Body));
    m_app->setFont(font(TextStyle::Header), "QHeaderView");
    QToolTip::setFont(font(TextStyle::Body));
}

void Theme::applyMetrics()
{
    const int percent = std::clamp(settings::kTextPercent.value(), kLeastTextPercent, kMostTextPercent);
    const int rows = settings::kRowHeight.value() > kDenseRow ? kRoomyRow : kDenseRow;
    if (percent == m_textPercent && rows == m_rowHeight)
        return;
    const double before = scaledF(1);
    const bool isFirst = std::exchange(m_rowHeight, rows) == 0;
    m_textPercent = percent;
    setRowHeight(rows);
    setTextPercent(percent);
    applyFonts();
    if (isFirst)
        return;
    rescaleWidgets(before, scaledF(1));
    emit metricsChanged(scaledF(1) / before);
}

QPalette Theme::palette() const
{
    QPalette p;
    setAll(p, QPalette::Window, Token::Chrome);
    setAll(p, QPalette::WindowText, Token::Text);
    setAll(p, QPalette::Base, Token::Base);
    setAll(p, QPalette::AlternateBase, Token::AltRow);
    setAll(p, QPalette::Text, Token::Text);
    setAll(p, QPalette::PlaceholderText, Token::TextTertiary);
    setAll(p, QPalette::Button, Token::Raised);
    setAll(p, QPalette::ButtonText, Token::Text);
    setAll(p, QPalette::BrightText, Token::Error);
    setAll(p, QPalette::Highlight, Token::Selection);
    setAll(p, QPalette::HighlightedText, Token::Text);
    setAll(p, QPalette::Link, Token::Accent);
    setAll(p, QPalette::LinkVisited, Token::Accent);
    setAll(p, QPalette::ToolTipBase, Token::ToolTip);
    setAll(p, QPalette::ToolTipText, Token::Text);
    setAll(p, QPalette::Light, Token::Raised);
    setAll(p, QPalette::Midlight, Token::Hover);
    setAll(p, QPalette::Mid, Token::Line);
    setAll(p, QPalette::Dark, Token::Line);
    setAll(p, QPalette::Shadow, Token::Line);
    const QColor faded = mixed(color(Token::TextTertiary), color(Token::Chrome), 0.55);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, faded);
    return p;
}

QColor Theme::color(Token token) const
{
    const TokenRow& row = kTokens[std::size_t(m_highContrast ? strongest(token) : token)];
    return QColor::fromRgb(m_dark ? row.dark : row.light);
}

QColor color(Token token)
{
    return Theme::instance().color(token);
}

QColor kindColor(ObjectKind kind)
{
    return color(Token(int(Token::KindObject) + int(kind)));
}

QColor chipTextColor(ObjectKind kind)
{
    return mixed(kindColor(kind), color(Token::Text), 0.52);
}

QString chipText(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Object:
        return QStringLiteral("{}");
    case ObjectKind::Closure:
        return QStringLiteral("ƒ");
    case ObjectKind::Array:
        return QStringLiteral("[]");
    case ObjectKind::String:
        return QStringLiteral("“”");
    case ObjectKind::Code:
        return QStringLiteral("</");
    case ObjectKind::Number:
        return QStringLiteral(".#");
    case ObjectKind::Native:
        return QStringLiteral("N");
    case ObjectKind::System:
        return QStringLiteral("⚙");
    }
    return {};
}

QString kindName(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Object:
        return Theme::tr("Objects");
    case ObjectKind::Closure:
        return Theme::tr("Closures");
    case ObjectKind::Array:
        return Theme::tr("Arrays");
    case ObjectKind::String:
        return Theme::tr("Strings");
    case ObjectKind::Code:
        return Theme::tr("Compiled code");
    case ObjectKind::Number:
        return Theme::tr("Numbers, regexps");
    case ObjectKind::Native:
        return Theme::tr("Native memory");
    case ObjectKind::System:
        return Theme::tr("System, hidden");
    }
    return {};
}

} // namespace heapwise::ui
