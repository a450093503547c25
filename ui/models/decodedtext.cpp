#include "ui/models/decodedtext.h"

#include <QStringList>

#include "ui/format.h"
#include "ui/models/objecttext.h"
#include "ui/translate.h"

namespace heapwise::ui {
namespace {

QString counted(quint64 count, const char* one, const char* many)
{
    return (count == 1 ? tr(one) : tr(many)).arg(formatCount(count));
}

QString stateText(const std::string& word)
{
    if (word == "pending")
        return tr("pending");
    if (word == "settled")
        return tr("settled (fulfilled or rejected is not recorded)");
    if (word == "active")
        return tr("active");
    if (word == "cleared")
        return tr("cleared");
    if (word == "open")
        return tr("open");
    if (word == "closed")
        return tr("closed, or not open yet");
    if (word == "suspended")
        return tr("suspended");
    return tr("whether it is pending is not recorded");
}

QString timerText(const std::string& word)
{
    return word == "interval" ? tr("interval") : word == "timeout" ? tr("timeout") : tr("immediate");
}

QString quotedWord(const std::string& word)
{
    constexpr qsizetype kMost = 200;
    return QLatin1Char('"') + escaped(QString::fromStdString(word), kMost) + QLatin1Char('"');
}

/// Facts of collections and buffers.
QString amountText(const ObjectFact& fact)
{
    switch (fact.kind) {
    case ObjectFact::Kind::Entries:
        return counted(fact.number, QT_TR_NOOP("%1 entry"), QT_TR_NOOP("%1 entries"));
    case ObjectFact::Kind::Deleted:
        return tr("%1 deleted").arg(formatCount(fact.number));
    case ObjectFact::Kind::Capacity:
        return tr("room for %1").arg(formatCount(fact.number));
    case ObjectFact::Kind::UnusedBytes:
        return tr("%1 unused").arg(formatBytes(fact.number));
    case ObjectFact::Kind::Elements:
        return counted(fact.number, QT_TR_NOOP("%1 element"), QT_TR_NOOP("%1 elements"));
    case ObjectFact::Kind::Unseen:
        return fact.absence == Absence::Number
                   ? tr("%1 slots of numbers or nothing, not recorded").arg(formatCount(fact.number))
                   : tr("%1 slots of integers or nothing, not recorded").arg(formatCount(fact.number));
    case ObjectFact::Kind::Sparse:
        return tr("sparse, kept in a dictionary");
    case ObjectFact::Kind::ByteLength:
        return tr("%1 of memory").arg(formatBytes(fact.number));
    case ObjectFact::Kind::OnHeap:
        return tr("within the heap");
    case ObjectFact::Kind::Views:
        return counted(fact.number, QT_TR_NOOP("%1 view of it"), QT_TR_NOOP("%1 views of it"));
    case ObjectFact::Kind::Cells:
        return tr("%1 registered").arg(formatCount(fact.number));
    case ObjectFact::Kind::Parts:
        return counted(fact.number, QT_TR_NOOP("%1 part"), QT_TR_NOOP("%1 parts"));
    default:
        return {};
    }
}

QString factText(const ObjectFact& fact)
{
    switch (fact.kind) {
    case ObjectFact::Kind::State:
        return stateText(fact.word);
    case ObjectFact::Kind::Reactions:
        return tr("%1 waiting for it").arg(formatCount(fact.number));
    case ObjectFact::Kind::TimerKind:
        return timerText(fact.word);
    case ObjectFact::Kind::Delay:
        return fact.absence == Absence::None ? tr("%1 ms").arg(formatCount(fact.number)) : tr("delay not recorded");
    case ObjectFact::Kind::Unreferenced:
        return tr("does not keep the process alive");
    case ObjectFact::Kind::Message:
    case ObjectFact::Kind::Description:
        return quotedWord(fact.word);
    case ObjectFact::Kind::Frames:
        return counted(fact.number, QT_TR_NOOP("%1 call on a stack not read yet"),
                       QT_TR_NOOP("%1 calls on a stack not read yet"));
    case ObjectFact::Kind::Listeners:
        return counted(fact.number, QT_TR_NOOP("%1 listener"), QT_TR_NOOP("%1 listeners"));
    case ObjectFact::Kind::DistinctFunctions:
        return counted(fact.number, QT_TR_NOOP("from %1 place in the source"),
                       QT_TR_NOOP("from %1 places in the source"));
    case ObjectFact::Kind::StoredBytes: // the Text tab shows it
    case ObjectFact::Kind::Cut:
    case ObjectFact::Kind::Stack:
    case ObjectFact::Kind::FunctionName: // stands above
        return {};
    default:
        return amountText(fact);
    }
}

} // namespace

QString absenceText(Absence absence)
{
    switch (absence) {
    case Absence::None:
        return {};
    case Absence::SmallInteger:
        return tr("not recorded: integer");
    case Absence::Double:
    case Absence::Number:
        return tr("not recorded: number");
    case Absence::IntegerOrHole:
        return tr("not recorded: integer or nothing");
    case Absence::BooleanOrNull:
        return tr("not recorded: boolean, null or undefined");
    case Absence::Primitive:
        return tr("not recorded: integer, boolean or null");
    case Absence::Collected:
        return tr("garbage collected");
    case Absence::NeverWritten:
        return tr("not part of snapshots");
    }
    return {};
}

QString absenceHelp(Absence absence)
{
    switch (absence) {
    case Absence::SmallInteger:
    case Absence::Double:
    case Absence::Number:
    case Absence::IntegerOrHole:
        return tr("Numbers were not recorded. Take the snapshot with v8.writeHeapSnapshot(file, "
                  "{ exposeNumericValues: true }) to have them.");
    case Absence::BooleanOrNull:
    case Absence::Primitive:
        return tr("V8 leaves such values out of the unnamed slots of tables and block scopes.");
    case Absence::Collected:
        return tr("The object this reference was to is gone.");
    case Absence::NeverWritten:
        return tr("V8 writes no such value into snapshots.");
    case Absence::None:
        break;
    }
    return {};
}

QString contentText(const DecodedObject& object)
{
    QStringList parts;
    for (const ObjectFact& fact : object.facts)
        if (const QString text = factText(fact); !text.isEmpty())
            parts << text;
    return parts.join(QStringLiteral(" · "));
}

} // namespace heapwise::ui
