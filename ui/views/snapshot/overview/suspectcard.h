#pragma once

#include <QFrame>

#include "core/analysis/detectors/suspect.h"
#include "core/analysis/heap.h"

class QVBoxLayout;

namespace heapwise::ui {

class TextLabel;

/// One leak suspect: title, size, pattern and confidence; opened also what speaks for it, the way from the roots and
/// what can be done. Enter and a click open and close it.
class SuspectCard : public QFrame {
    Q_OBJECT
public:
    /// Why a suspect is to be left out from now on.
    enum class Hide { Object, Class, Path };

    SuspectCard(const HeapPtr& heap, const Suspect& suspect, int rank, QWidget* parent = nullptr);

    void setExpanded(bool expanded);
    bool isExpanded() const { return m_isExpanded; }
    const Suspect& suspect() const { return m_suspect; }

signals:
    void retainersRequested();
    void dominatorsRequested();
    void membersRequested();
    void placeRequested();
    void fixRequested();
    void nodeRequested(heapwise::NodeId node);
    void hideRequested(heapwise::ui::SuspectCard::Hide how);
    void moveRequested(int step); ///< Up and Down: to the card before or after

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    QWidget* createHead(int rank);
    QWidget* createMeasure();
    QWidget* createDetails();
    QWidget* createEvidence(const QString& text);
    QWidget* createPath();
    QWidget* createActions();
    void openLink(const QString& link);

    HeapPtr m_heap;
    Suspect m_suspect;
    QVBoxLayout* m_layout;
    QWidget* m_details = nullptr; ///< made when first opened
    bool m_isExpanded = false;
};

} // namespace heapwise::ui
