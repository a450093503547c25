#include "ui/views/snapshot/objectdocument.h"

#include <QVBoxLayout>

#include "ui/models/objecttext.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/inspectortrail.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/views/snapshot/subjectpath.h"

namespace heapwise::ui {

ObjectDocument::ObjectDocument(SnapshotView* view, const Subject& subject, QWidget* parent)
    : Document(parent)
    , m_heap(view->heap())
    , m_trail(new InspectorTrail(&m_selection, this))
    , m_inspector(new Inspector(m_trail, &m_actions, Inspector::Place::Tab, this))
{
    setObjectName(QStringLiteral("objectDocument"));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_inspector);
    m_actions.setHeap(m_heap);
    m_inspector->setHeap(m_heap);
    connectActions(view);
    connect(m_trail, &InspectorTrail::stateChanged, this, &Document::changed);
    connect(m_trail, &InspectorTrail::stateChanged, this, &Document::crumbsChanged);
    connect(view, &SnapshotView::crumbsChanged, this, [this, view] {
        if (m_heap == view->heap())
            return;
        m_heap = view->heap();
        m_actions.setHeap(m_heap);
        m_inspector->setHeap(m_heap);
    });
    connect(view, &QObject::destroyed, this, &Document::closeRequested);
    m_selection.set(subject, this);
}

ObjectDocument::~ObjectDocument() = default;

/// What this tab shows itself: other objects, and where they come from.
void ObjectDocument::connectActions(SnapshotView* view)
{
    connect(&m_actions, &ObjectActions::inspectRequested, this,
            [this](const Subject& subject) { m_selection.set(subject, this); });
    connect(&m_actions, &ObjectActions::sourceRequested, this, [this](NodeId node) {
        m_selection.set(Subject::object(node), this);
        m_inspector->openSource();
    });
    const ObjectActions* const its = view->actions();
    const auto pass = [&](auto signal) {
        connect(&m_actions, signal, its, signal);
        connect(&m_actions, signal, this, &ObjectDocument::snapshotRequested);
    };
    pass(&ObjectActions::retainersRequested);
    pass(&ObjectActions::dominatorsRequested);
    pass(&ObjectActions::instancesRequested);
    pass(&ObjectActions::instancesExportRequested);
    pass(&ObjectActions::onlyClassRequested);
    pass(&ObjectActions::hideClassRequested);
    pass(&ObjectActions::cutRequested);
    pass(&ObjectActions::ignoreRequested);
    pass(&ObjectActions::retentionGroupsRequested);
}

QString ObjectDocument::title() const
{
    const Subject& subject = m_trail->subject();
    switch (subject.kind) {
    case Subject::Kind::Object:
        return nameWithId(describeObject(*m_heap, subject.node));
    case Subject::Kind::Class:
        return QString::fromStdString((*m_heap->classes)[subject.classId].name);
    case Subject::Kind::Set:
        return subject.set->title;
    default:
        return tr("Reference");
    }
}

QString ObjectDocument::iconName() const
{
    return QStringLiteral("inspector");
}

QString ObjectDocument::selectionText() const
{
    return describeSubject(*m_heap, m_trail->subject());
}

QList<Crumb> ObjectDocument::crumbs() const
{
    return crumbsOf(*m_heap, m_trail->subject());
}

void ObjectDocument::activateCrumb(const Crumb& crumb)
{
    const Destination to = findSubject(*m_heap, crumb.address);
    if (to.subject.kind != Subject::Kind::None)
        m_selection.set(to.subject, this);
}

bool ObjectDocument::canGoBack() const
{
    return m_trail->canGoBack();
}

bool ObjectDocument::canGoForward() const
{
    return m_trail->canGoForward();
}

void ObjectDocument::goBack()
{
    if (canGoBack())
        m_trail->goBack();
}

void ObjectDocument::goForward()
{
    if (canGoForward())
        m_trail->goForward();
}

} // namespace heapwise::ui
