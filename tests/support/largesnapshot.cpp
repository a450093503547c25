#include "tests/support/largesnapshot.h"

#include "tests/support/snapshottext.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <initializer_list>
#include <utility>
#include <vector>

namespace heapwise::test {

namespace {

constexpr std::uint32_t kClasses = 300;
constexpr std::uint32_t kFirstInstance = 2; ///< after the root and the global
constexpr std::uint32_t kFirstName = 3;     ///< after "", "global" and "next"
constexpr std::size_t kLongString = 1'000'000;

struct ShapeName {
    std::string_view name;
    HeapShape shape;
    std::uint64_t bytesPerNode; ///< of a node, its references and its string as text, in a file of some 100 MB
};
constexpr ShapeName kShapes[] = {
    {"heap", HeapShape::Heap, 108},
    {"random", HeapShape::Random, 92},
    {"list", HeapShape::List, 59},
    {"wide", HeapShape::Wide, 57},
    {"tangle", HeapShape::Tangle, 75},
    {"strings", HeapShape::Strings, 56},
    {"longstrings", HeapShape::LongStrings, kLongString + 60},
};

/// Numbers and separators, written in blocks.
class Writer {
public:
    explicit Writer(const std::string& path)
        : m_file(path, std::ios::binary)
    {}

    void text(std::string_view text)
    {
        if (m_used + text.size() > sizeof m_block)
            flush();
        if (text.size() > sizeof m_block)
            m_file << text;
        else
            m_used += text.copy(m_block + m_used, text.size());
    }
    void number(std::uint64_t value, char before)
    {
        if (m_used + 24 > sizeof m_block)
            flush();
        m_block[m_used++] = before;
        m_used = std::size_t(std::to_chars(m_block + m_used, m_block + sizeof m_block, value).ptr - m_block);
    }
    /// V8 begins a line after each record.
    void lineEnd() { text("\n"); }
    bool finish()
    {
        flush();
        m_file.flush();
        return m_file.good();
    }

private:
    void flush()
    {
        m_file.write(m_block, std::streamsize(m_used));
        m_used = 0;
    }
    std::ofstream m_file;
    char m_block[1 << 16];
    std::size_t m_used = 0;
};

std::uint32_t mixed(std::uint64_t value)
{
    value *= 0x9E37'79B9'7F4A'7C15u;
    value ^= value >> 32;
    value *= 0xD6E8'FEB8'6659'FD93u;
    return std::uint32_t(value >> 32);
}

constexpr std::uint32_t kShared = 4096; ///< objects that all others refer to, as hidden classes and prototypes are
constexpr std::uint32_t kFamily = 63;   ///< neighbours that refer to each other

enum EdgeKind : std::uint32_t { kElement = 1, kProperty = 2 };

struct Reference {
    EdgeKind kind;
    std::uint32_t name;
    std::uint32_t target; ///< an instance
};

/// The objects of one generated heap, numbered from 0; what any of them refers to can be asked again and again.
class Instances {
public:
    Instances(HeapShape shape, std::uint32_t count, std::uint32_t seed)
        : m_shape(shape)
        , m_count(count)
        , m_seed(seed)
    {}

    std::uint32_t count() const { return m_count; }
    bool areStrings() const { return m_shape == HeapShape::Strings || m_shape == HeapShape::LongStrings; }
    /// Held by the global.
    std::vector<std::uint32_t> entries() const
    {
        if (m_shape == HeapShape::Tangle)
            return {0, m_count / 2, m_count - 1};
        return {0};
    }

    const std::vector<Reference>& referencesOf(std::uint32_t i)
    {
        m_references.clear();
        switch (m_shape) {
        case HeapShape::Heap:
            addTree(i);
            addElement(0, i & (i - 1)); // its parent
            addElement(1, mixedOf(i, 1) % std::min(m_count, kShared));
            addElement(2, mixedOf(i, 2) % std::min(m_count, kShared));
            addElement(3, std::min(m_count - 1, (i | kFamily) - mixedOf(i, 3) % kFamily));
            if (mixedOf(i, 4) % 16 == 0)
                addElement(4, mixedOf(i, 5) % m_count);
            break;
        case HeapShape::Random:
            addTree(i);
            for (std::uint32_t k = 0; k < 3; ++k)
                addElement(k, mixedOf(i, k) % m_count);
            break;
        case HeapShape::List:
            addNext(i + 1);
            addElement(0, i / 2);
            break;
        case HeapShape::Wide:
        case HeapShape::Strings:
        case HeapShape::LongStrings:
            for (std::uint32_t k = 1; i == 0 && k < m_count; ++k)
                addElement(k, k);
            if (m_shape == HeapShape::Wide)
                addElement(0, i / 2);
            break;
        case HeapShape::Tangle:
            addNext(i + 1);
            addElement(0, i == 0 ? 0 : i - 1);
            addElement(1, near(i, mixedOf(i, 0) % 65536));
            break;
        }
        return m_references;
    }

private:
    std::uint32_t mixedOf(std::uint32_t i, std::uint32_t k) const
    {
        return mixed((std::uint64_t(m_seed) << 40) + std::uint64_t(i) * 8 + k);
    }
    std::uint32_t near(std::uint32_t i, std::uint32_t distance) const
    {
        return i >= distance ? i - distance : std::min(m_count - 1, i + distance);
    }
    void addElement(std::uint32_t index, std::uint32_t target) { m_references.push_back({kElement, index, target}); }
    void addNext(std::uint32_t target)
    {
        if (target < m_count)
            m_references.push_back({kProperty, 2, target});
    }
    /// The parent of each instance has its number without the lowest bit that is set: half of them stand right before
    /// their children.
    void addTree(std::uint32_t i)
    {
        for (std::uint64_t step = 1; (i & step) == 0 && i + step < m_count; step *= 2)
            addNext(std::uint32_t(i + step));
    }

