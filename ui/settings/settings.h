#pragma once

#include "ui/settings/setting.h"

/// Every setting of the Settings window, but for source roots (ui/sourcefile.h) and keys (ui/settings/commands.h).
/// What a view remembers of itself (columns, layouts, folds) is not a setting and stays with the view.
namespace heapwise::ui::settings {

/// Of sizes: as large as it wants.
inline constexpr quint64 kNoLimit = 1ull << 60;

// Appearance. Applied by Theme.
inline const Setting<QString> kTheme{"appearance/theme", QStringLiteral("system")}; ///< "system", "light", "dark"
inline const Setting<QString> kContrast{"appearance/contrast",
                                        QStringLiteral("system")};                    ///< "system", "normal", "high"
inline const Setting<QString> kMotion{"appearance/motion", QStringLiteral("system")}; ///< "system", "full", "reduced"
inline const Setting<int> kRowHeight{"appearance/rowHeight", 22};                     ///< 22 or 26, in px of the design
inline const Setting<int> kTextPercent{"appearance/textPercent", 100}; ///< of the desktop's size; 100 to 200

// Files
inline const Setting<bool> kKeepsIndex{"index/enabled", true};
inline const Setting<QString> kIndexFolder{"index/folder", QString()}; ///< empty: below the user's cache folder
inline const Setting<quint64> kIndexLimit{"index/limitBytes", 10ull << 30};
inline const Setting<bool> kRestoresSession{"session/restore", true};
inline const Setting<bool> kOverviewWhenDone{"open/overviewWhenDone", true};

// Source
inline const Setting<QString> kEditorCommand{"editor/command", QStringLiteral("code -g {file}:{line}:{column}")};

// Live
inline const Setting<QString> kSnapshotFolder{"live/folder", QString()}; ///< empty: below the program's data folder
inline const Setting<int> kSampleInterval{"live/intervalMs", 1000};
inline const Setting<bool> kNotifies{"live/notifications", true};
inline const Setting<quint64> kConfirmFrom{"live/confirmFromBytes",
                                           1ull << 30}; ///< heap above which snapshots are confirmed

// Privacy
inline const Setting<bool> kHidesSecrets{"privacy/hideSecrets", true};

} // namespace heapwise::ui::settings
