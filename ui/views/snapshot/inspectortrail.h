#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

#include "ui/selection.h"
#include "ui/views/snapshot/history.h"

namespace heapwise::ui {

/// What the Inspector shows: the selection, or, pinned, what it showed last, whatever is selected meanwhile. It
/// remembers where it has been, and goes back and forward by itself: with the selection, or without when pinned.
class InspectorTrail : public QObject {
    Q_OBJECT
public:
    explicit InspectorTrail(Selection* selection, QObject* parent = nullptr);

    const Subject& subject() const { return m_subject; }
    bool isPinned() const { return m_isPinned; }
    /// Without the pin the selection is shown again.
    void setPinned(bool isPinned);
    /// To what was chosen in the Inspector itself, or for it; `origin` as of Selection.
    void goTo(const Subject& subject, QObject* origin);

    bool canGoBack() const { return m_history.canGoBack(); }
    bool canGoForward() const { return m_history.canGoForward(); }
    void goBack();    ///< canGoBack() must be true
    void goForward(); ///< canGoForward() must be true

signals:
    void subjectChanged(QObject* origin);
    void stateChanged(); ///< pinned or not, and where it can go

private:
    void show(const Subject& subject, QObject* origin);
    void go(const Subject& subject);

    Selection* m_selection;
    Subject m_subject;
    bool m_isPinned = false;
    bool m_isGoing = false; ///< back or forward: not a new entry
    History m_history;
    QElapsedTimer m_clock;
};

} // namespace heapwise::ui
