#include "core/snapshot/allocationstacks.h"

#include "core/base/mappedfile.h"
#include "core/snapshot/arrayreader.h"
#include "core/snapshot/jsoncursor.h"
#include "core/snapshot/textsource.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace heapwise {

namespace {

constexpr std::size_t kAllocationStacksMaxHeader = 4u << 20;
constexpr std::size_t kMaxTree = 1u << 30;

/// The texts in the array `"key":["a","b"]` of a JSON text without escapes in it.
std::vector<std::string> namesIn(const std::string& text, const std::string& key)
{
    std::vector<std::string> names;
    std::size_t at = text.find("\"" + key + "\"");
    const std::size_t begin = at == text.npos ? at : text.find('[', at);
    const std::size_t end = begin == text.npos ? begin : text.find(']', begin);
    if (end == text.npos)
        return names;
    for (at = text.find('"', begin); at < end; at = text.find('"', at + 1)) {
        const std::size_t close = text.find('"', at + 1);
        if (close == text.npos || close > end)
            break;
        names.push_back(text.substr(at + 1, close - at - 1));
        at = close;
    }
    return names;
}

std::size_t indexOf(const std::vector<std::string>& names, std::string_view name)
{
    return std::size_t(std::find(names.begin(), names.end(), name) - names.begin());
}

Error malformed(std::string detail)
{
    return {ErrorCode::Malformed, std::move(detail), Error::kNoOffset};
}

} // namespace

class AllocationStackReader {
public:
    AllocationStackReader(const Snapshot& snapshot, std::unique_ptr<TextSource> source, Progress& progress)
        : m_snapshot(snapshot)
        , m_source(std::move(source))
        , m_progress(progress)
        , m_cursor(*m_source, progress)
    {}

    Result<AllocationStacks> read()
    {
        m_cursor.take('{');
        do {
            const auto key = m_cursor.takeKey();
            if (!key || !m_cursor.take(':'))
                break;
            if (const auto section = readSection(*key); !section)
                return section.error();
            if (m_progress.stopRequested())
                return Error{ErrorCode::Cancelled, {}};
        } while (!hasAll() && m_cursor.take(','));
        if (!hasAll())
            return Error{ErrorCode::Truncated, "trace_tree"};
        return finish();
    }

private:
    bool hasAll() const { return m_hasNodes && m_hasFunctions && m_hasTree; }

    Result<void> readSection(const std::string& key)
    {
        if (key == "snapshot")
            return readHeader();
        if (key == "nodes")
            return readRecords(
                std::size_t(m_snapshot.schema().nodeStride()), m_hasNodes,
                [this](std::uint64_t i, const std::uint64_t* record) { return takeNode(i, record); },
                [this](std::uint64_t records) { growNodes(records); });
        if (key == "trace_function_infos")
            return readRecords(
                m_functionFields.size(), m_hasFunctions,
                [this](std::uint64_t i, const std::uint64_t* record) { return takeFunction(i, record); },
                [this](std::uint64_t records) { m_result.m_functions.resize(records); });
        if (key == "trace_tree")
            return readTree();
        m_cursor.skipValue();
        return {};
    }

    Result<void> readHeader()
    {
        std::string text;
        if (!m_cursor.copyValue(text, kAllocationStacksMaxHeader))
            return Error{ErrorCode::Truncated, "header"};
        m_functionFields = namesIn(text, "trace_function_info_fields");
        m_treeFields = namesIn(text, "trace_node_fields");
        for (const char* name : {"name", "script_name", "script_id", "line", "column"})
            if (indexOf(m_functionFields, name) == m_functionFields.size())
                return malformed(std::string("snapshot.meta: no trace function field ") + name);
        for (const char* name : {"id", "function_info_index", "children"})
            if (indexOf(m_treeFields, name) == m_treeFields.size())
                return malformed(std::string("snapshot.meta: no trace node field ") + name);
        return {};
    }

    template <typename Take, typename Prepare>
    Result<void> readRecords(std::size_t stride, bool& isThere, Take&& take, Prepare&& prepare)
    {
        if (stride == 0 || !m_cursor.take('['))
            return malformed("the sections of the stacks stand before the header");
        ArrayReader::Sink sink;
        sink.prepare = prepare;
        sink.take = [&](std::uint64_t first, const std::uint64_t* values, std::size_t count) {
            for (std::size_t i = 0; i < count; ++i)
                if (!take(first + i, values + i * stride))
                    return i;
            return count;
        };
        sink.explain = [](const std::uint64_t*) {
            return std::string("a value of the allocation stacks is beyond 32 bits");
        };
        const auto outcome = ArrayReader(*m_source, int(stride), 1, m_progress).read(sink);
        if (!outcome)
            return outcome.error();
        isThere = outcome->complete;
        return {};
    }

    void growNodes(std::uint64_t records)
    {
        const auto count = std::min<std::uint64_t>(records, m_snapshot.nodeCount());
        if (count > m_result.m_traceOf.size())
            m_result.m_traceOf.resize(count);
    }

