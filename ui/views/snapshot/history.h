#pragma once

#include <QtGlobal>

#include "ui/selection.h"

#include <vector>

namespace heapwise::ui {

/// Where the user has been in one document: view and subject, with a position for Back and Forward.
class History {
public:
    struct Entry {
        int view = 0;
        Subject subject;
        friend bool operator==(const Entry& a, const Entry& b) { return a.view == b.view && a.subject == b.subject; }
    };
    static constexpr std::size_t kMaxEntries = 200;
    static constexpr qint64 kMergedMs = 300; ///< moves that follow each other faster are one move

    /// The user went to `entry` at the time `nowMs` (of any monotonic clock). What lay ahead is forgotten.
    void visit(const Entry& entry, qint64 nowMs);

    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_entries.size(); }
    const Entry& goBack();    ///< canGoBack() must be true
    const Entry& goForward(); ///< canGoForward() must be true

    std::size_t size() const { return m_entries.size(); }

private:
    std::vector<Entry> m_entries;
    std::size_t m_at = 0; ///< the entry shown now
    qint64 m_lastMs = -kMergedMs;
};

} // namespace heapwise::ui
