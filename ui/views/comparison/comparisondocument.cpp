#include "ui/views/comparison/comparisondocument.h"

#include "ui/format.h"
#include "ui/models/aligneddominatorstree.h"
#include "ui/models/comparedstrings.h"
#include "ui/models/comparisonclasses.h"
#include "ui/models/opencomparisons.h"
#include "ui/views/comparison/comparisonfilter.h"
#include "ui/views/comparison/growingpanel.h"
#include "ui/views/comparison/setpathspanel.h"
#include "ui/views/comparison/setswitch.h"
#include "ui/views/comparison/snapshotcard.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/viewbar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace heapwise::ui {

ComparisonDocument::ComparisonDocument(QList<ComparedSnapshot> snapshots, QWidget* parent)
    : Document(parent)
    , m_snapshots(std::move(snapshots))
{
    setObjectName(QStringLiteral("comparisonDocument"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_query = new ComparisonFilter(this);
    createTop(*column);
    createCards(*column);
    createSwitch(*column);
    createTable(*column);
    for (const ComparedSnapshot& snapshot : m_snapshots)
        watch(snapshot);
    m_comparing.announce({this, tr("Comparing"), [this] { cancelWork(); }});
    fillCards();
    readTimes();
    snapshotsChanged();
}

ComparisonDocument::~ComparisonDocument()
{
    for (const HeapPtr& heap : m_heaps)
        releaseOnWorker(heap);
}

void ComparisonDocument::watch(const ComparedSnapshot& snapshot)
{
    connect(snapshot.document, &Document::changed, this, &ComparisonDocument::snapshotsChanged);
    // Later: the tabs may be going all together.
    connect(snapshot.document, &QObject::destroyed, this, &ComparisonDocument::snapshotsChanged, Qt::QueuedConnection);
}

void ComparisonDocument::insert(qsizetype at, const ComparedSnapshot& snapshot)
{
    m_snapshots.insert(at, snapshot);
    m_heaps.insert(at, nullptr);
    m_times.insert(at, QDateTime());
    m_comparison = nullptr;
    m_hasChosenSet = false;
    m_query->setComparison(nullptr, {});
    m_isFiltering = false;
    m_model->show(nullptr, ChangeSet::All);
    watch(snapshot);
    fillCards();
    readTimes();
    snapshotsChanged();
}

void ComparisonDocument::swap()
{
    m_snapshots.swapItemsAt(0, 1);
    m_heaps.swapItemsAt(0, 1);
    m_times.swapItemsAt(0, 1);
    fillCards();
    startComparing();
}

// --- cards -----------------------------------------------------------------------------------------------

void ComparisonDocument::readTimes()
{
    QStringList paths;
    for (const ComparedSnapshot& snapshot : m_snapshots)
        paths.append(snapshot.document ? snapshot.document->path() : QString());
    m_times.resize(m_snapshots.size());
    m_timing.start(
        [paths](const Progress&) {
            QList<QDateTime> times;
            for (const QString& path : paths)
                times.append(QFileInfo(path).lastModified());
            return times;
        },
        [this](const QList<QDateTime>& times) {
            if (times.size() == m_times.size())
                m_times = times;
            updateCards();
        });
}

void ComparisonDocument::fillCards()
{
    qDeleteAll(std::exchange(m_cards, {}));
    qDeleteAll(std::exchange(m_growth, {}));
    m_heaps.resize(m_snapshots.size());
    m_times.resize(m_snapshots.size());
    for (qsizetype i = 0; i < m_snapshots.size(); ++i) {
        if (i > 0) {
            m_growth.append(new GrowthLabel(this));
            m_cardRow->insertWidget(int(2 * i - 1), m_growth.last());
        }
        auto* card = new SnapshotCard(this);
        card->setObjectName(QStringLiteral("card%1").arg(i));
        connect(card, &QAbstractButton::clicked, this, [this, i] {
            if (m_snapshots[i].document)
                emit snapshotRequested(m_snapshots[i].document, {});
        });
        m_cards.append(card);
        m_cardRow->insertWidget(int(2 * i), card, 1);
    }
    m_swap->setVisible(m_snapshots.size() == 2);
    updateCards();
}

void ComparisonDocument::updateCards()
{
    const Token edges[] = {Token::TextSecondary, Token::KindObject, Token::KindClosure, Token::KindArray};
    for (qsizetype i = 0; i < m_cards.size(); ++i) {
        const ComparedSnapshot& snapshot = m_snapshots[i];
        SnapshotCard::Content content;
        content.name = ComparisonClasses::snapshotName(std::size_t(i), std::size_t(m_snapshots.size()));
        content.role = roleOf(i).isEmpty() ? snapshot.title : roleOf(i) + QStringLiteral(" · ") + snapshot.title;
        content.edge = edges[std::min<qsizetype>(i, 3)];
        const HeapPtr& heap = m_heaps[i];
        content.hasFailed = snapshot.document ? snapshot.document->hasError() : !heap;
        if (content.hasFailed)
            content.when =
                snapshot.document ? snapshot.document->stateText() : tr("Its tab was closed before it was read.");
        else if (m_times[i].isValid())
            content.when = formatRelativeDate(m_times[i]) +
                           (i > 0 && m_times[i - 1].isValid() && m_times[i - 1] <= m_times[i]
                                ? tr(", %1 later").arg(formatDuration(double(m_times[i - 1].secsTo(m_times[i]))))
                                : QString());
        if (heap && heap->objects) {
            content.size = formatBytes(heap->totalSize());
            content.objects = tr("%1 objects").arg(formatCount(heap->snapshot->nodeCount()));
        } else if (snapshot.document && snapshot.document->progress() >= 0) {
            content.size = formatWholePercent(snapshot.document->progress());
        }
        m_cards[i]->setContent(content);
        m_cards[i]->setToolTip(snapshot.document ? snapshot.document->path() : QString());
        if (i == 0)
            continue;
        const HeapPtr& before = m_heaps[i - 1];
        if (heap && before && heap->objects && before->objects)
            m_growth[i - 1]->setChange(qint64(heap->totalSize()) - qint64(before->totalSize()),
                                       qint64(heap->snapshot->nodeCount()) - qint64(before->snapshot->nodeCount()));
        else
            m_growth[i - 1]->clear();
    }
}

// --- comparing -------------------------------------------------------------------------------------------

void ComparisonDocument::snapshotsChanged()
{
    bool isOther = false, isNewer = false;
    for (qsizetype i = 0; i < m_snapshots.size(); ++i) {
        const HeapPtr heap = m_snapshots[i].document ? m_snapshots[i].document->heap() : m_heaps[i];
        const bool isUsable = heap && heap->has(Stage::Objects);
        const bool differs = isUsable && (!m_heaps[i] || m_heaps[i]->snapshot != heap->snapshot);
        if (!isUsable || (!differs && m_heaps[i]->reached == heap->reached))
            continue;
        m_heaps[i] = heap;
        isOther = isOther || differs;
        isNewer = true;
    }
    updateCards();
    // Stages between classes and the end of all change nothing here, and do not put off what the classes tell.
    const bool isComplete =
        std::ranges::all_of(m_heaps, [](const HeapPtr& heap) { return heap && heap->has(Stage::Retained); });
    const bool isIdle = !m_comparison && !m_comparing.isBusy();
    if (!m_isStopped && (isOther || (isNewer && (isComplete || isIdle))))
        startComparing();
    updateState();
}

std::vector<HeapPtr> ComparisonDocument::heaps() const
{
    for (const HeapPtr& heap : m_heaps)
        if (!heap)
            return {};
    return {m_heaps.begin(), m_heaps.end()};
}

std::vector<std::optional<bool>> ComparisonDocument::recordedEpochs() const
{
    std::vector<std::optional<bool>> known;
    for (qsizetype i = 0; i + 1 < m_snapshots.size(); ++i) {
        const QString &a = m_snapshots[i].epoch, &b = m_snapshots[i + 1].epoch;
        known.push_back(a.isEmpty() || b.isEmpty() ? std::nullopt : std::optional<bool>(a == b));
    }
    return known;
}

GroupOptions ComparisonDocument::groupOptions() const
{
    GroupOptions options;
    options.by = Grouping(m_groups->currentData().toInt());
    options.splitFunctions = options.by == Grouping::Class;
    return options;
}

void ComparisonDocument::startComparing()
{
    const std::vector<HeapPtr> ready = heaps();
    if (ready.empty())
        return;
    m_isStopped = false;
    CompareOptions options;
    options.group = groupOptions();
    options.sameIds = recordedEpochs();
    const bool isComplete = std::ranges::all_of(ready, [](const HeapPtr& heap) { return heap->has(Stage::Retained); });
    if (!isComplete && options.group.by != Grouping::Class)
        options.group = {}; // files and packages need to know what keeps what
    m_clock.start();
    m_comparing.start([ready, options](const Progress& progress) { return compare(ready, options, progress); },
                      [this](const ComparisonPtr& result) { compared(result); });
    updateState();
}

void ComparisonDocument::compared(const ComparisonPtr& comparison)
{
    m_seconds = double(m_clock.elapsed()) / 1000;
    if (!comparison)
        return updateState();
    m_comparison = comparison;
    announceComparison(comparison, {this, title(), [this](const QString& query) { filterBy(query); }});
    m_query->setComparison(comparison, heaps());
    m_isFiltering = m_query->isBusy();
    viewChanged();
    showMatching();
    if (!m_hasChosenSet)
        m_set = comparison->has(ChangeSet::NewAndAlive) ? ChangeSet::NewAndAlive : ChangeSet::All;
    showSet(comparison->has(m_set) ? m_set : ChangeSet::All);
    emit crumbsChanged();
}

void ComparisonDocument::showSet(ChangeSet set)
{
    m_set = set;
    m_sets->setCurrent(set);
    if (!m_comparison)
        return;
    const std::uint32_t selected = selectedClass();
    m_model->show(m_comparison, set);
    m_model->setChosen(m_query->found());
    arrangeTable();
    updateTotals();
    showNote();
    selectClass(selected);
    showRetention();
    updateState();
}

/// Also of an object, the class it stands below; kNone for nothing.
std::uint32_t ComparisonDocument::selectedClass() const
{
    return m_comparison && m_model->comparison() == m_comparison ? m_model->classAt(m_table->currentIndex())
                                                                 : JoinedClasses::kNone;
}

void ComparisonDocument::selectClass(std::uint32_t joinedClass)
{
    const int row = m_model->rowOf(joinedClass);
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    else
        m_retention->clear(tr("Select a class to see what keeps its objects alive."));
}

// --- state -----------------------------------------------------------------------------------------------

void ComparisonDocument::updateState()
{
    const int view = m_views->current();
    const bool isClasses = view == ClassesPage, hasRetained = m_comparison && m_comparison->hasRetained();
    const bool hasRows = m_isFiltering            ? false
                         : isClasses              ? m_comparison && m_model->rowCount() > 0
                         : view == StringsPage    ? hasRetained && m_strings->rowCount() > 0
                         : view == DominatorsPage ? hasRetained && (m_aligned->isBusy() || m_aligned->rowCount() > 0)
                                                  : hasRetained;
    m_empty->setText(emptyText());
    m_pages->setCurrentIndex(hasRows ? 1 + view : 0);
    for (const View waits : {DominatorsPage, StringsPage, RetentionPage})
        m_views->setNotReady(waits, m_comparison && !hasRetained ? tr("waits") : QString());
    const bool isAboutSet = isClasses || view == RetentionPage;
    m_sets->setVisible(m_comparison != nullptr && isAboutSet);
    m_unchanged->setVisible(isClasses && m_set == ChangeSet::All);
    m_note->setVisible(isAboutSet && m_hasNote);
    m_groups->setVisible(isClasses);
    m_folding->setVisible(view == DominatorsPage);
    for (QWidget* widget : {static_cast<QWidget*>(m_groups), static_cast<QWidget*>(m_filter)})
        widget->setEnabled(m_comparison != nullptr);
    emit changed();
}

void ComparisonDocument::selectionChanged()
{
    const std::uint32_t c = selectedClass();
    if (c == JoinedClasses::kNone)
        return;
    const QString name = m_model->index(m_model->rowOf(c), 0).data().toString();
    const ChangeSet set = m_set != ChangeSet::All                      ? m_set
                          : m_model->sums(ChangeSet::New, c).count > 0 ? ChangeSet::New
                                                                       : ChangeSet::All;
    m_retention->show({m_comparison, m_model->chosen(), set, c, name});
    emit crumbsChanged();
    emit changed();
}

void ComparisonDocument::openObject(std::size_t snapshot, NodeId node)
{
    SnapshotDocument* document = m_snapshots[qsizetype(snapshot)].document;
    if (document && node.isValid())
        emit snapshotRequested(document,
                               QStringLiteral("@%1").arg(m_comparison->heap(snapshot)->snapshot->objectId(node).value));
}

double ComparisonDocument::progress() const
{
    double sum = 0;
    bool isOpening = false;
    for (const ComparedSnapshot& snapshot : m_snapshots) {
        const double one = snapshot.document ? snapshot.document->progress() : -1;
        isOpening = isOpening || one >= 0;
        sum += one >= 0 ? one : 1;
    }
    return isOpening ? sum / double(m_snapshots.size()) : -1;
}

QStringList ComparisonDocument::viewNames() const
{
    return {tr("Classes"), tr("Dominators side by side"), tr("Strings"), tr("Retention")};
}

int ComparisonDocument::currentView() const
{
    return m_views->current();
}

void ComparisonDocument::setCurrentView(int view)
{
    m_views->setCurrent(view);
}

void ComparisonDocument::viewChanged()
{
    if (!m_pages)
        return; // the bar is being made
    if (m_views->current() == DominatorsPage && m_shownAligned != m_comparison) {
        m_shownAligned = m_comparison;
        m_aligned->show(m_comparison);
    }
    if (m_views->current() == StringsPage && m_shownStrings != m_comparison) {
        m_shownStrings = m_comparison;
        m_strings->show(m_comparison);
    }
    m_filter->setPlaceholderText(filterHint());
    applyFilter(); // words mean something else in another view
}

/// The set as it is now, when the view of it is looked at.
void ComparisonDocument::showRetention()
{
    if (m_views->current() != RetentionPage || !m_comparison || m_model->comparison() != m_comparison)
        return;
    if (m_set == ChangeSet::All && !m_model->chosen())
        m_setRetention->clear(
            tr("Choose a set above, or filter by a query: what keeps all objects alive is all of the heap."));
    else
        m_setRetention->show(
            {m_comparison, m_model->chosen(), m_set, JoinedClasses::kNone,
             m_set == ChangeSet::All
                 ? tr("what the filter leaves")
                 : QLatin1Char('"') + SetSwitch::nameOf(m_set, m_comparison->snapshotCount()) + QLatin1Char('"')});
}

void ComparisonDocument::cancelWork()
{
    m_comparing.drop();
    m_isStopped = !m_comparison;
    updateState();
}

} // namespace heapwise::ui
