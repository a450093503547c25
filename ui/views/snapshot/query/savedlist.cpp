#include "ui/views/snapshot/query/savedlist.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/analysis/query/parser.h"
#include "core/analysis/query/run.h"
#include "ui/format.h"
#include "ui/models/opencomparisons.h"
#include "ui/theme/fonts.h"

namespace heapwise::ui {
namespace {

std::optional<std::uint64_t> countFound(const Heap& heap, const std::string& text, const Progress& progress)
{
    const auto parsed = query::parse(text);
    if (std::holds_alternative<query::QueryError>(parsed))
        return std::nullopt;
    const auto bound = query::bind(std::get<query::Query>(parsed), heap, progress, comparedSnapshotsOf(heap));
    if (std::holds_alternative<query::QueryError>(bound))
        return std::nullopt;
    std::uint64_t count = 0;
    query::run(
        *std::get<query::BoundQueryPtr>(bound),
        [&](std::span<const std::uint32_t> nodes, std::uint64_t) { count += nodes.size(); }, progress);
    return count;
}

} // namespace

SavedList::SavedList(QWidget* parent)
    : QWidget(parent)
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("savedQueries"));
    auto* const title = new QLabel(tr("Saved queries"), this);
    title->setFont(ui::font(TextStyle::Header));
    title->setContentsMargins(scaled(8), scaled(6), scaled(8), scaled(6));
    m_list->setObjectName(QStringLiteral("savedQueryList"));
    m_list->setAccessibleName(tr("Saved queries"));
    m_list->setColumnCount(2);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents); // a few rows
    m_list->installEventFilter(this);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(m_list, 1);
    setMinimumWidth(scaled(160));
    m_counting.announce({this, tr("Counting saved queries"), [this] { m_counting.drop(); }});
    connect(m_list, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { emit chosen(m_queries.value(m_list->indexOfTopLevelItem(item)).text); });
    connect(m_list, &QTreeWidget::itemChanged, this, &SavedList::renamed);
    connect(m_list, &QTreeWidget::customContextMenuRequested, this, &SavedList::showMenu);
    m_queries = savedqueries::load();
    fill();
}

void SavedList::setHeap(HeapPtr heap)
{
    m_heap = std::move(heap);
    count();
}

void SavedList::fill()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const SavedQuery& query : m_queries) {
        auto* const item = new QTreeWidgetItem(m_list, {query.name, QString()});
        item->setToolTip(0, query.text);
        item->setSizeHint(0, QSize(0, scaled(22)));
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    setVisible(!m_queries.isEmpty());
}

void SavedList::count()
{
    if (!m_heap || !m_heap->classes || m_queries.isEmpty())
        return;
    std::vector<std::string> texts;
    for (const SavedQuery& query : std::as_const(m_queries))
        texts.push_back(query.text.toStdString());
    auto work = [heap = m_heap, texts](const Progress& progress) {
        Counts counts;
        for (const std::string& text : texts)
            counts.push_back(progress.stopRequested() ? std::nullopt : countFound(*heap, text, progress));
        return counts;
    };
    m_counting.start(std::move(work), [this](const Counts& counts) {
        const QSignalBlocker blocker(m_list);
        for (int row = 0; row < m_list->topLevelItemCount() && std::size_t(row) < counts.size(); ++row)
            m_list->topLevelItem(row)->setText(1, counts[std::size_t(row)] ? formatCount(*counts[std::size_t(row)])
                                                                           : noValue());
    });
}

void SavedList::save(const QString& text)
{
    if (text.isEmpty())
        return;
    m_queries = savedqueries::load(); // another snapshot's page may have added some
    const auto known =
        std::find_if(m_queries.begin(), m_queries.end(), [&](const SavedQuery& query) { return query.text == text; });
    const int row = int(known - m_queries.begin());
    if (known == m_queries.end())
        m_queries << SavedQuery{text, text};
    savedqueries::store(m_queries);
    fill();
    count();
    m_list->setCurrentItem(m_list->topLevelItem(row));
    m_list->setFocus();
    m_list->editItem(m_list->topLevelItem(row), 0);
}

void SavedList::renamed(QTreeWidgetItem* item)
{
    SavedQuery& query = m_queries[m_list->indexOfTopLevelItem(item)];
    query.name = item->text(0).trimmed().isEmpty() ? query.text : item->text(0).trimmed();
    savedqueries::store(m_queries);
    const QSignalBlocker blocker(m_list);
    item->setText(0, query.name);
}

void SavedList::removeCurrent()
{
    const int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    if (row < 0)
        return;
    m_queries.removeAt(row);
    savedqueries::store(m_queries);
    m_counting.drop();
    const QSignalBlocker blocker(m_list);
    delete m_list->takeTopLevelItem(row);
    setVisible(!m_queries.isEmpty());
}

void SavedList::showMenu(const QPoint& at)
{
    QTreeWidgetItem* const item = m_list->itemAt(at);
    if (!item)
        return;
    auto* const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Ask"), this, [this, item] { emit m_list->itemActivated(item, 0); });
    menu->addAction(tr("Rename"), this, [this, item] { m_list->editItem(item, 0); });
    menu->addAction(tr("Remove"), this, &SavedList::removeCurrent);
    menu->popup(m_list->viewport()->mapToGlobal(at));
}

bool SavedList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete)
            removeCurrent();
        else if (key == Qt::Key_F2 && m_list->currentItem())
            m_list->editItem(m_list->currentItem(), 0);
        else
            return false;
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace heapwise::ui
