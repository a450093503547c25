#include "ui/errortext.h"

#include "ui/format.h"
#include "ui/translate.h"

namespace heapwise::ui {

namespace {

QString place(const std::string& section)
{
    if (section == "nodes")
        return tr("The file ends in the middle of the object table.");
    if (section == "edges")
        return tr("The file ends in the middle of the references.");
    if (section == "strings")
        return tr("The file ends in the middle of the names.");
    if (section == "snapshot" || section == "header")
        return tr("The file ends inside its header.");
    return tr("The file ends before all of the snapshot is there.");
}

ErrorText truncated(const Error& error)
{
    return {tr("This snapshot is incomplete"),
            tr("%1 Most often the process was killed, or the disk was full, while the snapshot was being written.")
                .arg(place(error.detail)),
            tr("HW-0104 unexpected end of file"), tr("is incomplete")};
}

ErrorText notJson(const Error& error)
{
    const bool page = QByteArray::fromStdString(error.detail).trimmed().startsWith('<');
    const QString what = page ? tr("It is a web page or another XML file. A download may have saved an error page "
                                   "instead of the snapshot.")
                              : tr("It does not start like one. A heap snapshot is JSON text and begins with a brace.");
    return {tr("This file is not a heap snapshot"), what, tr("HW-0107 not JSON"), tr("is not a heap snapshot")};
}

ErrorText notSnapshot(const Error& error)
{
    QString what = tr("It is JSON, but has no section \"snapshot\" with the description of a heap.");
    if (error.detail == "heapprofile")
        what = tr("It is an allocation profile (.heapprofile). It tells which code allocates, and holds no objects.");
    else if (error.detail == "cpuprofile")
        what = tr("It is a CPU profile. It tells where time is spent, and holds no objects.");
    else if (error.detail == "trace")
        what = tr("It is a trace of events. It holds no objects.");
    return {tr("This file is not a heap snapshot"), what, tr("HW-0108 no heap in it"), tr("is not a heap snapshot")};
}

/// "It needs about 1.2 GiB, 400 MiB are free. ", as far as it is known.
QString needAndFree(const Error& error)
{
    if (error.neededBytes == 0 || error.freeBytes == 0)
        return {};
    return tr("It needs about %1, %2 are free.").arg(formatBytes(error.neededBytes), formatBytes(error.freeBytes)) +
           QLatin1Char(' ');
}

} // namespace

ErrorText errorText(const Error& error, const LoadReport& report)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return {tr("Opening was cancelled"), tr("Nothing of the file is kept. Read it again when you need it."),
                tr("HW-0100 cancelled"), tr("was not opened")};
    case ErrorCode::NotFound:
        return {tr("This file does not exist"),
                tr("It may have been moved, renamed or deleted since it was last opened."), tr("HW-0101 no such file"),
                tr("does not exist")};
    case ErrorCode::NoPermission:
        return {tr("This file may not be read"),
                tr("Your user has no permission to read it. A snapshot written by a service often belongs to the user "
                   "of that service."),
                tr("HW-0102 permission denied"), tr("may not be read")};
    case ErrorCode::IsDirectory:
        return {tr("This is not a file"), tr("It is a folder or a device. Choose a heap snapshot in it."),
                tr("HW-0103 not a regular file"), tr("is not a file")};
    case ErrorCode::Truncated:
        return truncated(error);
    case ErrorCode::ReadFailed:
        return {
            tr("Reading the file failed"),
            tr("The system reported an error while the file was read. A disk or a network connection may have failed."),
            tr("HW-0105 read error"), tr("could not be read")};
    case ErrorCode::WriteFailed:
        return {tr("Writing failed"),
                tr("The system reported an error while a file was written. The disk may be full."),
                tr("HW-0113 write error"), tr("could not be written")};
    case ErrorCode::FileChanged:
        return {tr("This file changed while it was read"),
                tr("Another program cut it or wrote it anew. Read it again once nothing writes to it any more."),
                tr("HW-0114 file changed"), tr("changed while it was read")};
    case ErrorCode::Empty:
        return {tr("This file is empty"),
                tr("It has no content. Most often the process was killed, or the disk was full, before the snapshot "
                   "was written."),
                tr("HW-0106 empty file"), tr("is empty")};
    case ErrorCode::NotJson:
        return notJson(error);
    case ErrorCode::NotSnapshot:
        return notSnapshot(error);
    case ErrorCode::Malformed:
        return {tr("This snapshot is damaged"),
                tr("Its content contradicts its format. The file may have been changed, or copied with errors, after "
                   "it was written."),
                tr("HW-0109 malformed"), tr("is damaged")};
    case ErrorCode::DamagedCompression:
        return {report.textBytes > 0 ? tr("The compression of this file is damaged")
                                     : tr("This file cannot be decompressed"),
                tr("The compressed data breaks off or was changed. Copying or downloading the file again often helps."),
                tr("HW-0110 damaged compression"), tr("is damaged")};
    case ErrorCode::OutOfMemory:
        return {tr("There is not enough memory for this snapshot"),
                needAndFree(error) +
                    tr("Close other programs or documents, or open the file on a computer with more memory."),
                tr("HW-0111 out of memory"), tr("needs more memory")};
    case ErrorCode::TooLarge:
        return {tr("This snapshot has too many objects"), tr("Heapwise can number about two thousand million objects."),
                tr("HW-0112 too many objects"), tr("is too large")};
    }
    return {};
}

QString sectionTitle(const std::string& name)
{
    if (name == "snapshot")
        return tr("Header");
    if (name == "nodes")
        return tr("Objects");
    if (name == "edges")
        return tr("References");
    if (name == "strings")
        return tr("Names");
    if (name == "locations")
        return tr("Locations");
    if (name == "trace_function_infos" || name == "trace_tree")
        return tr("Allocation stacks");
    if (name == "samples")
        return tr("Samples");
    return QString::fromStdString(name);
}

} // namespace heapwise::ui
