#include "ui/views/snapshot/inspectortrail.h"

#include <QScopedValueRollback>

namespace heapwise::ui {

InspectorTrail::InspectorTrail(Selection* selection, QObject* parent)
    : QObject(parent)
    , m_selection(selection)
    , m_subject(selection->subject())
{
    m_clock.start();
    connect(selection, &Selection::changed, this, [this](const Subject& subject, QObject* origin) {
        if (!m_isPinned)
            show(subject, origin);
    });
}

void InspectorTrail::show(const Subject& subject, QObject* origin)
{
    m_subject = subject;
    if (!m_isGoing && subject.kind != Subject::Kind::None)
        m_history.visit({0, subject}, m_clock.elapsed());
    emit subjectChanged(origin);
    emit stateChanged();
}

void InspectorTrail::setPinned(bool isPinned)
{
    if (m_isPinned == isPinned)
        return;
    m_isPinned = isPinned;
    if (!isPinned && !(m_selection->subject() == m_subject))
        show(m_selection->subject(), nullptr);
    else
        emit stateChanged();
}

void InspectorTrail::goTo(const Subject& subject, QObject* origin)
{
    if (m_isPinned)
        show(subject, origin);
    else
        m_selection->set(subject, origin);
}

void InspectorTrail::go(const Subject& subject)
{
    const QScopedValueRollback going(m_isGoing, true);
    goTo(subject, this);
    emit stateChanged();
}

void InspectorTrail::goBack()
{
    go(Subject(m_history.goBack().subject));
}

void InspectorTrail::goForward()
{
    go(Subject(m_history.goForward().subject));
}

} // namespace heapwise::ui
