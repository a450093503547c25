#include "core/snapshot/stringreader.h"

#include "core/snapshot/bytemasks.h"

#include <algorithm>
#include <cstring>

namespace heapwise {

namespace {

constexpr std::size_t kStringReaderStep = 1u << 20; ///< bytes between looks at the stop flag

/// Grows by doubling; the kernel moves pages instead of copying them.
class Arena {
public:
    std::uint64_t append(std::string_view text)
    {
        if (m_used + text.size() > m_bytes.size())
            m_bytes.resize(std::max(2 * m_bytes.size(), m_used + text.size()));
        std::memcpy(m_bytes.data() + m_used, text.data(), text.size());
        m_used += text.size();
        return m_used - text.size();
    }
    std::string_view text() const { return {m_bytes.data(), m_used}; }

private:
    Column<char> m_bytes;
    std::size_t m_used = 0;
};

} // namespace

Result<StringReader::Outcome> StringReader::read()
{
    const auto arena = m_source.isStable() ? nullptr : std::make_shared<Arena>();
    const char* const fileBegin = m_source.window().data() - m_source.offset(); // used for stable sources only
    std::uint64_t textSize = 0;
    do {
        while (!m_source.window().empty() && m_state != State::Closed) {
            if (m_progress.stopRequested())
                return Error{ErrorCode::Cancelled, {}};
            const std::string_view step = m_source.window().substr(0, kStringReaderStep);
            const char* begin = step.data();
            const std::uint64_t base = arena ? arena->append(step) : m_source.offset();
            const char* at = scan(begin, begin + step.size(), base);
            if (m_failure)
                return Error{ErrorCode::Malformed, "something else than a string among the strings",
                             m_source.offset() + std::uint64_t(m_failure - begin)};
            textSize = base + std::uint64_t(at - begin);
            m_source.consume(std::size_t(at - begin));
            if (!arena)
                m_progress.advance(std::uint64_t(at - begin));
        }
    } while (m_state != State::Closed && m_source.extend());
    if (m_count > UINT32_MAX - 1)
        return Error{ErrorCode::TooLarge, "more than 4,294,967,294 strings"};

    // A string that the end of a cut text fell into is not there.
    if (m_state == State::InString || m_state == State::AfterEscape)
        textSize = m_starts[--m_count] - 1;
    m_starts.resize(m_count);
    const std::string_view text = arena ? arena->text().substr(0, textSize) : std::string_view(fileBegin, textSize);
    return Outcome{StringTable(arena ? arena : m_source.owner(), text, std::move(m_starts)), m_state == State::Closed};
}

const char* StringReader::scan(const char* at, const char* end, std::uint64_t base)
{
    const char* const begin = at;
    while (at < end) {
        switch (m_state) {
        case State::Between:
            if (*at == '"') {
                addStart(base + std::uint64_t(at - begin) + 1);
                m_state = State::InString;
            } else if (*at == ']') {
                m_state = State::Closed;
                return at + 1;
            } else if (*at != ',' && *at != '\n' && *at != ' ' && *at != '\r' && *at != '\t') {
                m_failure = at;
                return at;
            }
            ++at;
            break;
        case State::InString:
            at = findQuoteOrEscape(at, end);
            if (at < end)
                m_state = *at++ == '"' ? State::Between : State::AfterEscape;
            break;
        case State::AfterEscape:
            ++at;
            m_state = State::InString;
            break;
        case State::Closed:
            return at;
        }
    }
    return at;
}

void StringReader::addStart(std::uint64_t start)
{
    if (m_count == m_starts.size())
        m_starts.resize(std::max<std::size_t>(64 * 1024, 2 * m_starts.size()));
    m_starts[m_count++] = start;
}

} // namespace heapwise
