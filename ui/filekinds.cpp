#include "ui/filekinds.h"

#include <QDir>
#include <QFileInfo>

#include "ui/translate.h"

namespace heapwise::ui {

namespace {

const QStringList& snapshotEndings()
{
    static const QStringList kEndings = [] {
        QStringList endings;
        for (const auto* kind : {".heapsnapshot", ".heaptimeline", ".json"})
            for (const auto* compression : {"", ".gz", ".zst"})
                endings.append(QLatin1String(kind) + QLatin1String(compression));
        return endings;
    }();
    return kEndings;
}

const QStringList& recordingEndings()
{
    static const QStringList kEndings = {QStringLiteral(".heapwise-session"), QStringLiteral(".log"),
                                         QStringLiteral(".txt"), QStringLiteral(".prom"), QStringLiteral(".metrics")};
    return kEndings;
}

bool hasEnding(const QString& path, const QStringList& endings)
{
    for (const auto& ending : endings)
        if (path.endsWith(ending, Qt::CaseInsensitive))
            return true;
    return false;
}

} // namespace

bool isRecordingName(const QString& path)
{
    const QString name = QFileInfo(path).fileName();
    return hasEnding(name, recordingEndings()) ||
           (name.startsWith(QLatin1String("report.")) && name.endsWith(QLatin1String(".json")));
}

QString refusalFor(const QString& path)
{
    if (hasEnding(path, snapshotEndings()))
        return {};
    if (isRecordingName(path))
        return {};
    const QString name = QFileInfo(path).fileName();
    if (path.endsWith(QLatin1String(".heapprofile"), Qt::CaseInsensitive))
        return tr("%1 is an allocation profile, which Heapwise cannot open.").arg(name);
    if (path.endsWith(QLatin1String(".cpuprofile"), Qt::CaseInsensitive))
        return tr("%1 is a CPU profile: it holds no objects.").arg(name);
    if (!QFileInfo(name).suffix().isEmpty() || name.isEmpty())
        return tr("%1 is not a heap snapshot. Heapwise opens .heapsnapshot files, also with .gz or .zst.").arg(name);
    return {}; // no ending tells nothing: opening will
}

DropVerdict judgeDrop(const QList<QUrl>& urls)
{
    DropVerdict verdict;
    QString refusal;
    for (const auto& url : urls) {
        if (!url.isLocalFile()) {
            refusal = tr("Only files of this computer can be opened.");
            continue;
        }
        const QString why = refusalFor(url.toLocalFile());
        if (why.isEmpty())
            verdict.paths.append(url.toLocalFile());
        else
            refusal = why;
    }
    if (verdict.paths.size() == 1)
        verdict.text = tr("Open %1").arg(QFileInfo(verdict.paths.first()).fileName());
    else if (verdict.paths.size() == 2 || verdict.paths.size() == 3)
        verdict.text = tr("Compare %1 snapshots, or open them separately").arg(verdict.paths.size());
    else if (verdict.paths.size() > 1)
        verdict.text = tr("Open %n file(s) in tabs of their own", nullptr, int(verdict.paths.size()));
    else
        verdict.text = refusal.isEmpty() ? tr("Drop heap snapshots here") : refusal;
    return verdict;
}

QString openFileFilter()
{
    const auto patterns = [](QStringList endings) {
        for (auto& ending : endings)
            ending.prepend(QLatin1Char('*'));
        return endings.join(QLatin1Char(' '));
    };
    return tr("Heap snapshots (%1)").arg(patterns(snapshotEndings())) + QStringLiteral(";;") +
           tr("Sessions, GC logs, reports, metrics (%1)")
               .arg(patterns(recordingEndings()) + QStringLiteral(" report.*.json")) +
           QStringLiteral(";;") + tr("All files (*)");
}

FileAddress splitAddress(const QString& argument)
{
    const auto at = argument.lastIndexOf(QLatin1String("#@"));
    if (at < 0)
        return {argument, {}};
    bool isNumber = false;
    argument.mid(at + 2).toUInt(&isNumber);
    return isNumber ? FileAddress{argument.left(at), argument.mid(at + 1)} : FileAddress{argument, {}};
}

QString displayFolder(const QString& path)
{
    const QString folder = QFileInfo(path).path();
    const QString home = QDir::homePath();
    if (folder == home)
        return QStringLiteral("~");
    return folder.startsWith(home + QLatin1Char('/')) && home.size() > 1 ? QLatin1Char('~') + folder.mid(home.size())
                                                                         : folder;
}

} // namespace heapwise::ui
