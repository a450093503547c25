#include "ui/views/snapshot/overview/hiddensuspects.h"

#include "ui/views/snapshot/overview/suspecttext.h"

namespace heapwise::ui {

namespace {
const QString kName = QStringLiteral("notLeaks");
} // namespace

HiddenSuspects::HiddenSuspects(const Heap& heap)
    : m_memory(heap)
    , m_rules(m_memory.value(kName).toStringList())
{}

QString HiddenSuspects::rule(SuspectCard::Hide how, const Heap& heap, const Suspect& suspect)
{
    switch (how) {
    case SuspectCard::Hide::Object:
        return QStringLiteral("object @%1").arg(heap.snapshot->objectId(suspect.holder).value);
    case SuspectCard::Hide::Class:
        return QStringLiteral("class %1").arg(QString::fromStdString(suspect.name));
    case SuspectCard::Hide::Path:
        break;
    }
    QStringList path = pathTexts(heap, suspect);
    path.last() = QString::fromStdString(suspect.name); // its count changes
    return QStringLiteral("path %1").arg(path.join(QLatin1Char('\t')));
}

void HiddenSuspects::hide(SuspectCard::Hide how, const Heap& heap, const Suspect& suspect)
{
    m_rules << rule(how, heap, suspect);
    save();
}

bool HiddenSuspects::hides(const Heap& heap, const Suspect& suspect) const
{
    using enum SuspectCard::Hide;
    for (const auto how : {Object, Class, Path})
        if (!m_rules.isEmpty() && m_rules.contains(rule(how, heap, suspect)))
            return true;
    return false;
}

void HiddenSuspects::clear()
{
    m_rules.clear();
    save();
}

void HiddenSuspects::save() const
{
    m_memory.setValue(kName, m_rules.isEmpty() ? QVariant() : QVariant(m_rules));
}

} // namespace heapwise::ui
