#include "core/snapshot/jsoncursor.h"

#include "core/snapshot/bytemasks.h"

#include <algorithm>

namespace heapwise {

namespace {

constexpr std::size_t kMaxKey = 64 * 1024;
constexpr std::size_t kJsonCursorStep = 1u << 20; ///< bytes between looks at the stop flag

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Finds the end of one JSON value, fed with its text in portions.
class ValueEnd {
public:
    /// The byte after the value, or `end` when it goes on. done() tells the two apart.
    const char* scan(const char* at, const char* end)
    {
        while (at < end && !m_done) {
            if (m_inString)
                at = scanString(at, end);
            else
                at = scanOutside(at);
        }
        return at;
    }
    bool done() const { return m_done; }

private:
    const char* scanString(const char* at, const char* end)
    {
        if (m_escaped) {
            m_escaped = false;
            return at + 1;
        }
        at = findQuoteOrEscape(at, end);
        if (at == end)
            return at;
        m_escaped = *at == '\\';
        m_inString = m_escaped;
        m_done = !m_inString && m_depth == 0;
        return at + 1;
    }
    const char* scanOutside(const char* at)
    {
        const char c = *at;
        if (c == '"') {
            m_inString = true;
        } else if (c == '[' || c == '{') {
            ++m_depth;
        } else if (c == ']' || c == '}' || c == ',') {
            // At depth 0 this ends a number or a word and belongs to what follows.
            if (m_depth == 0) {
                m_done = true;
                return at;
            }
            if (c != ',')
                m_done = --m_depth == 0;
        }
        return at + 1;
    }

    std::uint64_t m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_done = false;
};

} // namespace

std::optional<char> JsonCursor::peek()
{
    for (;;) {
        const std::string_view text = m_source.window();
        const auto found = std::find_if_not(text.begin(), text.end(), isSpace);
        m_source.consume(std::size_t(found - text.begin()));
        if (found != text.end())
            return *found;
        if (!m_source.extend())
            return {};
    }
}

bool JsonCursor::take(char expected)
{
    if (peek() != expected)
        return false;
    take();
    return true;
}

std::optional<std::string> JsonCursor::takeKey()
{
    if (peek() != '"')
        return {};
    std::string quoted;
    if (!copyValue(quoted, kMaxKey))
        return {};
    return quoted.substr(1, quoted.size() - 2);
}

bool JsonCursor::skipValue()
{
    return walkValue([](std::string_view) { return true; });
}

bool JsonCursor::copyValue(std::string& text, std::size_t limit)
{
    return walkValue([&](std::string_view part) {
        text += part;
        return text.size() <= limit;
    });
}

template <typename Consumer>
bool JsonCursor::walkValue(Consumer&& consume)
{
    if (!peek())
        return false;
    ValueEnd value;
    for (;;) {
        while (!m_source.window().empty()) {
            const std::string_view step = m_source.window().substr(0, kJsonCursorStep);
            const char* end = value.scan(step.data(), step.data() + step.size());
            const std::size_t bytes = std::size_t(end - step.data());
            if (!consume(step.substr(0, bytes)))
                return false;
            m_source.consume(bytes);
            if (m_source.isStable())
                m_progress.advance(bytes);
            if (value.done())
                return true;
            if (m_progress.stopRequested())
                return false;
        }
        if (!m_source.extend())
            return false;
    }
}

} // namespace heapwise
