#include "ui/views/snapshot/classgrouping.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "core/heap/scripts.h"
#include "ui/jobs/opening.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"

namespace heapwise::ui {

ClassGrouping::ClassGrouping(QWidget* parent)
    : QWidget(parent)
    , m_by(new QComboBox(this))
    , m_mine(new QCheckBox(tr("My code only"), this))
    , m_more(new QToolButton(this))
{
    m_by->setObjectName(QStringLiteral("classesGrouping"));
    m_by->setAccessibleName(tr("Group by"));
    m_by->setToolTip(tr("What a line stands for"));
    m_by->addItem(tr("By class"), int(Grouping::Class));
    m_by->addItem(tr("By package"), int(Grouping::Package));
    m_by->addItem(tr("By file"), int(Grouping::File));
    m_by->addItem(tr("By source location"), int(Grouping::Location));
    m_by->addItem(tr("By shape"), int(Grouping::Shape));
    m_mine->setObjectName(QStringLiteral("classesMine"));
    m_mine->setToolTip(tr("Only what your files and packages made or keep, nothing of Node.js and V8"));
    auto* const menu = new QMenu(m_more);
    m_logical = menu->addAction(tr("Logical sizes"));
    m_logical->setObjectName(QStringLiteral("classesLogical"));
    m_logical->setToolTip(tr("Count stores, tables, code and memory behind buffers for the objects they belong to"));
    m_functions = menu->addAction(tr("Split functions"));
    m_functions->setObjectName(QStringLiteral("classesFunctions"));
    m_functions->setToolTip(tr("A line for each place in the source where functions stand, instead of one for all"));
    m_system = menu->addAction(tr("System classes"));
    m_system->setObjectName(QStringLiteral("classesSystem"));
    m_system->setToolTip(tr("List what V8 keeps for itself: code, shapes, hidden objects"));
    for (QAction* const action : {m_logical, m_functions, m_system})
        action->setCheckable(true);
    m_system->setChecked(true);
    menu->setToolTipsVisible(true);
    m_more->setObjectName(QStringLiteral("classesOptions"));
    m_more->setIcon(icon(QStringLiteral("more")));
    m_more->setAutoRaise(true);
    connect(m_more, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    m_more->setAccessibleName(tr("More options of the table"));
    m_more->setToolTip(m_more->accessibleName());

    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(scaled(8));
    layout->addWidget(m_by);
    layout->addWidget(m_mine);
    layout->addWidget(m_more);
    connect(m_by, &QComboBox::currentIndexChanged, this, &ClassGrouping::regroupHeap);
    connect(m_mine, &QCheckBox::toggled, this, &ClassGrouping::regroupHeap);
    connect(m_logical, &QAction::toggled, this, &ClassGrouping::regroupHeap);
    connect(m_functions, &QAction::toggled, this, &ClassGrouping::regroupHeap);
    connect(m_system, &QAction::toggled, this, &ClassGrouping::showsSystemChanged);
    m_job.announce({this, tr("Grouping"), [this] {
                        m_job.drop();
                        revert();
                    }});
    setHeap({});
}

bool ClassGrouping::showsSystem() const
{
    return m_system->isChecked();
}

GroupOptions ClassGrouping::wanted() const
{
    const auto by = Grouping(m_by->currentData().toInt());
    const bool splits = by == Grouping::Class && m_functions->isChecked();
    return {by, m_mine->isChecked(), m_logical->isChecked(), splits, nullptr, m_only};
}

/// The objects of classes can be chosen from as soon as there are classes; all else needs the dominators.
bool ClassGrouping::canShow(const GroupOptions& options) const
{
    GroupOptions classes;
    classes.only = options.only;
    return m_heap && (m_heap->has(Stage::Retained) || (m_heap->classes && options == classes));
}

void ClassGrouping::setOnly(std::shared_ptr<const BitSet> only)
{
    m_only = std::move(only);
    if (canShow(wanted()))
        regroupHeap();
}

void ClassGrouping::setHeap(HeapPtr heap)
{
    const bool isSame = m_heap && heap && m_heap->snapshot == heap->snapshot;
    m_heap = std::move(heap);
    const bool isReady = m_heap && m_heap->has(Stage::Retained);
    for (QWidget* const control : {static_cast<QWidget*>(m_by), static_cast<QWidget*>(m_mine)})
        control->setEnabled(isReady);
    m_logical->setEnabled(isReady);
    m_functions->setEnabled(isReady);
    if (!isSame)
        m_only.reset(); // objects of another heap
    const bool canGroup = canShow(wanted());
    if (!isSame || wanted() == GroupOptions() || !canGroup)
        show(m_heap, {});
    if (canGroup)
        regroupHeap();
}

void ClassGrouping::regroupHeap()
{
    const GroupOptions options = wanted();
    if (options == m_shownOptions && !m_job.isBusy())
        return;
    if (options == GroupOptions()) {
        m_job.drop();
        show(m_heap, options);
        return;
    }
    auto work = [heap = m_heap, options](const Progress& progress) {
        return regroup(heap, scriptNames(*heap->snapshot, progress), options, progress);
    };
    m_job.start(std::move(work), [this, options](const HeapPtr& heap) {
        if (heap)
            show(heap, options);
    });
}

void ClassGrouping::show(HeapPtr heap, const GroupOptions& options)
{
    const bool isOther = m_shownOptions.by != options.by || m_shownOptions.splitFunctions != options.splitFunctions;
    HeapPtr before = std::exchange(m_shown, std::move(heap));
    m_shownOptions = options;
    emit heapChanged(isOther);
    if (before && before != m_heap)
        releaseOnWorker(std::move(before));
}

/// The controls say again what is shown.
void ClassGrouping::revert()
{
    const QSignalBlocker by(m_by), mine(m_mine), logical(m_logical), functions(m_functions);
    m_functions->setChecked(m_shownOptions.splitFunctions);
    m_by->setCurrentIndex(m_by->findData(int(m_shownOptions.by)));
    m_mine->setChecked(m_shownOptions.mineOnly);
    m_logical->setChecked(m_shownOptions.logical);
}

void ClassGrouping::reset()
{
    {
        const QSignalBlocker by(m_by), mine(m_mine), logical(m_logical), functions(m_functions);
        m_functions->setChecked(false);
        m_by->setCurrentIndex(0);
        m_mine->setChecked(false);
        m_logical->setChecked(false);
    }
    regroupHeap();
}

} // namespace heapwise::ui
