#pragma once

#include <QDateTime>
#include <QString>

#include "core/analysis/composition.h"
#include "core/analysis/diagnosis.h"
#include "core/heap/hostfacts.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace heapwise::ui {

/// When and where a snapshot was taken, as far as the file tells.
struct Capture {
    QDateTime when;       ///< from the name V8 gives files, else when it was last written
    bool isExact = false; ///< the former
    qint64 pid = 0;       ///< 0: not known
};
/// V8 names files Heap.YYYYMMDD.hhmmss.PID.THREAD.NUMBER.heapsnapshot.
Capture captureFromName(const QString& fileName);

/// What the Overview shows of the heap itself.
struct OverviewData {
    Composition composition;
    std::optional<HostFacts> host;
    Capture capture;
    std::vector<std::uint32_t> mostReferences; ///< the objects that refer to most others, kMostReferences at most
};
inline constexpr std::size_t kMostReferences = 100;

/// Looks at the file on disk: for workers. Needs Stage::Objects.
OverviewData overviewOf(const Heap& heap, const Progress& progress);

/// The whole page as Markdown: facts, suspects, findings, kinds.
QString overviewReport(const Heap& heap, const OverviewData& data, const Diagnosis& diagnosis);

/// "Node v22.11.0 · pid 4821".
QString sourceText(const OverviewData& data);
/// "Taken 14:23:05", "File written 26 Nov 14:23", with date in the tooltip.
QString captureText(const Capture& capture);

} // namespace heapwise::ui
