#include "ui/views/snapshot/inspector.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedLayout>
#include <QToolButton>

#include "core/analysis/objectkind.h"
#include "core/heap/fields/links.h"
#include "ui/format.h"
#include "ui/models/decodedchildren.h"
#include "ui/models/decodedtext.h"
#include "ui/models/dominatorchildren.h"
#include "ui/models/fieldchildren.h"
#include "ui/models/graphtreemodel.h"
#include "ui/models/objecttext.h"
#include "ui/models/retainerchildren.h"
#include "ui/models/treecells.h"
#include "ui/views/snapshot/emptystate.h"
#include "ui/views/snapshot/factsgrid.h"
#include "ui/views/snapshot/inspectorpanel.h"
#include "ui/views/snapshot/inspectortrail.h"
#include "ui/views/snapshot/objectactions.h"
#include "ui/views/snapshot/objectheader.h"
#include "ui/views/snapshot/sectiontabs.h"
#include "ui/views/snapshot/sizehistogram.h"
#include "ui/views/snapshot/sourcepane.h"
#include "ui/views/snapshot/stackpane.h"
#include "ui/views/snapshot/textpane.h"
#include "ui/widgets/treenote.h"

namespace heapwise::ui {
namespace {

constexpr int kInspectorSoonMs = 15;

} // namespace

Inspector::Inspector(InspectorTrail* trail, ObjectActions* actions, Place place, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_trail(trail)
    , m_place(place)
{
    setObjectName(QStringLiteral("inspector"));
    createContent();
    connect(trail, &InspectorTrail::subjectChanged, this, &Inspector::scheduleUpdate);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kInspectorSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &Inspector::update);
    QMetaObject::invokeMethod(this, &Inspector::ensurePage, Qt::QueuedConnection);
}

void Inspector::ensurePage()
{
    if (m_layout)
        return;
    m_stack->addWidget(createPage());
    connectPage();
    arrange();
}

void Inspector::connectPage()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &Inspector::tabChanged);
    connect(m_internal, &QCheckBox::toggled, this, [this] {
        m_isFilled[Fields] = false;
        fillTab();
    });
    connect(m_retainers, &QPushButton::clicked, this, [this] { emit m_actions->retainersRequested(m_subject); });
    connect(m_more, &QToolButton::clicked, this, &Inspector::popUpMenu);
    connect(m_source, &SourcePane::originalFound, m_header, &ObjectHeader::setLocation);
    connect(m_dominator, &QPushButton::clicked, this, [this] { emit m_actions->dominatorsRequested(m_subject.node); });
}

void Inspector::popUpMenu()
{
    m_actions->popUpMenu(this, m_subject, m_more->mapToGlobal(QPoint(0, m_more->height())));
}

Inspector::~Inspector() = default;

/// The exact size below a rounded one.
QString Inspector::exactDetail(quint64 bytes, bool isPending)
{
    const QString exact = formatExactBytes(bytes);
    return isPending || exact == formatBytes(bytes) ? QString() : exact;
}

void Inspector::setHeap(HeapPtr heap)
{
    if (m_heap && heap && m_heap->snapshot != heap->snapshot) {
        m_scripts.reset();
        m_scriptJob.drop();
    }
    m_heap = std::move(heap);
    scheduleUpdate();
}

void Inspector::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    scheduleUpdate();
}

void Inspector::scheduleUpdate()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void Inspector::update()
{
    m_subject = m_heap ? m_trail->subject() : Subject();
    m_isFilled = {};
    const bool needsClasses = m_subject.kind == Subject::Kind::Class || m_subject.kind == Subject::Kind::Set;
    if (needsClasses && !m_heap->classes)
        m_subject = {};
    if (m_subject.kind != Subject::Kind::None)
        ensurePage();
    switch (m_subject.kind) {
    case Subject::Kind::None:
        break;
    case Subject::Kind::Object:
        showObject(m_subject.node);
        break;
    case Subject::Kind::Class:
        showClass(m_subject.classId);
        break;
    case Subject::Kind::Set:
        showSet(m_subject.set);
        break;
    case Subject::Kind::Reference:
        showReference(m_subject.node, m_subject.edge);
        break;
    }
    m_stack->setCurrentIndex(m_subject.kind == Subject::Kind::None ? 0 : 1);
    if (m_layout)
        arrangePanel();
    emit shown();
}

// --- one object -----------------------------------------------------------------------------------------

void Inspector::showObject(NodeId node)
{
    const ObjectLabel label = describeObject(*m_heap, node);
    m_header->setName(label.kind, label.name, QLatin1Char('@') + QString::number(label.id));
    showFacts(node);
    showLocation();
    m_stackPane->showObject(m_heap->snapshot, node);
    m_retainers->setVisible(true);
    m_dominator->setVisible(true);
    m_retainers->setEnabled(m_heap->retainers != nullptr);
    m_dominator->setEnabled(m_heap->dominators != nullptr);
    const bool isText = isTextType(m_heap->snapshot->type(node));
    m_details = InspectorDetails();
    showContent({});
    showTabs(isText, false);
    m_raw->setText(rawText(node));
    fillTab();
    auto work = [heap = m_heap, node](const Progress& progress) { return inspectObject(*heap, node, progress); };
    m_job.start(std::move(work), [this](const InspectorDetails& details) { showDetails(details); });
}

