#include "tests/support/largesnapshot.h"

#include "tests/support/snapshottext.h"

#include <charconv>
#include <fstream>
#include <initializer_list>
#include <utility>

namespace heapwise::test {

namespace {

constexpr std::uint32_t kReferences = 5;       ///< of each instance
constexpr std::uint64_t kBytesPerNode = 92;    ///< of a node and its references as text, at this size
constexpr std::uint32_t kClasses = 300;
constexpr std::uint32_t kFirstInstance = 2;    ///< after the root and the global

/// Numbers and separators, written in blocks.
class Writer {
public:
    explicit Writer(const std::string& path)
        : m_file(path, std::ios::binary) {}

    void text(const std::string& text) {
        flush();
        m_file << text;
    }
    void number(std::uint64_t value, char before) {
        if (m_used + 24 > sizeof m_block)
            flush();
        m_block[m_used++] = before;
        m_used = std::size_t(std::to_chars(m_block + m_used, m_block + sizeof m_block, value).ptr - m_block);
    }
    bool finish() {
        flush();
        m_file.flush();
        return m_file.good();
    }

private:
    void flush() {
        m_file.write(m_block, std::streamsize(m_used));
        m_used = 0;
    }
    std::ofstream m_file;
    char m_block[1 << 16];
    std::size_t m_used = 0;
};

std::uint32_t mixed(std::uint32_t value)
{
    value *= 0x9E37'79B9u;
    return value ^ (value >> 15);
}

} // namespace

bool writeLargeSnapshot(const std::string& path, std::uint64_t bytes)
{
    const auto instances = std::uint32_t(bytes / kBytesPerNode);
    const std::uint32_t nodes = kFirstInstance + instances;
    Writer out(path);
    const auto record = [&](std::initializer_list<std::uint64_t> values, char first) {
        for (const std::uint64_t value : values)
            out.number(value, std::exchange(first, ','));
    };

    out.text("{\"snapshot\":{\"meta\":" + SnapshotText().meta() + ",\"node_count\":" + std::to_string(nodes) +
             ",\"edge_count\":" + std::to_string(2 + std::uint64_t(instances) * kReferences) + "},\n\"nodes\":[");
    record({9, 0, 1, 0, 1, 0, 0}, ' ');
    record({3, 1, 3, 64, 1, 0, 0}, ',');
    for (std::uint32_t i = 0; i < instances; ++i)
        record({3, 3 + mixed(i) % kClasses, 2 * (i + kFirstInstance) + 1, 16 + 8 * (i % 9), kReferences, 0, 0}, ',');
    out.text("],\n\"edges\":[");
    record({5, 1, 7}, ' ');
    record({2, 2, 14}, ',');
    for (std::uint32_t i = 0; i < instances; ++i) {
        // Two children of a binary tree keep everything reachable; three more references lead elsewhere.
        for (const std::uint32_t child : {2 * i + 1, 2 * i + 2})
            record({2, 2, 7 * std::uint64_t(kFirstInstance + (child < instances ? child : i / 2))}, ',');
        for (std::uint32_t k = 1; k <= kReferences - 2; ++k)
            record({1, k, 7 * std::uint64_t(kFirstInstance + mixed(i * 3 + k) % instances)}, ',');
    }
    out.text("],\n\"locations\":[],\n\"strings\":[\"\",\"global\",\"next\"");
    for (std::uint32_t c = 0; c < kClasses; ++c)
        out.text(",\n\"Class" + std::to_string(c) + "\"");
    out.text("]}\n");
    return out.finish();
}

} // namespace heapwise::test
