#include "ui/models/stringdata.h"

#include "ui/models/objecttext.h"
#include "ui/models/secrets.h"
#include "ui/translate.h"

namespace heapwise::ui {
namespace {

constexpr qsizetype kShownCharacters = 200;

} // namespace

StringData::StringData(HeapPtr heap, StringGroups strings)
    : m_heap(std::move(heap))
    , m_strings(std::move(strings))
{}

void StringData::findHolders(std::span<const std::uint32_t> groups, const Progress& progress) const
{
    std::vector<std::uint32_t> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (const std::uint32_t g : groups)
            if (m_holders.count(g) == 0)
                unknown.push_back(g);
    }
    const std::vector<StringHolder> found = mainHolders(*m_heap, m_strings, unknown, progress);
    if (progress.stopRequested())
        return;
    const std::lock_guard lock(m_mutex);
    for (std::size_t i = 0; i < unknown.size(); ++i)
        m_holders.emplace(unknown[i], found[i]);
}

std::optional<StringHolder> StringData::holder(std::uint32_t group) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_holders.find(group);
    return known == m_holders.end() ? std::nullopt : std::optional(known->second);
}

bool StringData::isHidden(std::uint32_t group) const
{
    if (m_revealed.contains(group))
        return false;
    const auto known = holder(group);
    return known && known->isSecret && hidesSecrets();
}

QString StringData::shownText(std::uint32_t group) const
{
    if (isHidden(group))
        return hiddenText();
    const StringGroup& of = m_strings[group];
    const QString text =
        escaped(QString::fromStdString(textOf(*m_heap, m_strings, group, 4 * kShownCharacters)), kShownCharacters);
    if (of.kind == StringKind::Sliced)
        return tr("slices of %1").arg(text);
    return of.isCut && of.isCopied() ? QStringLiteral("≈ ") + text : text;
}

QString stringKindName(StringKind kind)
{
    switch (kind) {
    case StringKind::Flat:
        return tr("Flat");
    case StringKind::External:
        return tr("External");
    case StringKind::Thin:
        return tr("Thin");
    case StringKind::Sliced:
        return tr("Sliced");
    case StringKind::Concatenated:
        return tr("Concatenated");
    }
    return {};
}

QString stringKindHelp(StringKind kind)
{
    switch (kind) {
    case StringKind::Flat:
        return tr("Its characters are in the heap.");
    case StringKind::External:
        return tr("Its characters are outside the heap, as those of Node's own modules.");
    case StringKind::Thin:
        return tr("A link to the one string of this text that names of properties are compared by.");
    case StringKind::Sliced:
        return tr(
            "Links into a longer text, which they keep alive as a whole. What each shows of it is not in the file.");
    case StringKind::Concatenated:
        return tr("Put together from other strings, which it keeps.");
    }
    return {};
}

} // namespace heapwise::ui
