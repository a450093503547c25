#include "ui/views/snapshot/overview/hiddensuspects.h"

#include <QCryptographicHash>
#include <QSettings>

#include "ui/views/snapshot/overview/suspecttext.h"

namespace heapwise::ui {

HiddenSuspects::HiddenSuspects(const QString& file)
    : m_key(QStringLiteral("notLeaks/") +
            QString::fromLatin1(QCryptographicHash::hash(file.toUtf8(), QCryptographicHash::Sha1).toHex()))
    , m_rules(QSettings().value(m_key).toStringList())
{
}

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
    if (m_rules.isEmpty())
        QSettings().remove(m_key);
    else
        QSettings().setValue(m_key, m_rules);
}

} // namespace heapwise::ui
