#pragma once

#include <QSet>
#include <QString>

#include "core/analysis/strings/stringfilter.h"
#include "core/analysis/strings/stringgroups.h"
#include "core/analysis/strings/stringholders.h"

#include <memory>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace heapwise::ui {

/// The strings of a heap as a document knows them: grouped, with who holds those that were shown so far, and which of
/// the likely secrets the user wanted to see. What is worked out on a worker is behind a lock; the rest is for the GUI
/// thread.
class StringData {
public:
    StringData(HeapPtr heap, StringGroups strings);

    const Heap& heap() const { return *m_heap; }
    const HeapPtr& heapPtr() const { return m_heap; }
    const StringGroups& strings() const { return m_strings; }

    /// Looks for the holders of those groups that none is known of yet. For a worker.
    void findHolders(std::span<const std::uint32_t> groups, const Progress& progress) const;
    /// None while it is not known.
    std::optional<StringHolder> holder(std::uint32_t group) const;

    /// The text in one line of about 200 characters; dots for a likely secret that was not revealed.
    QString shownText(std::uint32_t group) const;
    bool isHidden(std::uint32_t group) const;
    void reveal(std::uint32_t group) { m_revealed.insert(group); }

private:
    HeapPtr m_heap;
    StringGroups m_strings;
    mutable std::mutex m_mutex;
    mutable std::unordered_map<std::uint32_t, StringHolder> m_holders;
    QSet<std::uint32_t> m_revealed;
};
using StringDataPtr = std::shared_ptr<StringData>;

/// What is listed of them, ascending, with what it adds up to.
struct StringListing {
    std::vector<std::uint32_t> groups;
    StringSums sums;
};

/// "Flat", "Sliced", ...: for a person.
QString stringKindName(StringKind kind);
/// What a kind means, in a sentence.
QString stringKindHelp(StringKind kind);

} // namespace heapwise::ui
