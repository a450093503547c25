#pragma once

#include <QColor>
#include <QRgb>

#include <cstddef>

namespace heapwise::ui {

// The one table of colours: name, dark, light. tst_theme checks the contrast rules over it.
// clang-format off
#define HEAPWISE_TOKENS(X)                                                                                   \
    /* surfaces */                                                                                           \
    X(Window, 0x181A1F, 0xE9EBEF)  /* title bar, tab strip */                                                \
    X(Chrome, 0x1F2228, 0xF3F4F6)  /* menu bar, tool bar, status bar, side strips */                         \
    X(Base, 0x1F2228, 0xFFFFFF)    /* tables, views, charts */                                               \
    X(Panel, 0x23262D, 0xF8F9FB)   /* docks, lane headers */                                                 \
    X(Header, 0x272B32, 0xF1F3F6)  /* table and dock headers, total rows */                                  \
    X(AltRow, 0x22252B, 0xF8F9FB)  /* odd rows */                                                            \
    X(Hover, 0x2C313A, 0xEEF2F8)   /* row and item under the pointer */                                      \
    X(Raised, 0x2B2F37, 0xFFFFFF)  /* cards, buttons, combos, graph nodes */                                 \
    X(Field, 0x16181C, 0xFFFFFF)   /* line edits, code */                                                    \
    X(Line, 0x363B44, 0xD0D5DD)    /* borders that separate */                                               \
    X(LineSoft, 0x2B2F36, 0xE4E7EC)     /* borders inside a group, empty part of bars */                     \
    X(Selection, 0x20385B, 0xDCE9FD)    /* selected row, current view, current segment */                    \
    X(SelectionOff, 0x2F353F, 0xE6E9EE) /* selection without focus, pressed tool button */                   \
    X(AccentFill, 0x2A6BD0, 0x1B5CCB)   /* primary button, checked box */                                    \
    X(OnAccent, 0xFFFFFF, 0xFFFFFF)     /* text and icons on AccentFill */                                   \
    X(ToolTip, 0x30353F, 0xFFFFFF)                                                                           \
    /* text and meaning */                                                                                   \
    X(Text, 0xE6E9EE, 0x1B2027)                                                                              \
    X(TextSecondary, 0xAEB6C2, 0x4E5866)                                                                     \
    X(TextTertiary, 0x98A1AF, 0x5B6572) /* units, ids, hints; TextSecondary on Selection */                  \
    X(Accent, 0x6AA6F8, 0x1B5CCB)       /* links, focus ring, current tab line */                            \
    X(Grow, 0xFF8A5C, 0xB4390C)                                                                              \
    X(Shrink, 0x5FB4F0, 0x1261B0)                                                                            \
    X(Warning, 0xF0B44C, 0x845300)                                                                           \
    X(Error, 0xFF8A80, 0xC0281E)                                                                             \
    X(Success, 0x57C7A0, 0x0A7050)                                                                           \
    /* kinds of objects, in the order of ObjectKind */                                                       \
    X(KindObject, 0x6E9FE6, 0x3071DB)                                                                        \
    X(KindClosure, 0xEB8F3B, 0xA05A08)                                                                       \
    X(KindArray, 0x41CA9E, 0x077B63)                                                                         \
    X(KindString, 0xCF69B1, 0xDB2881)                                                                        \
    X(KindCode, 0x8668F2, 0x5F39A6)                                                                          \
    X(KindNumber, 0xEADB7C, 0xAA9129)                                                                        \
    X(KindNative, 0xA6DEEF, 0x1D9DB9)                                                                        \
    X(KindSystem, 0x929395, 0x687684)                                                                        \
    /* timeline series */                                                                                    \
    X(SeriesRss, 0x959DA9, 0x3B434E)                                                                         \
    X(SeriesHeapTotal, 0xBCD3F7, 0x6A93CF)                                                                   \
    X(SeriesHeapUsed, 0x5B9DF5, 0x1B5CCB)                                                                    \
    X(SeriesExternal, 0xE5A33D, 0xA86A00)                                                                    \
    X(SeriesArrayBuffers, 0xD65FB4, 0xB0308C)                                                                \
    X(SeriesFloor, 0xFF8A5C, 0xB4390C)                                                                       \
    /* collections */                                                                                        \
    X(GcMinor, 0x4FB6A6, 0x0F8577)                                                                           \
    X(GcMajor, 0xF08A4B, 0xC4561A)                                                                           \
    X(GcIncremental, 0x9C86E8, 0x6B4BC4)                                                                     \
    X(GcWeak, 0xC9CFD8, 0x30363E)                                                                            \
    /* charts */                                                                                             \
    X(Grid, 0x2C3038, 0xE8EBF0)
// clang-format on

enum class Token {
#define X(name, dark, light) name,
    HEAPWISE_TOKENS(X)
#undef X
};

struct TokenRow {
    Token token;
    const char* name;
    QRgb dark;
    QRgb light;
};

inline constexpr TokenRow kTokens[] = {
#define X(name, dark, light) {Token::name, #name, 0xff000000 | (dark), 0xff000000 | (light)},
    HEAPWISE_TOKENS(X)
#undef X
};
inline constexpr std::size_t kTokenCount = sizeof(kTokens) / sizeof(kTokens[0]);

/// `top` laid over `bottom` with `share` of 0 to 1.
inline QColor mixed(const QColor& top, const QColor& bottom, double share)
{
    const auto channel = [share](int a, int b) { return int(a * share + b * (1 - share) + 0.5); };
    return QColor(channel(top.red(), bottom.red()), channel(top.green(), bottom.green()),
                  channel(top.blue(), bottom.blue()));
}

} // namespace heapwise::ui
