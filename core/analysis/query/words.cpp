#include "core/analysis/query/words.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace heapwise::query {

namespace {

constexpr std::size_t kComparedBytes = 40;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text)
{
    std::string result(text.substr(0, kComparedBytes));
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

/// Insertions, deletions and replacements from one to the other: two rows of the usual table.
std::size_t editsBetween(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 1; j < row.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] != b[j - 1]);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::ranges::equal(a, b, {}, lower, lower);
}

bool startsWithIgnoringCase(std::string_view text, std::string_view start)
{
    return equalsIgnoringCase(text.substr(0, start.size()), start);
}

NearestWord::NearestWord(std::string_view word)
    : m_word(lowered(word))
    , m_edits(std::max<std::size_t>(1, m_word.size() / 2) + 1)
{}

void NearestWord::offer(std::string_view name)
{
    const std::string other = lowered(name);
    // A name that begins like the word is near, too: one types the start of long names.
    const std::size_t edits =
        std::min(editsBetween(other, m_word), editsBetween(other.substr(0, m_word.size()), m_word) + 1);
    if (edits >= m_edits)
        return;
    m_edits = edits;
    m_name = name;
}

} // namespace heapwise::query
