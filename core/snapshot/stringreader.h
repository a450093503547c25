#pragma once

#include "core/base/column.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/snapshot/stringtable.h"
#include "core/snapshot/textsource.h"

#include <cstdint>
#include <memory>

namespace heapwise {

/// Finds where each string of a JSON array of strings begins, without decoding any. The text itself stays in the
/// mapped file; from a compressed file it is kept as it was inflated.
class StringReader {
public:
    struct Outcome {
        StringTable strings;
        bool complete = false; ///< the closing bracket was there; otherwise a last unfinished string is left out
    };

    StringReader(TextSource& source, Progress& progress)
        : m_source(source)
        , m_progress(progress)
    {}

    /// The source stands after '['; afterwards after ']', or at the end of a cut text.
    /// Errors: Malformed (something else than a string in the array), TooLarge, Cancelled.
    Result<Outcome> read();

private:
    enum class State { Between, InString, AfterEscape, Closed };
    const char* scan(const char* at, const char* end, std::uint64_t base);
    void addStart(std::uint64_t start);

    TextSource& m_source;
    Progress& m_progress;
    State m_state = State::Between;
    const char* m_failure = nullptr;
    Column<std::uint64_t> m_starts;
    std::uint64_t m_count = 0; ///< strings begun
};

} // namespace heapwise
