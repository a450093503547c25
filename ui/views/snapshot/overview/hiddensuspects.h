#pragma once

#include <QString>
#include <QStringList>

#include "core/analysis/detectors/suspect.h"
#include "core/analysis/heap.h"
#include "ui/filememory.h"
#include "ui/views/snapshot/overview/suspectcard.h"

namespace heapwise::ui {

/// Which suspects of a file the user has said are no leaks: by object, by class or by path. Kept with the
/// file (filememory.h).
class HiddenSuspects {
public:
    explicit HiddenSuspects(const Heap& heap);

    void hide(SuspectCard::Hide how, const Heap& heap, const Suspect& suspect);
    bool hides(const Heap& heap, const Suspect& suspect) const;
    bool isEmpty() const { return m_rules.isEmpty(); }
    void clear();

private:
    static QString rule(SuspectCard::Hide how, const Heap& heap, const Suspect& suspect);
    void save() const;

    FileMemory m_memory;
    QStringList m_rules;
};

} // namespace heapwise::ui
