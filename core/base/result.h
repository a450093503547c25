#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace heapwise {

/// What went wrong. The sentence a person reads is chosen from it in ui/ and app/.
enum class ErrorCode {
    Cancelled,          ///< the caller asked to stop; never shown
    NotFound,           ///< no such file
    NoPermission,       ///< the file may not be read
    IsDirectory,        ///< the path is a directory (or another thing that is no file)
    ReadFailed,         ///< the system reported an input error; detail says which
    WriteFailed,        ///< the system reported an output error; detail says which
    FileChanged,        ///< the file was cut or replaced while it was read
    Empty,              ///< zero bytes: usually a process killed while writing
    NotJson,            ///< the first bytes are not a JSON object
    NotSnapshot,        ///< JSON, but not a heap snapshot; detail names what it looks like
    Truncated,          ///< the file ends inside a section; detail names the section
    Malformed,          ///< the content contradicts the format; detail says how
    DamagedCompression, ///< the gzip stream is broken
    OutOfMemory,        ///< see neededBytes and freeBytes
    TooLarge,           ///< more objects than the engine's ids can number
};

struct Error {
    static constexpr std::uint64_t kNoOffset = UINT64_MAX;

    ErrorCode code = ErrorCode::Malformed;
    std::string detail;                   ///< for the details pane and logs: what, in which section
    std::uint64_t byteOffset = kNoOffset; ///< in the (uncompressed) file, where it is known
    std::uint64_t neededBytes = 0;        ///< of OutOfMemory: about how much the work takes; 0 where it is not known
    std::uint64_t freeBytes = 0;          ///< of OutOfMemory: how much there was; 0 where it is not known
};

/// A value or an Error. Reading the wrong one is a programming error.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    explicit operator bool() const { return m_state.index() == 0; }
    T& value()
    {
        assert(*this);
        return *std::get_if<0>(&m_state);
    }
    const T& value() const
    {
        assert(*this);
        return *std::get_if<0>(&m_state);
    }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const
    {
        assert(!*this);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

/// Success or an Error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
        , m_failed(true)
    {}

    explicit operator bool() const { return !m_failed; }
    const Error& error() const
    {
        assert(m_failed);
        return m_error;
    }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace heapwise
