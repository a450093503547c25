// What a ComparisonDocument says about its snapshots, its sets and its state.
#include "ui/views/comparison/comparisondocument.h"

#include "ui/format.h"
#include "ui/models/cellroles.h"
#include "ui/models/comparedstrings.h"
#include "ui/models/comparisonclasses.h"
#include "ui/views/comparison/comparisonfilter.h"
#include "ui/views/comparison/setswitch.h"
#include "ui/views/comparison/snapshotcard.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/viewbar.h"

#include <QCheckBox>
#include <QComboBox>

#include <algorithm>

namespace heapwise::ui {

QVariantMap ComparisonDocument::viewState() const
{
    return {{QStringLiteral("view"), currentView()},
            {QStringLiteral("set"), m_hasChosenSet ? int(m_set) : -1},
            {QStringLiteral("group"), m_groups->currentIndex()},
            {QStringLiteral("unchanged"), m_unchanged->isChecked()},
            {QStringLiteral("folding"), m_folding->isChecked()},
            {QStringLiteral("filter"), m_filter->text()}};
}

void ComparisonDocument::setViewState(const QVariantMap& state)
{
    if (state.isEmpty())
        return;
    const int set = state.value(QStringLiteral("set"), -1).toInt();
    m_hasChosenSet = set >= 0 && set < kChangeSetCount;
    m_groups->setCurrentIndex(std::clamp(state.value(QStringLiteral("group")).toInt(), 0, m_groups->count() - 1));
    m_unchanged->setChecked(state.value(QStringLiteral("unchanged")).toBool());
    m_folding->setChecked(state.value(QStringLiteral("folding"), true).toBool());
    m_filter->setText(state.value(QStringLiteral("filter")).toString());
    if (m_hasChosenSet)
        m_set = ChangeSet(set);
    if (m_comparison)
        startComparing(); // with these groups
    setCurrentView(std::clamp(state.value(QStringLiteral("view")).toInt(), 0, int(viewNames().size()) - 1));
}

QString ComparisonDocument::roleOf(qsizetype snapshot) const
{
    if (m_snapshots.size() == 2)
        return snapshot == 0 ? tr("Before") : tr("After");
    if (m_snapshots.size() == 3)
        return snapshot == 0 ? tr("Baseline") : snapshot == 1 ? tr("After load") : tr("Check");
    return snapshot == 0 ? tr("Baseline") : QString();
}

void ComparisonDocument::showMatching()
{
    const bool same = m_comparison->hasIdentity();
    m_matching->setText(same ? QStringLiteral("✓ ") + tr("Same process, objects matched by id") : QString());
    quint64 checked = 0, changed = 0;
    for (std::size_t i = 0; i + 1 < m_comparison->snapshotCount(); ++i) {
        checked += m_comparison->evidence(i).checked;
        changed += m_comparison->evidence(i).changed;
    }
    m_matching->setToolTip(
        tr("%1 of %2 objects with equal ids have another name.").arg(formatCount(changed), formatCount(checked)));
    if (same)
        m_message->hide();
    else
        m_message->showMessage(
            MessageBar::Tone::Info, tr("Different processes: compared by class, function and place."),
            tr("%1 of %2 objects with equal ids have another name, so what is new and what was freed cannot be told.")
                .arg(formatCount(changed), formatCount(checked)));
    m_message->setClosable(!same);
}

void ComparisonDocument::showNote()
{
    m_note->setClosable(false);
    m_hasNote = m_comparison->has(ChangeSet::New) && m_set != ChangeSet::All;
    m_note->hide();
    if (!m_hasNote)
        return;
    const std::size_t count = m_comparison->snapshotCount();
    const QString first = ComparisonClasses::snapshotName(0, count), second = ComparisonClasses::snapshotName(1, count),
                  last = ComparisonClasses::snapshotName(count - 1, count);
    const ObjectSums fresh = m_model->sums(ChangeSet::New), sums = m_model->sums(m_set);
    const QString size = m_comparison->hasRetained() ? formatBytes(sums.retained) : formatBytes(sums.shallow);
    const QString among = m_model->chosen() ? tr("Among the objects that match:") + QLatin1Char(' ') : QString();
    switch (m_set) {
    case ChangeSet::NewAndAlive:
        m_note->showMessage(MessageBar::Tone::Warning, tr("Three-snapshot technique."),
                            among +
                                tr("%1 of what was allocated between %2 and %3 is still alive in %4: %5 that should "
                                   "have been temporary.")
                                    .arg(formatPercent(fresh.count == 0 ? 0 : double(sums.count) / double(fresh.count)),
                                         first, second, last, size));
        break;
    case ChangeSet::New:
        m_note->showMessage(MessageBar::Tone::Info, {},
                            among + tr("%1 objects in %2 were not there in %3. They keep %4 alive.")
                                        .arg(formatCount(sums.count), second, first, size));
        break;
    case ChangeSet::Freed:
        m_note->showMessage(
            MessageBar::Tone::Info, {},
            among +
                tr("%1 objects of %2 are gone in %3, as they were in %2.").arg(formatCount(sums.count), first, second));
        break;
    case ChangeSet::Survived:
        m_note->showMessage(MessageBar::Tone::Info, {},
                            among +
                                tr("%1 objects are in both %2 and %3.").arg(formatCount(sums.count), first, second));
        break;
    case ChangeSet::All:
        break;
    }
}

void ComparisonDocument::updateTotals()
{
    if (!m_comparison || m_model->comparison() != m_comparison)
        return m_table->setTotals({});
    using What = ComparisonClasses::What;
    const std::size_t last = m_comparison->snapshotCount() - 1;
    const ObjectSums first = m_model->sums(std::size_t(0)), end = m_model->sums(last), set = m_model->sums(m_set);
    QList<TotalCell> cells;
    for (const ComparisonClasses::Column& column : m_model->columns()) {
        TotalCell cell;
        switch (column.what) {
        case What::Class:
            cell.text = tr("All classes");
            break;
        case What::Count:
            cell.count = m_model->sums(column.snapshot).count;
            break;
        case What::CountChange:
            cell.text = formatCountDelta(qint64(end.count) - qint64(first.count));
            break;
        case What::New:
            cell.text = formatCountDelta(qint64(m_model->sums(ChangeSet::New).count));
            break;
        case What::Freed:
            cell.count = m_model->sums(ChangeSet::Freed).count;
            break;
        case What::ShallowFirst:
            cell.bytes = first.shallow;
            break;
        case What::ShallowLast:
            cell.bytes = end.shallow;
            break;
        case What::ShallowChange:
            cell.text = formatBytesDelta(qint64(end.shallow) - qint64(first.shallow));
            break;
        case What::RetainedChange:
            cell.text = noValue();
            break;
        case What::InSet:
            cell.count = set.count;
            break;
        case What::SetShare: {
            const std::uint64_t all = m_set == ChangeSet::NewAndAlive
                                          ? m_model->sums(ChangeSet::New).count
                                          : m_model->sums(m_comparison->snapshotOf(m_set)).count;
            cell.text = formatPercent(all == 0 ? 0 : double(set.count) / double(all));
            break;
        }
        case What::SetShallow:
            cell.bytes = set.shallow;
            break;
        case What::SetRetained:
            cell.bytes = set.retained;
            cell.pending = !m_comparison->hasRetained();
            cell.toolTip = tr("What all objects of the set keep alive together, counted once.");
            break;
        }
        cells.append(cell);
    }
    m_table->setTotals(cells);
    updateState();
}

QString ComparisonDocument::emptyText() const
{
    for (qsizetype i = 0; i < m_snapshots.size(); ++i)
        if (m_cards[i]->content().hasFailed)
            return tr("%1 could not be opened. The others are there; click its card to see why, or add another file.")
                .arg(m_snapshots[i].title);
    if (m_isStopped)
        return tr("Comparing was stopped.");
    if (m_comparison && currentView() == DominatorsPage)
        return m_comparison->hasRetained() ? filteredEmptyText()
                                           : tr("Dominators are compared when all snapshots are complete.");
    if (m_comparison && currentView() == StringsPage)
        return stringsEmptyText();
    if (!m_comparison)
        return tr("The comparison begins when the objects of all snapshots are read.");
    if (!m_filter->text().isEmpty())
        return filteredEmptyText();
    const std::size_t count = m_comparison->snapshotCount();
    const QString first = ComparisonClasses::snapshotName(0, count), second = ComparisonClasses::snapshotName(1, count);
    return m_set == ChangeSet::Freed ? tr("Nothing was freed between %1 and %2.").arg(first, second)
           : m_set == ChangeSet::New ? tr("Nothing is new between %1 and %2.").arg(first, second)
                                     : tr("Nothing changed between these snapshots.");
}

QString ComparisonDocument::stringsEmptyText() const
{
    if (!m_comparison->hasRetained())
        return tr("Strings are compared when all snapshots are complete.");
    if (!m_strings->isFilled())
        return tr("Comparing the texts of all strings…");
    if (m_strings->growth()->grown.empty())
        return tr("No text takes more memory than before.");
    return m_query->isQuery() ? tr("No text that takes more memory is one of the objects that match.")
                              : tr("No text has \"%1\" in it.").arg(m_filter->text());
}

QString ComparisonDocument::title() const
{
    QStringList names;
    for (const ComparedSnapshot& snapshot : m_snapshots)
        names.append(snapshot.title);
    return names.join(QStringLiteral(" → "));
}

QString ComparisonDocument::stateText() const
{
    if (m_comparing.isBusy())
        return tr("Comparing");
    if (progress() >= 0)
        return tr("Opening %1 snapshots").arg(m_snapshots.size());
    return m_comparison ? tr("Compared in %1").arg(formatDuration(m_seconds)) : tr("Nothing to compare yet");
}

QString ComparisonDocument::stateIcon() const
{
    return m_comparing.isBusy() || progress() >= 0 ? QStringLiteral("worker") : QStringLiteral("check");
}

QString ComparisonDocument::selectionText() const
{
    const std::uint32_t c = selectedClass();
    if (c == JoinedClasses::kNone || m_model->rowOf(c) < 0)
        return {};
    const ObjectSums sums = m_model->sums(m_set, c);
    const QString name = m_model->index(m_model->rowOf(c), 0).data().toString();
    return m_comparison->hasRetained()
               ? tr("%1 %2 selected, %3 retained").arg(formatCount(sums.count), name, formatBytes(sums.retained))
               : tr("%1 %2 selected").arg(formatCount(sums.count), name);
}

QList<Crumb> ComparisonDocument::crumbs() const
{
    Crumb document;
    document.text = title();
    document.icon = QStringLiteral("compare");
    QList<Crumb> list{document};
    if (m_comparison) {
        Crumb set;
        set.text = SetSwitch::nameOf(m_set, m_comparison->snapshotCount());
        list.append(set);
    }
    if (const std::uint32_t c = selectedClass(); currentView() == ClassesPage && m_model->rowOf(c) >= 0) {
        const QModelIndex row = m_model->index(m_model->rowOf(c), 0);
        Crumb selected;
        selected.text = row.data().toString();
        selected.detail = tr("%1 objects").arg(formatCount(m_model->sums(m_set, c).count));
        selected.kind = ObjectKind(row.data(KindRole).toInt());
        list.append(selected);
    }
    return list;
}

} // namespace heapwise::ui
