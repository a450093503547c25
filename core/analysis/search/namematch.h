#pragma once

#include <string>
#include <string_view>

namespace heapwise {

/// How well names fit what was typed to find them, in any case of ASCII letters. From best to worst: the whole name,
/// its start, the start of one of its words, the starts of several ("serRes" of ServerResponse, "sr"), anything in it;
/// and of equals the shorter. Words begin at capitals and after what is no letter or digit. Immutable; from any thread.
class NameMatch {
public:
    /// UTF-8; white space around it is left out.
    explicit NameMatch(std::string_view typed);
    bool isEmpty() const { return m_typed.empty(); }
    /// 0 where the name does not fit; else more for what fits better. O(name * typed).
    int score(std::string_view name) const;

private:
    bool hasWords(std::string_view name) const;
    std::string m_typed; ///< its ASCII letters small
};

} // namespace heapwise
