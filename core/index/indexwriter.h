#pragma once

#include "core/base/column.h"
#include "core/base/id.h"
#include "core/base/parts.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/index/indexformat.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace heapwise {

/// Collects the parts of objects and writes them as one index file. Arrays of plain values become sections of their own
/// and are not copied: they must stay as they are until write() has ended. All else goes into the last section.
class IndexWriter {
public:
    /// Whether text has to be in the index. Else it stands at the beginning of the snapshot file, and only its length
    /// is noted.
    explicit IndexWriter(bool keepsText)
        : m_keepsText(keepsText)
    {}

    template <typename... Parts>
    void operator()(const Parts&... parts)
    {
        (put(parts), ...);
    }

    void text(std::string_view text, const std::shared_ptr<const void>&)
    {
        put(text.size());
        if (m_keepsText)
            putSection(text.data(), text.size(), 1);
    }

    Size bytes() const; ///< of the file
    /// Writes to the descriptor of an empty file and has the system write it to disk. O(bytes).
    /// Errors: WriteFailed, Cancelled.
    Result<void> write(int descriptor, const IndexKey& key, const Progress& progress);
    /// Puts the pages of the written file in the place of those of the columns, see pagepool.h: from then on they are
    /// the system's, which writes nothing to take them back. O(bytes): what is there is compared first.
    void settle(int descriptor) const;

private:
    struct Section {
        const char* data;
        std::uint64_t bytes;
        std::uint64_t elementBytes;
        bool hasPages = false; ///< of its own, which may be exchanged
    };

    void putBytes(const void* data, std::size_t bytes) { m_details.append(static_cast<const char*>(data), bytes); }
    void putSection(const void* data, std::uint64_t count, std::uint64_t elementBytes)
    {
        m_sections.push_back({static_cast<const char*>(data), count * elementBytes, elementBytes});
    }

    template <typename T>
    void put(const T& value)
    {
        if constexpr (HasParts<const T, IndexWriter>)
            T::visitParts(value, *this);
        else {
            static_assert(std::is_trivially_copyable_v<T>);
            putBytes(&value, sizeof value);
        }
    }
    void put(const std::string& text)
    {
        put(text.size());
        putBytes(text.data(), text.size());
    }
    template <typename T>
    void put(const std::optional<T>& value)
    {
        put(value.has_value());
        if (value)
            put(*value);
    }
    template <typename T>
    void put(const Column<T>& column)
    {
        putSection(column.data(), column.size(), sizeof(T));
        m_sections.back().hasPages = !column.isView();
    }
    template <typename T>
    void put(const std::vector<T>& list)
    {
        if constexpr (std::is_trivially_copyable_v<T>) {
            putSection(list.data(), list.size(), sizeof(T));
        } else {
            put(list.size());
            for (const T& value : list)
                put(value);
        }
    }
    std::vector<IndexSection> placeSections() const;
    std::vector<Section> allSections() const;

    bool m_keepsText;
    std::vector<Section> m_sections;
    std::string m_details;
};

} // namespace heapwise
