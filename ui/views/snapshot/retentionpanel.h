#pragma once

#include "core/analysis/retention/suggestedcuts.h"
#include "ui/models/graph/retention.h"
#include "ui/views/snapshot/inspectorpanel.h"

class QScrollArea;

namespace heapwise::ui {

class CutCard;
class PanelList;
class TextLabel;

/// What the Inspector shows beside the retainer graph: the cut of what is selected, the main path, the legend.
class RetentionPanel : public InspectorPanel {
    Q_OBJECT
public:
    explicit RetentionPanel(QWidget* parent = nullptr);

    void setCompact(bool compact) override;
    CutCard* card() const { return m_card; }
    void showGraph(const RetentionGraphPtr& graph);
    /// Where to cut, best first; with what of the subject would go.
    void showSuggestions(const Heap& heap, const std::vector<SuggestedCut>& cuts, std::uint64_t subjects);
    /// The references of a line by their names, where there are several; -1 for none. `chosen`: those that are
    /// selected, by key.
    void showReferences(const RetentionGraphPtr& graph, int bundle, const QStringList& names,
                        const std::set<std::uint64_t>& chosen);
    /// The row of the main path that is selected, by group; -1 for none.
    void setCurrentGroup(int group);
    QStringList pathTexts() const;
    QStringList suggestionTexts() const;
    QStringList referenceTexts() const;
    QString accumulationText() const;

signals:
    void groupChosen(int group);
    void suggestionChosen(const std::vector<heapwise::EdgeIndex>& references);
    void referenceChosen(int reference);

private:
    QString accumulation(const RetentionGraph& graph) const;

    QScrollArea* m_scroll;
    CutCard* m_card;
    QWidget* m_more; ///< all below the card
    PanelList* m_names;
    PanelList* m_suggestions;
    PanelList* m_path;
    std::vector<int> m_groups;                        ///< by row of m_path
    std::vector<int> m_named;                         ///< by row of m_names
    std::vector<std::vector<EdgeIndex>> m_references; ///< by row of m_suggestions
    TextLabel* m_note;
};

} // namespace heapwise::ui
