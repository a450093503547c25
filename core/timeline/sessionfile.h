#pragma once

#include "core/base/result.h"
#include "core/timeline/recording.h"

#include <string>
#include <string_view>
#include <vector>

namespace heapwise {

/// The process a session is about.
struct SessionHead {
    Seconds time = 0; ///< when recording began
    std::string name;
    long long pid = 0;
    std::string version; ///< of Node, "v22.11.0"
    std::string address; ///< of its inspector
};

/// Something that happened in a session, as it is told to people.
struct SessionEvent {
    std::string kind; ///< "snapshot", "mark", "verdict", ...
    Seconds time = 0;
    std::string text;
    std::string detail;
    double heap = kNoValue;
    double change = kNoValue;
    std::string file;
    int number = 0;
    int epoch = 0;
    int lane = 0;
};

/// What a session file holds.
struct SessionContents {
    SessionHead head;
    Recording recording;
    std::vector<SessionEvent> events;
    std::size_t damaged = 0; ///< lines that could not be used
    bool isCut = false;      ///< the last one is not complete: whoever wrote it was ended
};

/// Lines of a session file, with their check sums and line ends. docs/session-format.md describes them. Texts are
/// UTF-8.
class SessionText {
public:
    static std::string head(const SessionHead& head);
    static std::string lane(int lane, const std::string& title);
    static std::string laneEnd(int lane);
    static std::string gap(Gap gap);
    static std::string event(const SessionEvent& event);
    /// Names the heap spaces of a lane whenever they change.
    std::string sample(const Sample& sample);

private:
    std::map<int, std::vector<std::string>> m_spaces;
};

/// Appends to a session file. What was written is there when this program crashes; it is handed to the disk every few
/// seconds, so that a crash of the machine costs no more than these. Not thread-safe; writing blocks.
class SessionWriter {
public:
    /// The file must not exist yet; nobody else may read it.
    static Result<SessionWriter> create(const std::string& path);
    SessionWriter(SessionWriter&& other) noexcept;
    SessionWriter& operator=(SessionWriter&& other) noexcept;
    ~SessionWriter();

    /// False when it could not be written: the disk is full, for instance.
    bool write(std::string_view lines);

private:
    explicit SessionWriter(int file);
    int m_file = -1;
    Seconds m_synced = 0;
};

/// Reads as much as there is. Malformed when it is no session file at all.
Result<SessionContents> readSession(std::string_view text);

bool isSession(std::string_view text);

} // namespace heapwise
