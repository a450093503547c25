#include "ui/views/snapshot/query/querysearch.h"

#include "core/analysis/query/parser.h"
#include "core/analysis/query/run.h"
#include "ui/models/opencomparisons.h"

#include <algorithm>
#include <chrono>
#include <mutex>

namespace heapwise::ui {
namespace {

constexpr int kPollMs = 60;
constexpr double kPublishSeconds = 0.1;

void collectPaths(const query::Term& term, std::vector<query::Path>& paths)
{
    const auto isSame = [&](const query::Path& path) { return query::pathText(path) == query::pathText(term.path); };
    if (term.kind == query::Term::Kind::Property && std::none_of(paths.begin(), paths.end(), isSame))
        paths.push_back(term.path);
    for (const query::Term& part : term.terms)
        collectPaths(part, paths);
}

} // namespace

/// What the worker tells while it works.
struct QuerySearch::Stream {
    std::mutex mutex;
    Nodes nodes; ///< found so far; copied when they have grown by half
    std::vector<query::Path> paths;
    std::vector<query::QueryNote> notes;
    bool isBound = false;
    std::atomic<quint64> scanned{0};
    std::atomic<quint64> scanCount{0};
};

struct QuerySearch::Outcome {
    std::optional<query::QueryError> error;
    Nodes nodes;
};

QuerySearch::QuerySearch(QObject* parent)
    : QObject(parent)
    , m_nodes(std::make_shared<const std::vector<std::uint32_t>>())
{
    m_job.announce({this, tr("Searching"), [this] { stop(); }});
    m_summing.announce({this, tr("Summing up"), {}});
    m_timer.setInterval(kPollMs);
    connect(&m_timer, &QTimer::timeout, this, &QuerySearch::poll);
}

QuerySearch::~QuerySearch() = default;

quint64 QuerySearch::scanned() const
{
    return m_stream ? m_stream->scanned.load() : 0;
}

quint64 QuerySearch::scanCount() const
{
    return m_stream ? m_stream->scanCount.load() : 0;
}

void QuerySearch::start(HeapPtr heap, const QString& text)
{
    m_heap = std::move(heap);
    m_text = text;
    m_stream = std::make_shared<Stream>();
    m_nodes = std::make_shared<const std::vector<std::uint32_t>>();
    m_totals.reset();
    m_notes.clear();
    m_paths.clear();
    m_shown = 0;
    m_hasBegun = m_isStopped = false;
    m_summing.drop();
    m_clock.start();
    m_timer.start();
    auto work = [heap = m_heap, text = text.toStdString(), stream = m_stream](const Progress& progress) {
        return search(*heap, text, *stream, progress);
    };
    m_job.start(std::move(work), [this](const Outcome& outcome) { take(outcome); });
}

QuerySearch::Outcome QuerySearch::search(const Heap& heap, const std::string& text, Stream& stream,
                                         const Progress& progress)
{
    auto parsed = query::parse(text);
    if (auto* error = std::get_if<query::QueryError>(&parsed))
        return {*error, {}};
    const auto& query = std::get<query::Query>(parsed);
    const auto bound = query::bind(query, heap, progress, comparedSnapshotsOf(heap), query::Purpose::Search);
    if (const auto* error = std::get_if<query::QueryError>(&bound))
        return {*error, {}};
    const query::BoundQuery& ready = *std::get<query::BoundQueryPtr>(bound);
    {
        const std::lock_guard lock(stream.mutex);
        collectPaths(query.root, stream.paths);
        stream.notes = ready.notes();
        stream.isBound = true;
        stream.scanCount = ready.scanCount();
    }
    using Clock = std::chrono::steady_clock;
    auto published = Clock::time_point();
    std::vector<std::uint32_t> all;
    const auto publish = [&] {
        auto copy = std::make_shared<std::vector<std::uint32_t>>(all);
        std::sort(copy->begin(), copy->end());
        const std::lock_guard lock(stream.mutex);
        stream.nodes = copy;
        published = Clock::now();
    };
    std::size_t known = 0;
    query::run(
        ready,
        [&](std::span<const std::uint32_t> nodes, std::uint64_t scanned) {
            all.insert(all.end(), nodes.begin(), nodes.end());
            stream.scanned = scanned;
            const double since = std::chrono::duration<double>(Clock::now() - published).count();
            if (all.size() > known + known / 2 && since > kPublishSeconds) {
                known = all.size();
                publish();
            }
        },
        progress);
    publish();
    return {{}, stream.nodes};
}

/// What the worker has found since.
void QuerySearch::poll()
{
    Nodes nodes;
    {
        const std::lock_guard lock(m_stream->mutex);
        if (!m_stream->isBound)
            return;
        nodes = m_stream->nodes;
        m_paths = m_stream->paths;
        m_notes = m_stream->notes;
    }
    if (!std::exchange(m_hasBegun, true))
        emit began();
    const bool isNews = (nodes && nodes != m_nodes) || scanned() != m_shown;
    if (nodes)
        m_nodes = nodes;
    m_shown = scanned();
    if (isNews)
        emit changed();
}

void QuerySearch::take(const Outcome& outcome)
{
    m_timer.stop();
    m_seconds = double(m_clock.elapsed()) / 1000;
    if (outcome.error) {
        emit failed(*outcome.error);
        return;
    }
    poll();
    emit finished();
    sumUp(m_heap);
}

void QuerySearch::stop()
{
    if (!isRunning())
        return;
    poll();
    m_job.drop();
    m_timer.stop();
    m_isStopped = true;
    m_seconds = double(m_clock.elapsed()) / 1000;
    emit finished();
    sumUp(m_heap);
}

void QuerySearch::sumUp(HeapPtr heap)
{
    m_heap = std::move(heap);
    m_summing.start(
        [heap = m_heap, nodes = m_nodes](const Progress& progress) { return sumUpSet(*heap, *nodes, progress); },
        [this](const SetTotals& totals) {
            m_totals = totals;
            emit summedUp();
        });
}

} // namespace heapwise::ui