void Inspector::showFacts(NodeId node)
{
    TreeItem item;
    item.node = node;
    fillNumbers(*m_heap, item);
    const bool waits = !m_heap->dominators;
    const QString type = QString::fromStdString(m_heap->snapshot->typeName(m_heap->snapshot->type(node)));
    const double total = m_heap->objects ? double(m_heap->totalSize()) : 0;
    const QString share = total > 0 ? tr("%1 of heap").arg(formatPercent(double(item.retained) / total)) : QString();
    const bool isNear = Distances::isFinite(item.distance);
    QList<Fact> facts{
        {tr("Shallow"), formatBytes(item.shallow), type,
         tr("%1: the object itself and the internals only it uses").arg(formatExactBytes(item.shallow)), false},
        {tr("Retained"), formatBytes(item.retained), exactDetail(item.retained, waits),
         tr("What would be freed if the object were gone"), waits},
        {tr("Objects kept"), formatCount(item.objects), waits ? QString() : share,
         tr("Objects that would be freed with it, itself included"), waits},
        {tr("Distance"), isNear ? formatCount(quint64(item.distance)) : noValue(),
         isNear ? tr("from GC roots") : QString(), tr("References on the shortest way from the GC roots"),
         !m_heap->distances},
    };
    if (const ObjectAge age = ageOf(*m_heap, node); !age.first.isEmpty())
        facts.push_back(
            {tr("Age"), age.first, age.last, tr("The first of the compared snapshots that has the object"), false});
    const Detachedness state = m_heap->objects ? m_heap->objects->detachedness(node) : Detachedness::Unknown;
    if (state != Detachedness::Unknown)
        facts.push_back({tr("State"), state == Detachedness::Detached ? tr("Detached") : tr("Attached"),
                         tr("as recorded"), tr("Whether the embedder still uses the native object"), false});
    m_facts->setFacts(facts);
}

/// Of the subject: where the function stands, or the constructor of the object or class.
void Inspector::showLocation()
{
    const bool isClass = m_subject.kind == Subject::Kind::Class;
    const auto location =
        isClass ? (*m_heap->classes)[m_subject.classId].location : m_heap->snapshot->location(m_subject.node);
    if (!location) {
        m_header->setLocation({});
        m_source->clear();
        return;
    }
    SourcePlace place{m_scripts ? QString::fromStdString(m_scripts->name(location->scriptId)) : QString(),
                      int(location->line) + 1, int(location->column) + 1};
    const bool isFunction = !isClass && m_heap->snapshot->type(m_subject.node) == NodeType::Closure;
    m_source->setPlace(isFunction ? tr("Source") : tr("Constructor"), place);
    if (place.isValid() && std::exchange(m_isSourceDue, false))
        m_source->openSoon();
    if (place.script.isEmpty())
        place.script = tr("script %1").arg(location->scriptId);
    m_header->setLocation(m_source->originalText().isEmpty() ? place.text() : m_source->originalText());
    if (m_scripts || m_scriptJob.isBusy())
        return;
    auto work = [snapshot = m_heap->snapshot](const Progress& progress) { return scriptNames(*snapshot, progress); };
    m_scriptJob.start(std::move(work), [this](const ScriptNames& names) {
        m_scripts = std::make_shared<ScriptNames>(names);
        if (m_subject.kind == Subject::Kind::Object || m_subject.kind == Subject::Kind::Class)
            showLocation();
    });
}

void Inspector::openSource()
{
    m_isSourceDue = true;
    scheduleUpdate();
}

void Inspector::showDetails(const InspectorDetails& details)
{
    if (m_subject.kind != Subject::Kind::Object || details.node != m_subject.node)
        return;
    m_details = details;
    if (isTextType(m_heap->snapshot->type(details.node)))
        m_text->setText(details.text, details.formatted, details.note);
    showContent(ui::contentText(details.decoded));
    updateCounts();
}

/// In a line below the name; nothing for an empty text.
void Inspector::showContent(const QString& text, const QString& toolTip)
{
    m_content->setText(text);
    m_content->setToolTip(toolTip);
    m_content->setVisible(!text.isEmpty());
}

void Inspector::updateCounts()
{
    const bool isKnown = m_details.node.isValid();
    const auto known = [&](bool has, std::uint64_t n) {
        return isKnown && has ? std::optional<quint64>(n) : std::nullopt;
    };
    const std::uint64_t internal = m_internal->isChecked() ? m_details.internalFields : 0;
    m_tabs->setCount(Fields, tr("Fields"), known(true, m_details.decoded.fieldCount + internal));
    m_tabs->setCount(Referrers, tr("Referrers"), known(m_heap->retainers != nullptr, m_details.referrers.strong));
    m_tabs->setCount(Dominated, tr("Dominated"), known(m_heap->dominators != nullptr, m_details.dominated));
    const auto weak = m_details.referrers.weak;
    m_tabs->setTabToolTip(
        Referrers, weak > 0
                       ? tr("%1 strong, %2 weak hidden").arg(formatCount(m_details.referrers.strong), formatCount(weak))
                       : QString());
}

