#include "ui/views/snapshot/overview/overviewdata.h"

#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

#include "ui/format.h"
#include "ui/theme/theme.h"
#include "ui/translate.h"
#include "ui/views/snapshot/overview/suspecttext.h"

namespace heapwise::ui {
namespace {

QString share(Size bytes, const Heap& heap)
{
    return QStringLiteral("%1 B (%2)")
        .arg(bytes)
        .arg(formatPercent(double(bytes) / double(std::max<Size>(1, heap.totalSize()))));
}

/// Text that Markdown would take for its own.
QString plain(QString text)
{
    static const QRegularExpression kMarks(QStringLiteral("([\\\\`*_<>\\[\\]|])"));
    return text.replace(kMarks, QStringLiteral("\\\\1"));
}

void addSuspect(QString& report, int rank, const Heap& heap, const Suspect& suspect)
{
    report += QStringLiteral("\n### %1. %2\n\n").arg(rank).arg(plain(suspectTitle(heap, suspect)));
    report += QStringLiteral("%1, %2, %3\n\n")
                  .arg(patternName(suspect.pattern), share(suspect.retained, heap), confidenceName(suspect.confidence));
    report += plain(suspectSentence(suspect)) + QStringLiteral("\n\n");
    for (const Evidence& evidence : suspect.evidence)
        if (const QString text = evidenceText(suspect, evidence); !text.isEmpty())
            report += QStringLiteral("- %1\n").arg(plain(text));
    if (suspect.place && !suspect.script.empty())
        report += QStringLiteral("- `%1:%2:%3`\n")
                      .arg(QString::fromStdString(suspect.script))
                      .arg(suspect.place->line + 1)
                      .arg(suspect.place->column + 1);
    report += QStringLiteral("\n`%1`\n").arg(pathTexts(heap, suspect).join(QStringLiteral(" › ")));
}

} // namespace

namespace {

std::vector<std::uint32_t> withMostReferences(const Snapshot& snapshot, const Progress& progress)
{
    constexpr std::uint32_t kStopEvery = 1 << 16;
    std::vector<std::uint32_t> found;
    const auto references = [&](std::uint32_t n) {
        return snapshot.endEdge(NodeId{n}) - snapshot.firstEdge(NodeId{n});
    };
    const auto more = [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(references(b), a) < std::pair(references(a), b);
    };
    const auto cut = [&] {
        std::ranges::sort(found, more);
        found.resize(std::min(found.size(), kMostReferences));
    };
    for (std::uint32_t n = 0; n < snapshot.nodeCount(); ++n) {
        if (n % kStopEvery == 0 && progress.stopRequested())
            break;
        if (NodeId{n} != snapshot.root() && (found.size() < kMostReferences || more(n, found[kMostReferences - 1])))
            found.push_back(n);
        if (found.size() >= 4 * kMostReferences)
            cut();
    }
    cut();
    return found;
}

} // namespace

Capture captureFromName(const QString& fileName)
{
    static const QRegularExpression kName(
        QStringLiteral("^Heap\\.(\\d{8}\\.\\d{6})\\.(\\d+)\\.\\d+\\.\\d+\\.heap(snapshot|timeline)"));
    const auto match = kName.match(fileName);
    Capture capture;
    if (!match.hasMatch())
        return capture;
    capture.when = QDateTime::fromString(match.captured(1), QStringLiteral("yyyyMMdd.hhmmss"));
    capture.isExact = capture.when.isValid();
    capture.pid = match.captured(2).toLongLong();
    return capture;
}

OverviewData overviewOf(const Heap& heap, const Progress& progress)
{
    OverviewData data;
    data.composition = compositionOf(heap, progress);
    data.host = readHostFacts(*heap.snapshot);
    data.mostReferences = withMostReferences(*heap.snapshot, progress);
    const QFileInfo file(QString::fromStdString(heap.snapshot->info().path));
    data.capture = captureFromName(file.fileName());
    if (!data.capture.isExact && file.exists())
        data.capture.when = file.lastModified();
    return data;
}

QString sourceText(const OverviewData& data)
{
    QString text = data.host && !data.host->version.empty()
                       ? QStringLiteral("Node %1").arg(QString::fromStdString(data.host->version))
                       : tr("Not named in the heap");
    if (data.capture.pid > 0)
        text += tr(" · pid %1").arg(data.capture.pid);
    return text;
}

QString captureText(const Capture& capture)
{
    if (!capture.when.isValid())
        return {};
    const QString when = QLocale().toString(capture.when, QStringLiteral("d MMM yyyy hh:mm"));
    return capture.isExact ? tr("Taken %1").arg(when) : tr("File written %1").arg(when);
}

QString overviewReport(const Heap& heap, const OverviewData& data, const Diagnosis& diagnosis)
{
    const SnapshotInfo& info = heap.snapshot->info();
    QString report = QStringLiteral("# %1\n\n").arg(plain(QFileInfo(QString::fromStdString(info.path)).fileName()));
    report += tr("- Source: %1\n").arg(plain(sourceText(data)));
    if (data.host && !data.host->argv.empty()) {
        QStringList words;
        for (const std::string& word : data.host->argv)
            words << QString::fromStdString(word);
        report += tr("- Command: `%1`\n").arg(words.join(QLatin1Char(' ')));
    }
    report += tr("- Heap: %1 B, %2 objects, %3 references\n")
                  .arg(heap.totalSize())
                  .arg(heap.snapshot->nodeCount())
                  .arg(heap.snapshot->edgeCount());
    report += tr("\n## Leak suspects\n");
    if (diagnosis.suspects.empty())
        report += tr("\nNo suspect above 5 % of the heap.\n");
    int rank = 0;
    for (const Suspect& suspect : diagnosis.suspects)
        addSuspect(report, ++rank, heap, suspect);
    if (!diagnosis.suspects.empty())
        report += tr("\nOne snapshot cannot prove growth. Take a second one.\n");
    report += tr("\n## Other findings\n\n");
    for (const Finding& finding : diagnosis.findings)
        report += QStringLiteral("- %1: %2, %3 B\n")
                      .arg(findingTitle(finding), plain(findingDetail(finding)))
                      .arg(finding.bytes);
    for (const Suspect& suspect : diagnosis.small)
        report += QStringLiteral("- %1: %2, %3 B\n")
                      .arg(patternName(suspect.pattern), plain(suspectTitle(heap, suspect)))
                      .arg(suspect.retained);
    report += tr("\n## What the heap is made of\n\n| Kind | Bytes |\n|---|---:|\n");
    for (std::size_t kind = 0; kind < kObjectKinds; ++kind)
        report +=
            QStringLiteral("| %1 | %2 |\n").arg(kindName(ObjectKind(kind))).arg(data.composition.kinds[kind].bytes);
    return report;
}

} // namespace heapwise::ui
