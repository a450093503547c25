#pragma once

#include "core/base/progress.h"
#include "core/snapshot/textsource.h"

#include <optional>
#include <string>

namespace heapwise {

/// Walks over the outermost level of a JSON text: keys, separators, whole values to be skipped. No recursion, so
/// that a million brackets are harmless.
class JsonCursor {
public:
    JsonCursor(TextSource& source, Progress& progress)
        : m_source(source)
        , m_progress(progress)
    {}

    /// The next byte that is no white space, without taking it; nothing at the end of the text.
    std::optional<char> peek();
    /// Takes the byte that peek() showed.
    void take() { m_source.consume(1); }
    /// Takes `expected` after white space; false (taking nothing) when something else stands there.
    bool take(char expected);
    /// The raw text of a string of at most 64 KiB; nothing when none is there or the text is cut.
    std::optional<std::string> takeKey();
    /// Skips one value of any kind. False when the text ended inside it (or the work was stopped).
    bool skipValue();
    /// Like skipValue(), and appends the bytes to `text`; false also when it would be longer than `limit`.
    bool copyValue(std::string& text, std::size_t limit);

private:
    template <typename Consumer>
    bool walkValue(Consumer&& consume);

    TextSource& m_source;
    Progress& m_progress;
};

} // namespace heapwise
