#include "ui/views/snapshot/overview/overviewfacts.h"

#include <QHBoxLayout>

#include "ui/format.h"
#include "ui/views/snapshot/overview/factcell.h"

namespace heapwise::ui {
namespace {

std::uint64_t classCount(const Heap& heap)
{
    std::uint64_t count = 0;
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c)
        count += (*heap.classes)[ClassId{c}].count > 0;
    return count;
}

const Finding* duplicates(const Diagnosis* diagnosis)
{
    if (diagnosis)
        for (const Finding& finding : diagnosis->findings)
            if (finding.kind == Finding::Kind::DuplicateStrings)
                return &finding;
    return nullptr;
}

} // namespace

OverviewFacts::OverviewFacts(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("overviewFacts"));
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const QString titles[] = {tr("Heap size"), tr("Objects"),       tr("References"),
                              tr("Strings"),   tr("Native memory"), tr("Source")};
    for (int fact = HeapSize; fact <= Source; ++fact) {
        auto* const cell = new FactCell(titles[fact], this);
        cell->setLink(fact != Source);
        connect(cell, &QAbstractButton::clicked, this, [this, fact] { emit factChosen(Fact(fact)); });
        layout->addWidget(cell, fact == Source ? 1 : 0);
        m_cells.push_back(cell);
    }
}

void OverviewFacts::setFacts(const HeapPtr& heap, const OverviewData* known, const Diagnosis* diagnosis)
{
    if (!heap || !heap->objects) {
        for (FactCell* const cell : m_cells)
            cell->setFact({}, {}, {});
        return;
    }
    const Snapshot& snapshot = *heap->snapshot;
    const auto of = [&](ObjectKind kind) { return known->composition[kind]; };
    cell(HeapSize)->setFact(
        formatBytes(heap->totalSize()), tr("%1, reachable").arg(formatExactBytes(heap->totalSize())),
        tr("Sum of the shallow sizes of all objects, memory behind buffers included. Click for the dominators."));
    cell(Objects)->setFact(
        formatSummaryCount(snapshot.nodeCount()),
        heap->classes ? tr("%1 classes").arg(formatCount(classCount(*heap))) : QString(),
        tr("%1 objects, those of V8 itself included. Click for the classes.").arg(formatCount(snapshot.nodeCount())));
    cell(References)
        ->setFact(formatSummaryCount(snapshot.edgeCount()),
                  known ? tr("%1 weak").arg(formatCount(known->composition.weakReferences)) : QString(),
                  tr("%1 references from object to object. Weak ones keep nothing alive. Click for the objects with "
                     "most of them.")
                      .arg(formatCount(snapshot.edgeCount())));
    setSource(known);
    if (!known)
        return;
    const Finding* const copies = duplicates(diagnosis);
    cell(Strings)->setFact(
        formatBytes(of(ObjectKind::String).bytes),
        copies ? tr("%1 in duplicates").arg(formatBytes(copies->bytes)) : QString(),
        tr("%1 in %2 strings and symbols. Duplicates count all copies but one. Click for the strings.")
            .arg(formatExactBytes(of(ObjectKind::String).bytes), formatCount(of(ObjectKind::String).objects)));
    cell(Native)->setFact(
        formatBytes(of(ObjectKind::Native).bytes),
        tr("%1 ArrayBuffers").arg(formatCount(known->composition.bufferBlocks)),
        tr("%1 outside V8's heap: memory behind buffers, and what Node itself has reported. Click for its classes.")
            .arg(formatExactBytes(of(ObjectKind::Native).bytes)));
}

void OverviewFacts::setSource(const OverviewData* known)
{
    if (!known)
        return;
    QStringList words;
    if (known->host)
        for (const std::string& word : known->host->argv)
            words << QString::fromStdString(word);
    QStringList lines{sourceText(*known)};
    if (known->host)
        lines << QString::fromStdString(known->host->platform + " " + known->host->arch)
              << words.join(QLatin1Char(' '));
    lines << captureText(known->capture);
    const QString script =
        words.size() > 1 ? words[1].section(QLatin1Char('/'), -1) + QStringLiteral(" · ") : QString();
    cell(Source)->setFact(sourceText(*known), script + captureText(known->capture), lines.join(QLatin1Char('\n')));
}

} // namespace heapwise::ui
