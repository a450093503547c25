#include "core/snapshot/loader.h"

#include "core/base/parallel.h"
#include "core/snapshot/jsoncursor.h"
#include "core/snapshot/snapshotbuilder.h"
#include "core/snapshot/stringreader.h"

#include <algorithm>
#include <new>
#include <optional>

namespace heapwise {

namespace {

constexpr std::size_t kLoaderMaxHeader = 4u << 20; ///< real ones have under 4 KiB
constexpr std::size_t kExcerpt = 200;

/// Reads the sections one after the other, in whatever order the file has them (the header must come first: all
/// others are unreadable without it).
class Loader {
public:
    Loader(const LoadOptions& options, std::unique_ptr<TextSource> source, Progress& progress, LoadReport& report)
        : m_options(options)
        , m_source(std::move(source))
        , m_progress(progress)
        , m_report(report)
        , m_cursor(*m_source, progress)
        , m_threads(threadCount(options.threads))
    {}

    Result<LoadedSnapshot> run();

private:
    using Section = LoadReport::Section;

    Result<void> readSections();
    Result<void> readSection(const std::string& key);
    Result<void> readHeader(Section& section);
    Result<void> readRecords(Section& section, int stride, const ArrayReader::Sink& sink, std::uint64_t expected);
    Result<void> readStrings(Section& section);
    Result<void> skip(Section& section);
    Result<LoadedSnapshot> finish();
    Section& begin(const std::string& key);
    void end(Section& section, bool complete);
    bool isComplete(const char* key) const;
    void addMissingSections();
    void compareCounts(const char* key);
    Error cutError() const;
    Error notSnapshot() const;
    Error here(ErrorCode code, std::string detail) const { return {code, std::move(detail), m_source->offset()}; }