QString Inspector::rawText(NodeId node) const
{
    const Snapshot& snapshot = *m_heap->snapshot;
    const QString name = escaped(QString::fromStdString(snapshot.strings().text(snapshot.nameId(node), 400)), 100);
    return tr("type %1  ·  name %2  ·  id %3  ·  self size %4  ·  %5 references")
        .arg(QString::fromStdString(snapshot.typeName(snapshot.type(node))), name,
             QString::number(snapshot.objectId(node).value), formatExactBytes(snapshot.selfSize(node)),
             formatCount(snapshot.endEdge(node) - snapshot.firstEdge(node)));
}

// --- tabs -----------------------------------------------------------------------------------------------

void Inspector::showTabs(bool isText, bool isSeveral)
{
    const QScopedValueRollback guard(m_isSwitching, true);
    for (int tab = 0; tab < kTabCount; ++tab)
        m_tabs->setTabVisible(tab, tab == Instances ? isSeveral : tab == Text ? isText : !isSeveral);
    const int tab = isSeveral ? Instances : isText && m_chosen == Fields ? Text : m_chosen;
    m_tabs->setCurrentIndex(tab);
    m_pages->setCurrentIndex(tab);
    m_internal->setVisible(tab == Fields);
    if (!isSeveral)
        updateCounts();
}

void Inspector::tabChanged(int tab)
{
    if (m_isSwitching || tab < 0)
        return;
    if (tab != Text && tab != Instances)
        m_chosen = Tab(tab);
    m_pages->setCurrentIndex(tab);
    m_internal->setVisible(tab == Fields);
    fillTab();
}

void Inspector::setCurrentTab(Tab tab)
{
    ensurePage();
    m_tabs->setCurrentIndex(tab);
}

void Inspector::fillTab()
{
    const Tab tab = Tab(m_tabs->currentIndex());
    if (tab == Text || m_subject.kind == Subject::Kind::None || std::exchange(m_isFilled[tab], true))
        return;
    const auto source = sourceOf(tab);
    if (source)
        model(tab)->updateSource(source);
    else
        model(tab)->resetSource(nullptr);
    m_notes[tab]->setNote(emptyText(tab));
    if (m_subject.kind == Subject::Kind::Object)
        updateCounts();
}

std::shared_ptr<const ChildSource> Inspector::sourceOf(Tab tab) const
{
    const NodeId node = m_subject.node;
    switch (tab) {
    case Fields:
        return std::make_shared<DecodedChildren>(m_heap, node, m_internal->isChecked());
    case RawNode:
        return std::make_shared<FieldChildren>(m_heap, node, FieldChildren::Links::Stored);
    case Referrers:
        return m_heap->retainers ? std::make_shared<RetainerChildren>(m_heap, node) : nullptr;
    case Dominated:
        return m_heap->dominators ? std::make_shared<DominatorChildren>(m_heap, DominatorOptions{true, true, 0, node})
                                  : nullptr;
    case Instances:
        return memberSource();
    default:
        return nullptr;
    }
}

QString Inspector::emptyText(Tab tab) const
{
    const bool isWhole = !m_heap->countsOnly;
    switch (tab) {
    case Fields:
        return m_internal->isChecked() ? tr("It has no fields.") : tr("It has no fields of its own.");
    case Referrers:
        return m_heap->retainers ? tr("Nothing refers to it.")
               : isWhole         ? tr("Referrers are known when the references are read.")
                                 : tr("Referrers are not known: the file has no references.");
    case Dominated:
        return m_heap->dominators ? tr("It keeps nothing else alive.")
               : isWhole          ? tr("What it keeps alive is known when the dominators are computed.")
                                  : tr("What it keeps alive is not known: the file has no references.");
    case RawNode:
        return isWhole ? tr("It refers to nothing.") : tr("The file has no references.");
    default:
        return {};
    }
}

QString Inspector::titleText() const
{
    return m_header ? m_header->accessibleName().trimmed() : QString();
}

QString Inspector::shortTitle() const
{
    if (!m_header)
        return {};
    return m_header->id().isEmpty() ? m_header->name() : m_header->id();
}

QString Inspector::locationText() const
{
    return m_header ? m_header->location() : QString();
}

QString Inspector::contentText() const
{
    return !m_content || m_content->isHidden() ? QString() : m_content->text();
}

QString Inspector::factText(const QString& name) const
{
    for (const Fact& fact : m_facts ? m_facts->facts() : QList<Fact>())
        if (fact.name == name && !fact.isPending)
            return fact.value;
    return {};
}

QString Inspector::stateText() const
{
    return m_stack->currentIndex() == 0 ? m_empty->text() : QString();
}

} // namespace heapwise::ui
