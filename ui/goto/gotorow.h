#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include "ui/models/cellroles.h"

#include <functional>
#include <optional>

namespace heapwise::ui {

/// The parts of the list of Go to anything, in their order.
enum class GoToSection { Commands, Pins, Documents, Classes, Functions, Objects, Strings, Files };
inline constexpr int kGoToSections = 8;

/// How a row is followed.
enum class GoToHow {
    Open,      ///< Enter
    Retainers, ///< Ctrl+Enter: what keeps it alive, where it is something of a heap
};

/// One thing to go to.
struct GoToRow {
    QString text;
    QString detail;                 ///< after it, quieter: a folder, a count
    QString iconName;               ///< a line icon, or
    std::optional<ObjectKind> kind; ///< a kind chip
    QKeySequence keys;              ///< of a command
    QString address;                ///< what Tab puts into the address bar; empty for nothing
    bool isMono = false;            ///< texts
    std::function<void(GoToHow)> open;
};
using GoToRows = QList<GoToRow>;

} // namespace heapwise::ui
