#pragma once

#include <QPointer>
#include <QScrollArea>
#include <QTimer>

#include "ui/views/snapshot/overview/hiddensuspects.h"
#include "ui/views/snapshot/overview/overviewdata.h"

#include <deque>
#include <functional>
#include <memory>
#include <optional>

class QLabel;
class QVBoxLayout;

namespace heapwise::ui {

using DiagnosisPtr = std::shared_ptr<const Diagnosis>;

/// The left half of the Overview: the suspects as cards, and the other findings.
class SuspectList : public QScrollArea {
    Q_OBJECT
public:
    explicit SuspectList(QWidget* parent = nullptr);

    /// What is awaited, or why nothing can be found.
    void showMessage(const QString& text);
    void showDiagnosis(const HeapPtr& heap, DiagnosisPtr diagnosis);
    /// Shows what has the text in its title, pattern, words or place alone; all for an empty one.
    void setFilter(const QString& text);
    /// Shows what is about one of these objects alone, whatever its words; null for all.
    void setObjects(std::shared_ptr<const BitSet> objects);
    const QList<SuspectCard*>& cards() const { return m_cards; }
    QWidget* firstTarget() const; ///< what has the focus first

signals:
    void reportRequested();
    void retainersRequested(const heapwise::Suspect& suspect);
    void dominatorsRequested(const heapwise::Suspect& suspect);
    void membersRequested(const heapwise::Suspect& suspect);
    void nodeRequested(heapwise::NodeId node);
    void findingChosen(const heapwise::Finding& finding);
    void filterCleared(); ///< asked for by the user

private:
    void rebuild();
    void planSteps();
    void takeSteps();
    void add(QWidget* widget); ///< at the end of the list
    void fitWidth();
    void addHeading(const QString& title, const QString& detail, bool withReport);
    void addCard(const Suspect& suspect);
    void addNoSuspects();
    bool addFindings();
    void addHidden(int count);
    void addNoMatch();
    bool matches(const Suspect& suspect) const;
    bool matches(const Finding& finding) const;
    void moveFocus(const SuspectCard* from, int step);

    HeapPtr m_heap;
    DiagnosisPtr m_diagnosis;
    std::optional<HiddenSuspects> m_hidden;
    QString m_filter;
    std::shared_ptr<const BitSet> m_objects;
    QList<SuspectCard*> m_cards;
    std::deque<std::function<void()>> m_steps; ///< what makes the rest of the list
    QTimer m_later;
    QVBoxLayout* m_layout = nullptr;
    QPointer<QLabel> m_message; ///< what stands there instead of suspects
};

} // namespace heapwise::ui
