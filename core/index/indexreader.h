#pragma once

#include "core/base/column.h"
#include "core/base/mappedfile.h"
#include "core/base/parts.h"
#include "core/base/progress.h"
#include "core/index/indexformat.h"

#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace heapwise {

/// An index file whose header and table of sections are right: each section lies within the file.
class IndexFile {
public:
    /// Null where the file is no index of `key` by this build. O(1).
    static std::shared_ptr<const IndexFile> open(const std::string& path, const IndexKey& key);

    std::span<const IndexSection> sections() const { return m_sections; }
    const char* data(const IndexSection& section) const { return m_file->text().data() + section.offset; }
    std::shared_ptr<const void> owner() const { return m_file; }
    bool isTorn() const { return m_file->isTorn(); }
    /// True when every section has the hash it was written with. O(bytes): reads all of the file.
    bool isIntact(const Progress& progress) const;

private:
    std::shared_ptr<const MappedFile> m_file;
    std::span<const IndexSection> m_sections;
};

/// Hands out the parts of objects in the order in which an IndexWriter took them. Columns become views of the file.
class IndexReader {
public:
    /// `snapshot` is where text stands that the index does not have; null where it has it.
    IndexReader(std::shared_ptr<const IndexFile> file, std::shared_ptr<const MappedFile> snapshot)
        : m_file(std::move(file))
        , m_snapshot(std::move(snapshot))
    {
        const IndexSection& last = m_file->sections().back();
        m_details = {m_file->data(last), std::size_t(last.bytes)};
    }

    template <typename... Parts>
    void operator()(Parts&... parts)
    {
        (take(parts), ...);
    }

    void text(std::string_view& text, std::shared_ptr<const void>& owner);

    /// False when the file had other parts than were asked for; what was handed out means nothing then.
    bool isGood() const { return m_good; }

private:
    std::shared_ptr<const void> owner() const { return m_file->owner(); }
    bool takeBytes(void* to, std::size_t bytes);
    /// The next section, when its elements have this size; else an empty one.
    IndexSection takeSection(std::size_t elementBytes);

    template <typename T>
    void take(T& value)
    {
        if constexpr (HasParts<T, IndexReader>)
            T::visitParts(value, *this);
        else {
            static_assert(std::is_trivially_copyable_v<T>);
            takeBytes(&value, sizeof value);
        }
    }
    void take(bool& value)
    {
        std::uint8_t byte = 0; // another byte than 0 and 1 must not get into a bool
        takeBytes(&byte, 1);
        value = byte != 0;
    }
    void take(std::string& text);
    template <typename T>
    void take(std::optional<T>& value)
    {
        bool has = false;
        take(has);
        if (has)
            take(value.emplace());
    }
    template <typename T>
    void take(Column<T>& column)
    {
        const IndexSection section = takeSection(sizeof(T));
        column = Column<T>::view(owner(), reinterpret_cast<const T*>(m_file->data(section)), section.bytes / sizeof(T));
    }
    template <typename T>
    void take(std::vector<T>& list)
    {
        if constexpr (std::is_trivially_copyable_v<T>) {
            const IndexSection section = takeSection(sizeof(T));
            list.resize(section.bytes / sizeof(T));
            if (!list.empty())
                std::memcpy(list.data(), m_file->data(section), section.bytes);
        } else {
            std::size_t count = 0;
            take(count);
            // An element takes a byte at least: a count that is wrong ends with the section.
            for (list.clear(); m_good && list.size() < count;)
                take(list.emplace_back());
        }
    }
    std::shared_ptr<const IndexFile> m_file;
    std::shared_ptr<const MappedFile> m_snapshot;
    std::size_t m_nextSection = 0;
    std::string_view m_details;
    bool m_good = true;
};

} // namespace heapwise
