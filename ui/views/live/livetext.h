#pragma once

#include <QCoreApplication>
#include <QString>

#include "core/inspector/processlist.h"
#include "core/inspector/session.h"

namespace heapwise::ui {

/// The sentences about processes and sessions. Texts of the process itself in them are plain text.
class LiveText {
    Q_DECLARE_TR_FUNCTIONS(LiveText)
public:
    /// What happened, and what to do.
    static QString problem(const inspector::Failure& failure);
    /// "Opens on attach", "Other user: anna", ...
    static QString access(const inspector::ProcessInfo& process);
    /// Why nothing can be done with it; empty where something can.
    static QString whyNoAccess(const inspector::ProcessInfo& process);
    /// What attaching will do, before it is done.
    static QString consent(const inspector::ProcessInfo& process);
    static QString state(inspector::SessionState state);
};

} // namespace heapwise::ui
