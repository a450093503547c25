#pragma once

#include <string>
#include <string_view>

namespace heapwise::query {

/// Of ASCII letters; the words of the language have no others.
bool equalsIgnoringCase(std::string_view a, std::string_view b);
bool startsWithIgnoringCase(std::string_view text, std::string_view start);

/// Looks for what was probably meant: offer names, take the one that needs fewest edits.
class NearestWord {
public:
    explicit NearestWord(std::string_view word);

    /// O(length of both, of which the first 40 bytes are looked at).
    void offer(std::string_view name);
    /// Empty when nothing is near.
    const std::string& name() const { return m_name; }

private:
    std::string m_word; ///< in lower case
    std::string m_name;
    std::size_t m_edits; ///< fewer are better
};

} // namespace heapwise::query