    /// The nodes must be those of the snapshot: the file may have been written anew.
    bool takeNode(std::uint64_t i, const std::uint64_t* record)
    {
        const Schema& schema = m_snapshot.schema();
        if (i >= m_snapshot.nodeCount() || record[schema.nodeId] != m_snapshot.objectIds()[i] ||
            record[schema.nodeTraceId] > UINT32_MAX)
            return false;
        m_result.m_traceOf[i] = std::uint32_t(record[schema.nodeTraceId]);
        return true;
    }

    bool takeFunction(std::uint64_t i, const std::uint64_t* record)
    {
        const auto field = [&](const char* name) { return record[indexOf(m_functionFields, name)]; };
        for (std::size_t k = 0; k < m_functionFields.size(); ++k)
            if (record[k] > UINT32_MAX)
                return false;
        m_result.m_functions[i] = {StringId{std::uint32_t(field("name"))},
                                   StringId{std::uint32_t(field("script_name"))}, std::uint32_t(field("script_id")),
                                   std::uint32_t(field("line")), std::uint32_t(field("column"))};
        return true;
    }

    /// Nested arrays [id, function, count, size, [children...]], to any depth: a stack of what is open.
    Result<void> readTree()
    {
        std::string text;
        if (!m_cursor.copyValue(text, kMaxTree))
            return Error{ErrorCode::Truncated, "trace_tree"};
        const std::size_t id = indexOf(m_treeFields, "id"), function = indexOf(m_treeFields, "function_info_index");
        const std::size_t children = indexOf(m_treeFields, "children");
        struct Level {
            std::size_t field = 0;
            std::uint32_t parent = UINT32_MAX; ///< of the records in this list
            std::uint32_t record = UINT32_MAX; ///< the one being read
        };
        std::vector<Level> open;
        std::uint64_t number = 0;
        bool hasNumber = false;
        const auto endNumber = [&] {
            if (std::exchange(hasNumber, false) && !open.empty()) {
                Level& level = open.back();
                if (level.field == 0) {
                    level.record = std::uint32_t(m_result.m_tree.size());
                    m_result.m_tree.push_back({0, 0, level.parent});
                }
                auto& node = m_result.m_tree[level.record];
                (level.field == id         ? node.id
                 : level.field == function ? node.function
                                           : m_ignored) = std::uint32_t(number);
                ++level.field;
            }
            number = 0;
        };
        for (const char c : text) {
            if (c >= '0' && c <= '9') {
                number = std::min<std::uint64_t>(number * 10 + std::uint64_t(c - '0'), UINT32_MAX);
                hasNumber = true;
                continue;
            }
            endNumber();
            if (c == '[') {
                if (!open.empty() && open.back().field != children)
                    return malformed("trace_tree: children where a number was expected");
                open.push_back({0, open.empty() ? UINT32_MAX : open.back().record});
            } else if (c == ']') {
                if (open.empty() || open.back().field != 0)
                    return malformed("trace_tree: an entry is cut");
                open.pop_back();
                if (!open.empty())
                    open.back().field = 0;
            }
        }
        m_hasTree = open.empty();
        return {};
    }

    Result<AllocationStacks> finish()
    {
        AllocationStacks& result = m_result;
        if (result.m_traceOf.size() != m_snapshot.nodeCount())
            return malformed("nodes: there are fewer than when the file was opened");
        result.m_byId.resize(result.m_tree.size());
        for (std::uint32_t i = 0; i < result.m_tree.size(); ++i) {
            result.m_byId[i] = i;
            if (result.m_tree[i].function >= result.m_functions.size())
                return malformed("trace_tree: function " + std::to_string(result.m_tree[i].function) + " of " +
                                 std::to_string(result.m_functions.size()));
        }
        std::ranges::sort(result.m_byId, {}, [&](std::uint32_t i) { return result.m_tree[i].id; });
        return std::move(result);
    }

    const Snapshot& m_snapshot;
    std::unique_ptr<TextSource> m_source;
    Progress& m_progress;
    JsonCursor m_cursor;
    std::vector<std::string> m_functionFields;
    std::vector<std::string> m_treeFields;
    AllocationStacks m_result;
    std::uint32_t m_ignored = 0;
    bool m_hasNodes = false;
    bool m_hasFunctions = false;
    bool m_hasTree = false;
};

std::vector<AllocationFrame> AllocationStacks::framesOf(NodeId n) const
{
    std::vector<AllocationFrame> frames;
    const std::uint32_t id = n.value < m_traceOf.size() ? m_traceOf[n.value] : 0;
    const auto found = std::ranges::lower_bound(m_byId, id, {}, [this](std::uint32_t i) { return m_tree[i].id; });
    if (id == 0 || found == m_byId.end() || m_tree[*found].id != id)
        return frames;
    // The root of the tree is no call. Parents stand before their children: the way up ends.
    for (std::uint32_t at = *found; m_tree[at].parent != UINT32_MAX; at = m_tree[at].parent)
        frames.push_back(m_functions[m_tree[at].function]);
    return frames;
}

Result<AllocationStacks> readAllocationStacks(const Snapshot& snapshot, Progress& progress)
{
    if (!hasAllocationStacks(snapshot))
        return AllocationStacks();
    auto file = MappedFile::open(snapshot.info().path);
    if (!file)
        return file.error();
    return AllocationStackReader(snapshot, makeTextSource(std::move(*file), progress), progress).read();
}

} // namespace heapwise
