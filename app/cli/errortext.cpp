#include "app/cli/errortext.h"

#include "core/report/numbers.h"
#include "core/report/utf8.h"

namespace heapwise::cli {

namespace {

std::string place(const Error& error)
{
    if (error.byteOffset == Error::kNoOffset)
        return "";
    return " at byte " + countText(error.byteOffset);
}

/// The section a cut file ends in, in the words of people.
std::string sectionText(const Error& error)
{
    if (error.detail.empty())
        return "";
    return ", within the " + (error.detail == "nodes"   ? "objects"
                              : error.detail == "edges" ? "references"
                                                        : printable(error.detail));
}

/// " (detail)", where there is one.
std::string detail(const Error& error)
{
    return error.detail.empty() ? "" : " (" + printable(error.detail) + ")";
}

/// ": it needs about 1.2 GiB, 400 MiB are free", as far as it is known.
std::string needAndFree(const Error& error)
{
    if (error.neededBytes == 0)
        return "";
    return ": it needs about " + bytesText(error.neededBytes) +
           (error.freeBytes > 0 ? ", " + bytesText(error.freeBytes) + " are free" : "");
}

} // namespace

std::string errorText(const Error& error, const std::string& path)
{
    const std::string file = quoted(path);
    switch (error.code) {
    case ErrorCode::Cancelled:
        return "Stopped.";
    case ErrorCode::NotFound:
        return "There is no file " + file + ". Check the path.";
    case ErrorCode::NoPermission:
        return "You have no permission to read " + file + ". Ask its owner, or copy it as a user who may read it.";
    case ErrorCode::IsDirectory:
        return file + " is " + error.detail + ". Name one heap snapshot file.";
    case ErrorCode::ReadFailed:
        return file + " could not be read" + place(error) + detail(error) + ". Copy the file again and retry.";
    case ErrorCode::WriteFailed:
        return "The index of " + file + " could not be written" + detail(error) + ".";
    case ErrorCode::FileChanged:
        return file + " was cut or replaced while it was read. Run the command again once nothing writes to it.";
    case ErrorCode::Empty:
        return file + " is empty: the process was probably killed while it wrote the snapshot. Take it again, with "
                      "more memory free.";
    case ErrorCode::NotJson:
        return file + " is not a heap snapshot: it does not start as JSON" + detail(error) +
               ". Heapwise opens .heapsnapshot files of Node.js, plain or compressed with gzip or zstd.";
    case ErrorCode::NotSnapshot:
        return file + " is JSON, but not a heap snapshot" + detail(error) +
               ". Heapwise opens .heapsnapshot files of Node.js.";
    case ErrorCode::Truncated:
        return file + " is incomplete: it ends" + place(error) + sectionText(error) +
               ". Take the snapshot again, or add --partial to read what is there.";
    case ErrorCode::Malformed:
        return file + " is damaged" + place(error) + detail(error) +
               ". Copy the file again, or take the snapshot again.";
    case ErrorCode::DamagedCompression:
        return file + " is damaged: its compression breaks" + place(error) + detail(error) +
               ". Copy the file again, or add --partial to read what comes before.";
    case ErrorCode::OutOfMemory:
        return "There is not enough memory for " + file + detail(error) + needAndFree(error) +
               ". Close other programs, add --counts to read counts and shallow sizes alone, or --anyway to try.";
    case ErrorCode::TooLarge:
        return file + " has more objects than Heapwise can number" + detail(error) + ".";
    }
    return file + " could not be opened" + detail(error) + ".";
}

} // namespace heapwise::cli
