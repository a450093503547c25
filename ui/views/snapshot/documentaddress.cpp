// The part of SnapshotDocument that knows where one is, goes to addresses and pins them.
#include "ui/views/snapshot/snapshotdocument.h"

#include "ui/models/objecttext.h"
#include "ui/pins/pins.h"
#include "ui/selection.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/views/snapshot/subjectpath.h"
#include "ui/widgets/messagebar.h"

#include <QFileInfo>

namespace heapwise::ui {

QList<Crumb> SnapshotDocument::crumbs() const
{
    Crumb file;
    file.text = title();
    file.icon = m_failed ? QStringLiteral("error") : QStringLiteral("snap");
    QList<Crumb> list{file};
    if (m_view && m_heap)
        list += m_view->crumbs();
    return list;
}

void SnapshotDocument::activateCrumb(const Crumb& crumb)
{
    if (!crumb.address.isEmpty())
        enterAddress(crumb.address, nullptr);
}

void SnapshotDocument::findSiblings(const Crumb& crumb, const std::function<void(const QList<Crumb>&)>& show)
{
    if (!acceptsAddress())
        return;
    auto work = [heap = m_heap, address = crumb.address](const Progress& progress) {
        return siblingCrumbs(*heap, address, progress);
    };
    m_siblings.start(std::move(work), show);
}

bool SnapshotDocument::acceptsAddress() const
{
    return m_view && m_heap && m_heap->has(Stage::Objects);
}

bool SnapshotDocument::enterAddress(const QString& text, QString* whyNot)
{
    if (acceptsAddress()) {
        // A link of this file names the file before the object.
        const auto hash = text.lastIndexOf(QLatin1String("#@"));
        return m_view->goTo(hash >= 0 ? text.mid(hash + 1) : text, whyNot);
    }
    if (whyNot)
        *whyNot = tr("The objects of this snapshot are not read yet.");
    return false;
}

void SnapshotDocument::goWhenReady(const QString& address)
{
    m_pendingAddress = address;
    goToPending();
}

void SnapshotDocument::goToPending()
{
    if (m_pendingAddress.isEmpty() || !acceptsAddress())
        return;
    const QString address = std::exchange(m_pendingAddress, {});
    QString whyNot;
    if (!m_view->goTo(address, &whyNot) && m_note)
        m_note->showMessage(MessageBar::Tone::Warning, tr("%1 was not found.").arg(address), whyNot);
}

QString SnapshotDocument::address() const
{
    const auto list = m_view && m_heap ? m_view->crumbs() : QList<Crumb>();
    return list.isEmpty() || !m_pendingAddress.isEmpty() ? m_pendingAddress : list.last().address;
}

NodeId SnapshotDocument::pinnable() const
{
    const bool isObject = acceptsAddress() && m_view->selection()->subject().kind == Subject::Kind::Object;
    return isObject ? m_view->selection()->subject().node : NodeId();
}

std::optional<bool> SnapshotDocument::isPinned() const
{
    const NodeId node = pinnable();
    return node.isValid() ? std::optional(m_pins->contains(m_heap->snapshot->objectId(node).value)) : std::nullopt;
}

void SnapshotDocument::togglePin()
{
    const NodeId node = pinnable();
    if (!node.isValid())
        return;
    ObjectLabel label = describeObject(*m_heap, node);
    if (m_pins->contains(label.id)) {
        m_pins->remove(label.id);
        return;
    }
    constexpr qsizetype kTitleCharacters = 80;
    label.name = escaped(label.name, kTitleCharacters);
    m_pins->add({label.id, nameWithId(label), {}});
}

QStringList SnapshotDocument::helpNames() const
{
    const Subject subject = m_view ? m_view->selection()->subject() : Subject();
    if (!m_heap || !m_heap->classes || (subject.kind != Subject::Kind::Object && subject.kind != Subject::Kind::Class))
        return {};
    const bool isObject = subject.kind == Subject::Kind::Object;
    const ClassId classId = isObject ? m_heap->classes->classOf(subject.node) : subject.classId;
    QStringList names;
    if (isObject)
        names.append(describeObject(*m_heap, subject.node).name);
    if (classId.isValid())
        names.append(QString::fromStdString((*m_heap->classes)[classId].name));
    return names;
}

QString SnapshotDocument::link() const
{
    const QString file = QFileInfo(m_path).fileName(), selected = address();
    return selected.startsWith(QLatin1Char('@')) ? file + QLatin1Char('#') + selected : QString();
}

} // namespace heapwise::ui
