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

    Mode mode() const { return m_mode; }
    /// Applied at once to all windows and stored in the settings.
    void setMode(Mode mode);
    bool isDark() const { return m_dark; }

    QColor color(Token token) const;

signals:
    void themeChanged();

private:
    Theme() = default;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void apply();
    bool systemIsDark() const;
    QPalette palette() const;

    QApplication* m_app = nullptr;
    QPalette m_systemPalette;
    Mode m_mode = Mode::System;
    bool m_dark = false;
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