    const LoadOptions& m_options;
    std::unique_ptr<TextSource> m_source;
    Progress& m_progress;
    LoadReport& m_report;
    JsonCursor m_cursor;
    unsigned m_threads;
    Header m_header;
    std::optional<SnapshotBuilder> m_builder;
    bool m_closed = false;           ///< the outermost object was
    std::vector<std::string> m_keys; ///< of the outermost object, for telling what a foreign file is
};

Result<LoadedSnapshot> Loader::run()
{
    const auto first = m_cursor.peek();
    if (!first && !m_source->failure())
        return here(ErrorCode::Empty, "only white space");
    if (first && *first != '{')
        return here(ErrorCode::NotJson, std::string(m_source->window().substr(0, kExcerpt)));
    const auto done = readSections();
    m_report.textBytes = m_source->knownSize();
    if (!done)
        return done.error();
    if (m_progress.stopRequested())
        return Error{ErrorCode::Cancelled, {}};
    if (const Error* failure = m_source->failure(); failure && !m_options.acceptPartial)
        return *failure;
    return finish();
}

Result<void> Loader::readSections()
{
    m_cursor.take('{');
    if (m_cursor.take('}')) {
        m_closed = true;
        return {};
    }
    do {
        const auto key = m_cursor.takeKey();
        if (!m_cursor.peek())
            return {}; // the text ends here; finish() says what is missing
        if (!key || !m_cursor.take(':'))
            return here(m_keys.empty() ? ErrorCode::NotJson : ErrorCode::Malformed, "expected a key and a colon");
        m_keys.push_back(*key);
        if (const auto section = readSection(*key); !section)
            return section.error();
        if (m_progress.stopRequested())
            return Error{ErrorCode::Cancelled, {}};
    } while (m_cursor.take(','));
    // What follows the closing brace is no business of ours; another byte in its place is a damaged file.
    m_closed = m_cursor.take('}');
    if (!m_closed && m_cursor.peek())
        return here(ErrorCode::Malformed, "expected a comma or the closing brace between sections");
    return {};
}

Result<void> Loader::readSection(const std::string& key)
{
    for (const char* once : {"snapshot", "nodes", "edges", "locations", "strings"})
        if (key == once && m_report.find(key))
            return here(ErrorCode::Malformed, "a second section \"" + key + "\"");
    Section& section = begin(key);
    if (key == "snapshot")
        return readHeader(section);
    if (!m_builder)
        return skip(section);
    const Schema& schema = m_builder->schema();
    if (key == "nodes")
        return readRecords(section, schema.nodeStride(), m_builder->nodeSink(), m_header.nodeCount);
    if (key == "edges" && m_options.countsOnly)
        return skip(section);
    if (key == "edges")
        return readRecords(section, schema.edgeStride(), m_builder->edgeSink(), m_header.edgeCount);
    if (key == "locations" && schema.locationObject != Schema::kAbsent && schema.locationScript != Schema::kAbsent &&
        schema.locationLine != Schema::kAbsent && schema.locationColumn != Schema::kAbsent)
        return readRecords(section, schema.locationStride(), m_builder->locationSink(), 0);
    if (key == "strings")
        return readStrings(section);
    return skip(section);
}

Result<void> Loader::readHeader(Section& section)
{
    std::string text;
    const std::uint64_t begin = m_source->offset();
    const bool complete = m_cursor.copyValue(text, kLoaderMaxHeader);
    end(section, complete);
    if (!complete && text.size() > kLoaderMaxHeader)
        return Error{ErrorCode::Malformed, "snapshot: a header of more than 4 MiB", begin};
    if (!complete)
        return {};
    auto header = parseHeader(text);
    if (!header) {
        Error error = header.error();
        error.byteOffset = begin;
        return error;
    }
    m_header = std::move(*header);
    m_builder.emplace(m_header);
    m_report.nodeFieldCount = m_header.schema.nodeStride();
    return {};
}

Result<void> Loader::readRecords(Section& section, int stride, const ArrayReader::Sink& sink, std::uint64_t expected)
{
    section.expected = expected;
    if (!m_cursor.peek())
        return {};
    if (!m_cursor.take('['))
        return here(ErrorCode::Malformed, section.name + ": expected an array");
    // The header's count only saves moving pages: a record has at least two bytes per value, and pages that
    // nothing is written to cost nothing.
    if (m_source->isStable() && expected > 0)
        sink.prepare(std::min<std::uint64_t>(expected, m_source->window().size() / (2 * std::uint64_t(stride))));
    ArrayReader reader(*m_source, stride, m_threads, m_progress);
    const auto outcome = reader.read(sink);
    if (!outcome) {
        end(section, false);
        Error error = outcome.error();
        if (error.code == ErrorCode::Malformed && error.detail.rfind(section.name, 0) != 0)
            error.detail = section.name + ": " + error.detail;
        return error;
    }
    section.read = outcome->records;
    end(section, outcome->complete);
    if (section.name == "nodes")
        m_builder->endNodes(outcome->records);
    else if (section.name == "edges")
        m_builder->endEdges(outcome->records);
    return {};
}

Result<void> Loader::readStrings(Section& section)
{
    if (!m_cursor.peek())
        return {};
    if (!m_cursor.take('['))
        return here(ErrorCode::Malformed, "strings: expected an array");
    auto outcome = StringReader(*m_source, m_progress).read();
    end(section, outcome && outcome->complete);
    if (!outcome)
        return outcome.error();
    section.read = outcome->strings.count();
    m_builder->setStrings(std::move(outcome->strings));
    return {};
}

Result<void> Loader::skip(Section& section)
{
    end(section, m_cursor.skipValue());
    return {};
}

Result<LoadedSnapshot> Loader::finish()
{
    // Without a header: either it is cut, or this is another kind of file.
    if (!m_builder)
        return m_report.find("snapshot") || (!m_closed && m_keys.empty()) ? cutError() : notSnapshot();
    addMissingSections();
    compareCounts("nodes");
    if (!m_options.countsOnly)
        compareCounts("edges");

    const bool hasReferences = isComplete("nodes") && isComplete("edges") && !m_options.countsOnly;
    const Section* nodes = m_report.find("nodes");
    if (nodes->read == 0)
        return nodes->state == LoadReport::State::Complete
                   ? here(ErrorCode::Malformed, "nodes: no objects, or they stand before the header")
                   : cutError();
    if (!hasReferences && !m_options.acceptPartial && !m_options.countsOnly)
        return cutError();

    SnapshotInfo& info = m_builder->info();
    info.path = m_options.path;
    info.fileBytes = m_report.fileBytes;
    info.textBytes = m_report.textBytes;
    info.compressed = !m_source->isStable();
    if (!hasReferences)
        m_builder->dropEdges();
    else if (const auto linked = m_builder->link(m_threads); !linked)
        return linked.error();
    return LoadedSnapshot{m_builder->take(), !hasReferences};
}

Loader::Section& Loader::begin(const std::string& key)
{
    Section section;
    section.name = key;
    section.state = LoadReport::State::Cut;
    section.begin = m_source->offset();
    m_report.sections.push_back(std::move(section));
    return m_report.sections.back();
}

void Loader::end(Section& section, bool complete)
{
    section.end = m_source->offset();
    section.state = complete ? LoadReport::State::Complete : LoadReport::State::Cut;
}

bool Loader::isComplete(const char* key) const
{
    const Section* section = m_report.find(key);
    return section && section->state == LoadReport::State::Complete;
}

void Loader::addMissingSections()
{
    const std::pair<const char*, std::uint64_t> expected[] = {
        {"nodes", m_header.nodeCount}, {"edges", m_header.edgeCount}, {"strings", 0}};
    for (const auto& [key, count] : expected) {
        if (m_report.find(key))
            continue;
        Section section;
        section.name = key;
        section.expected = count;
        section.begin = section.end = m_report.textBytes;
        m_report.sections.push_back(std::move(section));
    }
}

void Loader::compareCounts(const char* key)
{
    const Section* section = m_report.find(key);
    if (section->state == LoadReport::State::Complete && section->read != section->expected)
        m_report.warnings.push_back(std::string(key) + ": the header says " + std::to_string(section->expected) +
                                    ", the file has " + std::to_string(section->read));
}

Error Loader::cutError() const
{
    if (const Error* failure = m_source->failure())
        return *failure;
    std::string where = "header";
    for (const Section& section : m_report.sections) {
        if (section.state == LoadReport::State::Complete)
            continue;
        where = section.name;
        break;
    }
    return {ErrorCode::Truncated, where, m_report.textBytes};
}

Error Loader::notSnapshot() const
{
    const auto has = [&](std::string_view key) { return std::find(m_keys.begin(), m_keys.end(), key) != m_keys.end(); };
    std::string kind;
    if (has("head") && (has("samples") || m_keys.size() <= 2))
        kind = "heapprofile";
    else if (has("timeDeltas") || (has("nodes") && has("startTime")))
        kind = "cpuprofile";
    else if (has("traceEvents"))
        kind = "trace";
    return {ErrorCode::NotSnapshot, kind.empty() ? "no \"snapshot\" section before the others" : kind, 0};
}

} // namespace

Result<LoadedSnapshot> loadSnapshot(const LoadOptions& options, Progress& progress, LoadReport& report)
{
    report = {};
    auto file = MappedFile::open(options.path);
    if (!file)
        return file.error();
    report.fileBytes = (*file)->text().size();
    progress.begin(progress.phase() < 0 ? 0 : progress.phase(), report.fileBytes);
    auto loaded = Loader(options, makeTextSource(*file, progress), progress, report).run();
    // A contradiction in a file that somebody writes to is no damage.
    const bool isMixed = !loaded && loaded.error().code == ErrorCode::Malformed && (*file)->isChanged();
    if ((*file)->isTorn() || isMixed)
        return Error{ErrorCode::FileChanged, {}};
    return loaded;
}

} // namespace heapwise
