#include "core/analysis/search/namematch.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace heapwise {

namespace {

constexpr int kWhole = 5000, kStart = 4000, kWord = 3000, kWords = 2000, kPart = 1000;
constexpr int kLongest = 900; ///< longer names are equally long
constexpr std::size_t kNameLooked = 256, kMostTyped = 64;

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
char small(char c)
{
    return isUpper(c) ? char(c | 0x20) : c;
}
bool isInWord(char c)
{
    return isUpper(c) || isLower(c) || (c >= '0' && c <= '9') || (c & 0x80) != 0;
}

bool beginsWord(std::string_view name, std::size_t at)
{
    if (!isInWord(name[at]))
        return false;
    if (at == 0 || !isInWord(name[at - 1]))
        return true;
    // "ServerResponse", and the R of "HTTPResponse".
    return isUpper(name[at]) && (!isUpper(name[at - 1]) || (at + 1 < name.size() && isLower(name[at + 1])));
}

std::size_t alike(std::string_view small_, std::string_view name)
{
    std::size_t count = 0;
    while (count < small_.size() && count < name.size() && small_[count] == small(name[count]))
        ++count;
    return count;
}

} // namespace

NameMatch::NameMatch(std::string_view typed)
{
    constexpr std::string_view kSpace = " \t\n";
    const std::size_t begin = typed.find_first_not_of(kSpace);
    if (begin == typed.npos)
        return;
    m_typed = typed.substr(begin, std::min(kMostTyped, typed.find_last_not_of(kSpace) + 1 - begin));
    std::ranges::transform(m_typed, m_typed.begin(), small);
}

int NameMatch::score(std::string_view name) const
{
    if (m_typed.empty())
        return 1;
    name = name.substr(0, kNameLooked);
    const int length = std::min(kLongest, int(name.size()));
    int best = 0;
    for (std::size_t at = 0; at + m_typed.size() <= name.size() && best < kWord; ++at) {
        if (small(name[at]) != m_typed.front() || alike(m_typed, name.substr(at)) < m_typed.size())
            continue;
        const int found = at == 0                ? (m_typed.size() == name.size() ? kWhole : kStart)
                          : beginsWord(name, at) ? kWord
                                                 : kPart;
        best = std::max(best, found);
    }
    if (best < kWords && hasWords(name))
        best = kWords;
    return best == 0 ? 0 : best + kLongest - length;
}

/// Whether what was typed is put together from the starts of words in their order.
bool NameMatch::hasWords(std::string_view name) const
{
    std::vector<bool> isReached(m_typed.size() + 1); // so much of it
    isReached[0] = true;
    for (std::size_t at = 0; at < name.size() && !isReached.back(); ++at) {
        if (!beginsWord(name, at))
            continue;
        for (std::size_t from = m_typed.size(); from-- > 0;)
            if (isReached[from]) {
                const std::size_t count = alike(std::string_view(m_typed).substr(from), name.substr(at));
                for (std::size_t k = 1; k <= count; ++k)
                    isReached[from + k] = true;
            }
    }
    return isReached.back();
}

} // namespace heapwise
