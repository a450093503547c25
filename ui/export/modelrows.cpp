#include "ui/export/modelrows.h"

#include "ui/models/cellroles.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QMutex>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QTimer>
#include <QTreeView>
#include <QWaitCondition>

#include <deque>
#include <vector>

namespace heapwise::ui {
namespace {

constexpr qint64 kSliceMs = 4;
constexpr int kPauseMs = 5;              ///< while the worker has enough to do
constexpr std::size_t kMostWaiting = 16; ///< batches
constexpr int kBatchRows = 500;
constexpr unsigned long kLookMs = 50; ///< how often the worker looks for a stop

struct Row {
    int depth;
    QStringList cells;
};
using Batch = std::vector<Row>;

/// Between the two threads.
struct Channel {
    QMutex mutex;
    QWaitCondition filled;
    std::deque<Batch> batches;
    QString problem;
    bool isAtEnd = false;
    bool isAbandoned = false; ///< nobody reads any more

    void end(const QString& why)
    {
        const QMutexLocker lock(&mutex);
        problem = isAtEnd ? problem : why;
        isAtEnd = true;
        filled.wakeAll();
    }
};

QString exactText(const QModelIndex& cell)
{
    const QVariant exact = cell.data(CopyRole);
    return exact.isValid() ? exact.toString() : cell.data(Qt::DisplayRole).toString();
}

/// Walks over the rows on the GUI thread. Deletes itself when it is through, or the view is gone.
class Reader : public QObject {
public:
    Reader(const QTreeView& view, const QList<int>& columns, std::shared_ptr<Channel> channel)
        : m_view(&view)
        , m_columns(columns)
        , m_channel(std::move(channel))
    {
        const auto* model = view.model();
        const auto changed = [this] {
            stop(QCoreApplication::translate("Export", "The table changed while it was written. Export it again."));
        };
        connect(model, &QAbstractItemModel::modelReset, this, changed);
        connect(model, &QAbstractItemModel::layoutChanged, this, changed);
        connect(model, &QAbstractItemModel::rowsInserted, this, changed);
        connect(model, &QAbstractItemModel::rowsRemoved, this, changed);
        connect(&m_timer, &QTimer::timeout, this, [this] { readSlice(); });
        m_levels.push_back({QPersistentModelIndex(), 0, model->rowCount()});
        m_timer.start(0);
    }
    ~Reader() override
    {
        m_channel->end(QCoreApplication::translate("Export", "The table was closed before it was written."));
    }

private:
    struct Level {
        QPersistentModelIndex parent;
        int next;
        int rows;
    };

    void stop(const QString& why)
    {
        m_channel->end(why);
        m_timer.stop();
        deleteLater();
    }

    void readSlice()
    {
        {
            const QMutexLocker lock(&m_channel->mutex);
            if (m_channel->isAbandoned) {
                m_timer.stop();
                deleteLater();
                return;
            }
            m_timer.setInterval(m_channel->batches.size() >= kMostWaiting ? kPauseMs : 0);
            if (m_channel->batches.size() >= kMostWaiting)
                return;
        }
        QElapsedTimer clock;
        clock.start();
        Batch batch;
        while (m_view && !m_levels.empty() && batch.size() < kBatchRows && clock.elapsed() < kSliceMs)
            readRow(batch);
        if (!m_view) // ends by itself: see the destructor
            return deleteLater();
        const QMutexLocker lock(&m_channel->mutex);
        m_channel->batches.push_back(std::move(batch));
        m_channel->filled.wakeAll();
        if (!m_levels.empty())
            return;
        m_channel->isAtEnd = true;
        m_timer.stop();
        deleteLater();
    }

    void readRow(Batch& batch)
    {
        Level& level = m_levels.back();
        if (level.next == level.rows) {
            m_levels.pop_back();
            return;
        }
        const auto& model = *m_view->model();
        const QModelIndex index = model.index(level.next++, 0, level.parent);
        if (index.data(LinkRole).toBool())
            return;
        QStringList cells;
        for (const int column : m_columns)
            cells.append(exactText(index.siblingAtColumn(column)));
        batch.push_back({int(m_levels.size()) - 1, std::move(cells)});
        if (m_view->isExpanded(index) && model.rowCount(index) > 0)
            m_levels.push_back({index, 0, model.rowCount(index)});
    }

    QPointer<const QTreeView> m_view;
    QList<int> m_columns;
    std::shared_ptr<Channel> m_channel;
    std::vector<Level> m_levels;
    QTimer m_timer;
};

class ModelRows : public RowSource {
public:
    ModelRows(std::shared_ptr<Channel> channel, bool isTree)
        : m_channel(std::move(channel))
        , m_isTree(isTree)
    {}
    ~ModelRows() override { abandon(); }

    bool isTree() const override { return m_isTree; }

    QString read(const Take& take, const Progress& progress) const override
    {
        while (!progress.stopRequested()) {
            Batch batch;
            {
                const QMutexLocker lock(&m_channel->mutex);
                if (m_channel->batches.empty() && m_channel->isAtEnd)
                    return m_channel->problem;
                if (m_channel->batches.empty()) {
                    m_channel->filled.wait(&m_channel->mutex, kLookMs);
                    continue;
                }
                batch = std::move(m_channel->batches.front());
                m_channel->batches.pop_front();
            }
            for (const Row& row : batch)
                if (!take(row.depth, row.cells))
                    return {};
        }
        return {};
    }

private:
    void abandon() const
    {
        const QMutexLocker lock(&m_channel->mutex);
        m_channel->isAbandoned = true;
    }

    std::shared_ptr<Channel> m_channel;
    bool m_isTree;
};

bool hasExpanded(const QTreeView& view)
{
    const auto& model = *view.model();
    if (!view.rootIsDecorated())
        return false;
    for (int row = 0; row < model.rowCount(); ++row)
        if (view.isExpanded(model.index(row, 0)))
            return true;
    return false;
}

} // namespace

std::shared_ptr<const RowSource> modelRows(const QTreeView& view, const QList<int>& columns)
{
    auto channel = std::make_shared<Channel>();
    new Reader(view, columns, channel); // deletes itself
    return std::make_shared<ModelRows>(channel, hasExpanded(view));
}

} // namespace heapwise::ui