    HeapShape m_shape;
    std::uint32_t m_count;
    std::uint32_t m_seed;
    std::vector<Reference> m_references;
};

class SnapshotWriter {
public:
    SnapshotWriter(const std::string& path, Instances instances, HeapShape shape)
        : m_out(path)
        , m_instances(std::move(instances))
        , m_shape(shape)
    {}

    bool write()
    {
        std::uint64_t edges = 1 + m_instances.entries().size();
        for (std::uint32_t i = 0; i < m_instances.count(); ++i)
            edges += m_instances.referencesOf(i).size();
        m_out.text("{\"snapshot\":{\"meta\":" + SnapshotText().meta() +
                   ",\"node_count\":" + std::to_string(kFirstInstance + m_instances.count()) +
                   ",\"edge_count\":" + std::to_string(edges) + "},\n\"nodes\":[");
        writeNodes();
        m_out.text("],\n\"edges\":[");
        writeEdges();
        m_out.text("],\n\"locations\":[],\n\"strings\":[\"\",\"global\",\"next\"");
        writeNames();
        m_out.text("]}\n");
        return m_out.finish();
    }

private:
    void record(std::initializer_list<std::uint64_t> values, char first)
    {
        for (const std::uint64_t value : values)
            m_out.number(value, std::exchange(first, ','));
        m_out.lineEnd();
    }

    void writeNodes()
    {
        constexpr std::uint64_t kString = 2, kObject = 3, kSynthetic = 9;
        record({kSynthetic, 0, 1, 0, 1, 0, 0}, ' ');
        record({kObject, 1, 3, 64, m_instances.entries().size(), 0, 0}, ',');
        for (std::uint32_t i = 0; i < m_instances.count(); ++i) {
            const bool isString = m_instances.areStrings() && i > 0;
            const std::uint64_t name = kFirstName + (m_instances.areStrings() ? i : mixed(i) % kClasses);
            record({isString ? kString : kObject, name, 2 * (std::uint64_t(i) + kFirstInstance) + 1, 16 + 8 * (i % 9),
                    m_instances.referencesOf(i).size(), 0, 0},
                   ',');
        }
    }

    void writeEdges()
    {
        constexpr std::uint64_t kStride = 7, kShortcut = 5;
        record({kShortcut, 1, kStride}, ' ');
        for (const std::uint32_t entry : m_instances.entries())
            record({kProperty, 2, kStride * (kFirstInstance + std::uint64_t(entry))}, ',');
        for (std::uint32_t i = 0; i < m_instances.count(); ++i)
            for (const Reference& r : m_instances.referencesOf(i))
                record({r.kind, r.name, kStride * (kFirstInstance + std::uint64_t(r.target))}, ',');
    }

    void writeNames()
    {
        const std::uint32_t names = m_instances.areStrings() ? m_instances.count() : kClasses;
        for (std::uint32_t c = 0; c < names; ++c) {
            m_out.text(m_instances.areStrings() ? ",\n\"s" : ",\n\"Class");
            m_out.text(std::to_string(c));
            if (m_shape == HeapShape::LongStrings)
                m_out.text(std::string(kLongString, char('a' + c % 26)));
            m_out.text("\"");
        }
    }

    Writer m_out;
    Instances m_instances;
    HeapShape m_shape;
};

} // namespace

std::optional<HeapShape> heapShape(std::string_view name)
{
    for (const ShapeName& shape : kShapes)
        if (shape.name == name)
            return shape.shape;
    return {};
}

bool writeLargeSnapshot(const std::string& path, std::uint64_t bytes, HeapShape shape, std::uint32_t seed)
{
    const auto count = std::uint32_t(std::max<std::uint64_t>(4, bytes / kShapes[int(shape)].bytesPerNode));
    return SnapshotWriter(path, Instances(shape, count, seed), shape).write();
}

} // namespace heapwise::test
