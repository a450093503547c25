#include "ui/views/snapshot/inspectordock.h"

#include <QAbstractButton>

#include "ui/views/snapshot/docktitle.h"
#include "ui/views/snapshot/inspector.h"
#include "ui/views/snapshot/inspectortrail.h"

namespace heapwise::ui {

InspectorDock::InspectorDock(Selection* selection, ObjectActions* actions, QWidget* parent)
    : QDockWidget(tr("Inspector"), parent)
    , m_trail(new InspectorTrail(selection, this))
    , m_inspector(new Inspector(m_trail, actions, Inspector::Place::Dock, this))
    , m_title(new DockTitle(QStringLiteral("inspector"), tr("Inspector"), this))
{
    setObjectName(QStringLiteral("inspectorDock"));
    setTitleBarWidget(m_title);
    setWidget(m_inspector);
    // From the right, the button that closes being there.
    m_tab = addButton("inspectorTab", QStringLiteral("ext"), tr("Open in a tab of its own"));
    m_pin = addButton("inspectorPin", QStringLiteral("pin"), tr("Pin: stay at this object while others are selected"));
    m_forward = addButton("inspectorForward", QStringLiteral("fwd"), tr("Forward in the Inspector"));
    m_back = addButton("inspectorBack", QStringLiteral("back"), tr("Back in the Inspector"));
    m_pin->setCheckable(true);
    connect(m_back, &QAbstractButton::clicked, m_trail, &InspectorTrail::goBack);
    connect(m_forward, &QAbstractButton::clicked, m_trail, &InspectorTrail::goForward);
    connect(m_pin, &QAbstractButton::toggled, m_trail, &InspectorTrail::setPinned);
    connect(m_tab, &QAbstractButton::clicked, this, [this] { emit tabRequested(m_trail->subject()); });
    connect(m_trail, &InspectorTrail::stateChanged, this, &InspectorDock::showState);
    connect(m_inspector, &Inspector::shown, this, &InspectorDock::showState);
    showState();
}

QAbstractButton* InspectorDock::addButton(const char* name, const QString& iconName, const QString& text)
{
    QAbstractButton* const button = m_title->addButton(iconName, text);
    button->setObjectName(QLatin1String(name));
    return button;
}

void InspectorDock::showState()
{
    const bool isEmpty = m_trail->subject().kind == Subject::Kind::None;
    m_back->setEnabled(m_trail->canGoBack());
    m_forward->setEnabled(m_trail->canGoForward());
    m_pin->setEnabled(m_trail->isPinned() || !isEmpty);
    m_pin->setChecked(m_trail->isPinned());
    m_tab->setEnabled(!isEmpty);
    m_title->setDetail(m_trail->isPinned() ? tr("pinned to %1").arg(m_inspector->shortTitle())
                                           : tr("follows the selection"));
}

QString InspectorDock::titleText() const
{
    return m_title->text();
}

} // namespace heapwise::ui
