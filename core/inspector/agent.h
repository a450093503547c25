#pragma once

#include <QString>

namespace heapwise::inspector {

/// The object group of everything we make in a target: released as one when leaving.
QString objectGroup();

/// The sampling code: an expression whose value is an object with poll() and end(). Constant text, nothing is put in.
///
/// It makes no globals and keeps nothing of the program alive. It watches garbage collections through a
/// PerformanceObserver and, for the heap before and after, v8.GCProfiler where there is one, whose records are
/// taken out at every collection, since they grow without end. When it is not polled for 30 s (we crashed) it
/// uninstalls itself.
QString agentSource();

/// 0 or less while Node is still starting, when nothing may be loaded yet; with pid and version:
/// [bootstrapComplete, pid, version].
QString readyProbe();

/// Gives the inspector another port than the one everybody starts with. The connection drops.
QString movePortExpression();

/// Closes the inspector once the answer is out.
QString closeInspectorExpression();

} // namespace heapwise::inspector
