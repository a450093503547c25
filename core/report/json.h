#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace heapwise {

/// Builds one JSON document, two spaces per level, keys in the order they are written. Text that is not valid
/// UTF-8 is written with U+FFFD in place of each wrong byte, so the document always parses.
class JsonWriter {
public:
    JsonWriter& beginObject() { return begin('{'); }
    JsonWriter& endObject() { return end('}'); }
    JsonWriter& beginArray() { return begin('['); }
    JsonWriter& endArray() { return end(']'); }
    JsonWriter& key(std::string_view name);

    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    template <typename T, std::enable_if_t<std::is_integral_v<T>, int> = 0>
    JsonWriter& value(T number)
    {
        if constexpr (std::is_same_v<T, bool>)
            return raw(number ? "true" : "false");
        else
            return raw(std::to_string(number));
    }
    JsonWriter& null() { return raw("null"); }

    template <typename T>
    JsonWriter& member(std::string_view name, T&& what)
    {
        return key(name).value(std::forward<T>(what));
    }
    JsonWriter& nullMember(std::string_view name) { return key(name).null(); }

    /// The document, with a line end. All that was begun must have been ended.
    std::string take();

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    JsonWriter& raw(std::string_view text);
    void separate();
    void newLine();
    void quote(std::string_view text);

    std::string m_out;
    std::vector<bool> m_hasItems; ///< per open object or array
    bool m_afterKey = false;
};

} // namespace heapwise
