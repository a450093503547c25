#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

#include "ui/models/cellroles.h"
#include "ui/theme/tokens.h"

class QApplication;

namespace heapwise::ui {

/// Colours of the program, light or dark, and the switch between them. Everything painted takes its colours from
/// color() at paint time; what caches colours listens to themeChanged().
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };

    static Theme& instance();

    /// Style, palette, fonts and the small style sheet. Once, before the first window.
    void install(QApplication& app);

    Mode mode() const;
    /// Applied at once to all windows and stored in the settings.
    void setMode(Mode mode);
    bool isDark() const { return m_dark; }
    /// Wanted by the user, or by the desktop where the user leaves it to that.
    bool isHighContrast() const { return m_highContrast; }
    bool isMotionReduced() const { return m_reducedMotion; }

    QColor color(Token token) const;

signals:
    void themeChanged();
    /// Lengths and fonts are `ratio` times what they were; 1 when only rows have another height. Widgets are at their
    /// new sizes by then; themeChanged() follows.
    void metricsChanged(double ratio);

private:
    Theme() = default;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void apply();
    void applyFonts();
    void applyMetrics();
    bool systemIsDark() const;
    QPalette palette() const;

    QApplication* m_app = nullptr;
    QPalette m_systemPalette;
    int m_textPercent = 100;
    int m_rowHeight = 0;
    bool m_dark = false;
    bool m_highContrast = false;
    bool m_reducedMotion = false;
    bool m_applying = false;
};

/// The colour of a token in the current theme.
QColor color(Token token);
QColor kindColor(ObjectKind kind);
/// Text of a chip: the kind colour 52 : 48 with the text colour.
QColor chipTextColor(ObjectKind kind);
/// "{}", "ƒ", "[]", ...
QString chipText(ObjectKind kind);
/// "Objects", "Closures", ... as legends write it.
QString kindName(ObjectKind kind);

} // namespace heapwise::ui
