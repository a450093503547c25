#include "core/report/json.h"

#include "core/report/utf8.h"

#include <cassert>

namespace heapwise {

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    quote(name);
    m_out += ": ";
    m_afterKey = true;
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text)
{
    separate();
    quote(text);
    return *this;
}

std::string JsonWriter::take()
{
    assert(m_hasItems.empty());
    m_out += '\n';
    return std::exchange(m_out, {});
}

JsonWriter& JsonWriter::begin(char bracket)
{
    separate();
    m_out += bracket;
    m_hasItems.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::end(char bracket)
{
    assert(!m_hasItems.empty() && !m_afterKey);
    const bool hadItems = m_hasItems.back();
    m_hasItems.pop_back();
    if (hadItems)
        newLine();
    m_out += bracket;
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view text)
{
    separate();
    m_out += text;
    return *this;
}

/// Whatever must stand before the next key or item.
void JsonWriter::separate()
{
    if (std::exchange(m_afterKey, false) || m_hasItems.empty())
        return;
    if (m_hasItems.back())
        m_out += ',';
    m_hasItems.back() = true;
    newLine();
}

void JsonWriter::newLine()
{
    m_out += '\n';
    m_out.append(2 * m_hasItems.size(), ' ');
}

void JsonWriter::quote(std::string_view text)
{
    constexpr char kDigits[] = "0123456789abcdef";
    m_out += '"';
    while (!text.empty()) {
        const char32_t c = takeCharacter(text);
        switch (c) {
        case '"':
            m_out += "\\\"";
            break;
        case '\\':
            m_out += "\\\\";
            break;
        case '\n':
            m_out += "\\n";
            break;
        case '\r':
            m_out += "\\r";
            break;
        case '\t':
            m_out += "\\t";
            break;
        default:
            if (c < 0x20)
                m_out.append("\\u00").append({kDigits[c >> 4], kDigits[c & 0xf]});
            else
                appendUtf8(m_out, c);
        }
    }
    m_out += '"';
}

} // namespace heapwise
