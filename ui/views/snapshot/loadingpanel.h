#pragma once

#include <QWidget>

#include "core/analysis/heap.h"
#include "core/base/progress.h"

#include <array>

class QLabel;
class QPushButton;
class QStackedLayout;

namespace heapwise::ui {

class ProgressLine;
class StageRow;

/// How opening a snapshot goes: overall percent by bytes and then by objects, time left once it is stable, one
/// line per stage. Folds to a 2 px bar with one line when the user begins to browse.
class LoadingPanel : public QWidget {
    Q_OBJECT
public:
    explicit LoadingPanel(const QString& fileName, QWidget* parent = nullptr);

    /// Called every few frames while the worker runs; `heap` is the last one published, or null.
    void showProgress(const Progress& progress, const HeapPtr& heap, double seconds);
    /// Nothing is read now, and why: "The file is still being written, 412 MiB so far".
    void showWaiting(const QString& reason);
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_collapsed; }

    double overall() const { return m_overall; }
    QString stateText() const { return m_state; } ///< "Dominators, 66 %"

    static QString stageName(Stage stage);
    /// Share of the whole that is done when `phase` has come to `fraction`.
    static double overallFraction(int phase, double fraction);

signals:
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* createFull(const QString& fileName);
    QWidget* createLine();
    void updateTimeLeft(double seconds);
    void updateFacts(const Progress& progress, const HeapPtr& heap);

    QWidget* m_full = nullptr;
    QWidget* m_line = nullptr;
    QLabel* m_facts = nullptr;
    QLabel* m_percent = nullptr;
    QLabel* m_left = nullptr;
    QLabel* m_lineText = nullptr;
    ProgressLine* m_bar = nullptr;
    ProgressLine* m_thinBar = nullptr;
    std::array<StageRow*, kStageCount> m_rows{};
    QString m_state;
    double m_overall = 0;
    double m_stageStart = 0;
    int m_phase = -1;
    double m_estimate = -1; ///< seconds left as last computed; shown when two agree
    double m_estimatedAt = 0;
    bool m_collapsed = false;
};

} // namespace heapwise::ui
