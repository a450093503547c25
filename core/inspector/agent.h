#pragma once

#include <QString>

namespace heapwise::inspector {

/// The object group of everything we make in a target: released as one when leaving.
QString objectGroup();

/// The sampling code: an expression whose value is an object with poll(everyMs, askedEveryMs, isFresh, wantsRss) and
/// end(). Constant text, nothing is put in.
///
/// It samples by itself, for being asked costs the program more than a sample does, and poll() fetches the samples
/// since the last time, at least one; the sample that is due when it is asked, or with `isFresh` in any case, it takes
/// then. The resident size costs a third of a sample, and may be read from outside.
///
/// It loads modules of Node, and does so in a turn of the event loop of its own: an inspector interrupts JavaScript
/// anywhere, also while Node is loading a module, and what is loaded then gets the other one half made and stays
/// broken for the program too. Where no turn comes within a second, it looks at the stack first. Until then poll()
/// answers {"starting": true}.
///
/// It makes no globals and keeps nothing of the program alive. It watches garbage collections through a
/// PerformanceObserver and, for the heap before and after, v8.GCProfiler where there is one, whose records are
/// taken out at every collection, since they grow without end. When it is not polled for 30 s (we crashed) it
/// uninstalls itself.
QString agentSource();

/// 0 or less while Node is starting or loading a module of its own, when nothing may be loaded; with pid and version:
/// [bootstrapComplete, pid, version].
QString readyProbe();

/// Gives the inspector another port than the one everybody starts with, in the next turn of the event loop. The
/// connection drops.
QString movePortExpression();

/// Closes the inspector once the answer is out.
QString closeInspectorExpression();

} // namespace heapwise::inspector
