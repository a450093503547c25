#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <vector>

class QMainWindow;

namespace heapwise::ui {

class Document;
class SnapshotDocument;
class TourBubble;

/// Five steps from a heap to the line that leaks, on the sample snapshot. Each brings the view to the front
/// and points to the control it is about. Ends when it is through, skipped, or the sample is closed.
class Tour : public QObject {
    Q_OBJECT
public:
    static constexpr int kSteps = 5;

    /// `sample` may still be opening: the tour begins when it is read.
    Tour(QMainWindow* window, SnapshotDocument* sample);
    ~Tour() override;

    int step() const { return m_step; } ///< from 0; negative while it waits
    TourBubble* bubble() const;

private:
    struct Step {
        QString title;
        QString text;
        std::function<void()> prepare;
        const char* target; ///< objectName, in the sample or the window
    };
    void createSteps();
    void beginWhenReady();
    void show(int step);
    void point();
    QWidget* findTarget(const char* name) const;

    QMainWindow* m_window;
    QPointer<SnapshotDocument> m_sample;
    QPointer<TourBubble> m_bubble;
    std::vector<Step> m_steps;
    int m_step = -1;
    QTimer m_looking; ///< for a control that comes when its answer is there
};

} // namespace heapwise::ui
