#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/analysis/query/bind.h"
#include "core/analysis/settotals.h"
#include "ui/jobs/latestjob.h"

#include <memory>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// Asks a query on a worker. What has been found is there piece by piece; then it is summed up.
class QuerySearch : public QObject {
    Q_OBJECT
public:
    using Nodes = std::shared_ptr<const std::vector<std::uint32_t>>;

    explicit QuerySearch(QObject* parent = nullptr);
    ~QuerySearch() override;

    void start(HeapPtr heap, const QString& text);
    /// What has arrived stays.
    void stop();
    bool isRunning() const { return m_job.isBusy(); }
    bool isStopped() const { return m_isStopped; } ///< before all was looked at

    const QString& text() const { return m_text; }
    const Nodes& nodes() const { return m_nodes; } ///< ascending; never null
    quint64 scanned() const;
    quint64 scanCount() const; ///< objects that are or were to be looked at
    double seconds() const { return m_seconds; }
    const std::vector<query::QueryNote>& notes() const { return m_notes; }
    const std::vector<query::Path>& paths() const { return m_paths; }   ///< of the properties it asks about, each once
    const std::optional<SetTotals>& totals() const { return m_totals; } ///< none until they are known
    /// The same with what a newer heap knows.
    void sumUp(HeapPtr heap);

signals:
    void failed(const heapwise::query::QueryError& error);
    void began();    ///< it was understood: paths() and notes() are known
    void changed();  ///< more was found, or looked at
    void finished(); ///< nothing more comes
    void summedUp();

private:
    struct Stream;
    struct Outcome;
    static Outcome search(const Heap& heap, const std::string& text, Stream& stream, const Progress& progress);
    void poll();
    void take(const Outcome& outcome);

    LatestJob<Outcome> m_job;
    LatestJob<SetTotals> m_summing;
    std::shared_ptr<Stream> m_stream;
    QTimer m_timer;
    QElapsedTimer m_clock;
    HeapPtr m_heap;
    QString m_text;
    Nodes m_nodes;
    std::vector<query::QueryNote> m_notes;
    std::vector<query::Path> m_paths;
    std::optional<SetTotals> m_totals;
    double m_seconds = 0;
    quint64 m_shown = 0; ///< scanned when changed() was last said
    bool m_hasBegun = false;
    bool m_isStopped = false;
};

} // namespace heapwise::ui
