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
    /// The row of the main path that is selected, by group; -1 for none.
    void setCurrentGroup(int group);
    QStringList pathTexts() const;
    QStringList suggestionTexts() const;
    QString accumulationText() const;

signals:
    void groupChosen(int group);
    void suggestionChosen(const std::vector<heapwise::EdgeIndex>& references);

private:
    QString accumulation(const RetentionGraph& graph) const;

    QScrollArea* m_scroll;
    CutCard* m_card;
    QWidget* m_more; ///< all below the card
    PanelList* m_suggestions;
    PanelList* m_path;
    std::vector<int> m_groups;                        ///< by row of m_path
    std::vector<std::vector<EdgeIndex>> m_references; ///< by row of m_suggestions
    TextLabel* m_note;
};

} // namespace heapwise::ui
