#pragma once

#include "core/base/id.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/index/indexkey.h"
#include "core/index/indexreader.h"
#include "core/index/indexwriter.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace heapwise {

/// A folder of indexes, shared by all Heapwise programs of the user. Each index is two files, KEY.hwindex and its seal
/// KEY.seal. An index appears whole, by renaming, and may be removed while it is in use: who has it mapped keeps it.
class IndexCache {
public:
    struct Options {
        std::string folder;                ///< empty: there is no cache
        Size limitBytes = 10ull << 30;     ///< of all indexes together; the least recently used go first
        Size smallestSnapshot = 16u << 20; ///< bytes of text; shorter ones open at once anyway
    };
    struct Entry {
        std::string key;
        std::string snapshot; ///< path of the file it was made from
        Size bytes = 0;
        std::int64_t usedNs = 0; ///< since the epoch
        bool isUsable = false;   ///< made by this build, and as it was written
    };

    explicit IndexCache(Options options)
        : m_options(std::move(options))
    {}

    bool isOn() const { return !m_options.folder.empty(); }
    const Options& options() const { return m_options; }

    /// Whether there is one that can be used. Reads the key of the file, nothing of the index.
    bool has(const std::string& snapshot) const;
    /// The index of that key, now the most recently used one; null when there is none that can be used.
    std::shared_ptr<const IndexFile> find(const IndexKey& key) const;
    /// Keeps what `writer` has collected, and removes others to stay within the limit. Not written when it would take
    /// more than half of what is free on the disk, or is larger than the limit.
    /// Errors: WriteFailed, Cancelled.
    Result<void> keep(IndexWriter& writer, const IndexKey& key, const std::string& snapshot,
                      const Progress& progress) const;
    void remove(const IndexKey& key) const;

    /// Most recently used first.
    std::vector<Entry> entries() const;
    /// Removes the least recently used indexes above `limitBytes`, and what crashed programs left. Returns the bytes
    /// freed.
    Size shrinkTo(Size limitBytes) const;

    /// $XDG_CACHE_HOME/heapwise/index, by default below ~/.cache; empty when the user has no home.
    static std::string defaultFolder();

private:
    std::string indexPath(const std::string& key) const { return m_options.folder + "/" + key + ".hwindex"; }
    std::string sealPath(const std::string& key) const { return m_options.folder + "/" + key + ".seal"; }
    bool isUsable(const std::string& key) const;
    Result<void> checkRoom(Size bytes) const;
    void removeKey(const std::string& key) const;
    Size removeDrafts() const;

    Options m_options;
};

} // namespace heapwise
