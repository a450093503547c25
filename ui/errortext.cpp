#include "ui/errortext.h"

#include <QCoreApplication>

#include "ui/format.h"

namespace heapwise::ui {

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(heapwise::ui::ErrorText)
};

QString place(const std::string& section)
{
    if (section == "nodes")
        return Text::tr("The file ends in the middle of the object table.");
    if (section == "edges")
        return Text::tr("The file ends in the middle of the references.");
    if (section == "strings")
        return Text::tr("The file ends in the middle of the names.");
    if (section == "snapshot" || section == "header")
        return Text::tr("The file ends inside its header.");
    return Text::tr("The file ends before all of the snapshot is there.");
}

ErrorText truncated(const Error& error)
{
    return {Text::tr("This snapshot is incomplete"),
            Text::tr("%1 Most often the process was killed, or the disk was full, while the snapshot was being written.")
                .arg(place(error.detail)),
            Text::tr("HW-0104 unexpected end of file"), Text::tr("is incomplete")};
}

ErrorText notJson(const Error& error)
{
    const bool page = QByteArray::fromStdString(error.detail).trimmed().startsWith('<');
    const QString what = page
        ? Text::tr("It is a web page or another XML file. A download may have saved an error page instead of the snapshot.")
        : Text::tr("It does not start like one. A heap snapshot is JSON text and begins with a brace.");
    return {Text::tr("This file is not a heap snapshot"), what, Text::tr("HW-0107 not JSON"), Text::tr("is not a heap snapshot")};
}

ErrorText notSnapshot(const Error& error)
{
    QString what = Text::tr("It is JSON, but has no section \"snapshot\" with the description of a heap.");
    if (error.detail == "heapprofile")
        what = Text::tr("It is an allocation profile (.heapprofile). It tells which code allocates, and holds no objects.");
    else if (error.detail == "cpuprofile")
        what = Text::tr("It is a CPU profile. It tells where time is spent, and holds no objects.");
    else if (error.detail == "trace")
        what = Text::tr("It is a trace of events. It holds no objects.");
    return {Text::tr("This file is not a heap snapshot"), what, Text::tr("HW-0108 no heap in it"), Text::tr("is not a heap snapshot")};
}

/// "It needs about 1.2 GiB, 400 MiB are free. ", as far as it is known.
QString needAndFree(const Error& error)
{
    if (error.neededBytes == 0 || error.freeBytes == 0)
        return {};
    return Text::tr("It needs about %1, %2 are free.").arg(formatBytes(error.neededBytes), formatBytes(error.freeBytes))
        + QLatin1Char(' ');
}

} // namespace

ErrorText errorText(const Error& error, const LoadReport& report)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return {Text::tr("Opening was cancelled"), Text::tr("Nothing of the file is kept. Read it again when you need it."),
                Text::tr("HW-0100 cancelled"), Text::tr("was not opened")};
    case ErrorCode::NotFound:
        return {Text::tr("This file does not exist"), Text::tr("It may have been moved, renamed or deleted since it was last opened."),
                Text::tr("HW-0101 no such file"), Text::tr("does not exist")};
    case ErrorCode::NoPermission:
        return {Text::tr("This file may not be read"),
                Text::tr("Your user has no permission to read it. A snapshot written by a service often belongs to the user of that service."),
                Text::tr("HW-0102 permission denied"), Text::tr("may not be read")};
    case ErrorCode::IsDirectory:
        return {Text::tr("This is not a file"), Text::tr("It is a folder or a device. Choose a heap snapshot in it."),
                Text::tr("HW-0103 not a regular file"), Text::tr("is not a file")};
    case ErrorCode::Truncated: return truncated(error);
    case ErrorCode::ReadFailed:
        return {Text::tr("Reading the file failed"),
                Text::tr("The system reported an error while the file was read. A disk or a network connection may have failed."),
                Text::tr("HW-0105 read error"), Text::tr("could not be read")};
    case ErrorCode::WriteFailed:
        return {Text::tr("Writing failed"), Text::tr("The system reported an error while a file was written. The disk may be full."),
                Text::tr("HW-0113 write error"), Text::tr("could not be written")};
    case ErrorCode::FileChanged:
        return {Text::tr("This file changed while it was read"),
                Text::tr("Another program cut it or wrote it anew. Read it again once nothing writes to it any more."),
                Text::tr("HW-0114 file changed"), Text::tr("changed while it was read")};
    case ErrorCode::Empty:
        return {Text::tr("This file is empty"),
                Text::tr("It has no content. Most often the process was killed, or the disk was full, before the snapshot was written."),
                Text::tr("HW-0106 empty file"), Text::tr("is empty")};
    case ErrorCode::NotJson: return notJson(error);
    case ErrorCode::NotSnapshot: return notSnapshot(error);
    case ErrorCode::Malformed:
        return {Text::tr("This snapshot is damaged"),
                Text::tr("Its content contradicts its format. The file may have been changed, or copied with errors, after it was written."),
                Text::tr("HW-0109 malformed"), Text::tr("is damaged")};
    case ErrorCode::DamagedCompression:
        return {report.textBytes > 0 ? Text::tr("The compression of this file is damaged") : Text::tr("This file cannot be decompressed"),
                Text::tr("The compressed data breaks off or was changed. Copying or downloading the file again often helps."),
                Text::tr("HW-0110 damaged compression"), Text::tr("is damaged")};
    case ErrorCode::OutOfMemory:
        return {Text::tr("There is not enough memory for this snapshot"),
                needAndFree(error) + Text::tr("Close other programs or documents, or open the file on a computer with more memory."),
                Text::tr("HW-0111 out of memory"), Text::tr("needs more memory")};
    case ErrorCode::TooLarge:
        return {Text::tr("This snapshot has too many objects"), Text::tr("Heapwise can number about two thousand million objects."),
                Text::tr("HW-0112 too many objects"), Text::tr("is too large")};
    }
    return {};
}

QString sectionTitle(const std::string& name)
{
    if (name == "snapshot")
        return Text::tr("Header");
    if (name == "nodes")
        return Text::tr("Objects");
    if (name == "edges")
        return Text::tr("References");
    if (name == "strings")
        return Text::tr("Names");
    if (name == "locations")
        return Text::tr("Locations");
    if (name == "trace_function_infos" || name == "trace_tree")
        return Text::tr("Allocation stacks");
    if (name == "samples")
        return Text::tr("Samples");
    return QString::fromStdString(name);
}

} // namespace heapwise::ui
