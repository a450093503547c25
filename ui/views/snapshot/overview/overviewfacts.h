#pragma once

#include <QWidget>

#include "ui/views/snapshot/overview/overviewdata.h"

namespace heapwise::ui {

class FactCell;

/// The line of facts above the Overview: heap size, objects, references, strings, native memory, source. Each leads to
/// where its number comes from.
class OverviewFacts : public QWidget {
    Q_OBJECT
public:
    enum Fact { HeapSize, Objects, References, Strings, Native, Source };

    explicit OverviewFacts(QWidget* parent = nullptr);
    /// As far as it is known: `known` and `diagnosis` may be null.
    void setFacts(const HeapPtr& heap, const OverviewData* known, const Diagnosis* diagnosis);
    FactCell* cell(Fact fact) const { return m_cells[std::size_t(fact)]; }

signals:
    void factChosen(heapwise::ui::OverviewFacts::Fact fact);

private:
    void setSource(const OverviewData* known);

    std::vector<FactCell*> m_cells;
};

} // namespace heapwise::ui
