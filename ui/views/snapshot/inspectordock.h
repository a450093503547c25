#pragma once

#include <QDockWidget>

class QAbstractButton;

namespace heapwise::ui {

class DockTitle;
class Inspector;
class InspectorPanel;
class InspectorTrail;
class ObjectActions;
class Selection;
struct Subject;

/// The Inspector beside the pages of a snapshot. It follows the selection unless it is pinned to what it shows, and
/// has its own way back.
class InspectorDock : public QDockWidget {
    Q_OBJECT
public:
    InspectorDock(Selection* selection, ObjectActions* actions, QWidget* parent = nullptr);

    Inspector* inspector() const { return m_inspector; }
    InspectorTrail* trail() const { return m_trail; }
    QString titleText() const; ///< "Inspector  pinned to @2841907"

signals:
    /// What is shown is to have a tab of its own.
    void tabRequested(const heapwise::ui::Subject& subject);

private:
    QAbstractButton* addButton(const char* name, const QString& iconName, const QString& text);
    void showState();

    InspectorTrail* m_trail;
    Inspector* m_inspector;
    DockTitle* m_title;
    QAbstractButton* m_back = nullptr;
    QAbstractButton* m_forward = nullptr;
    QAbstractButton* m_pin = nullptr;
    QAbstractButton* m_tab = nullptr;
};

} // namespace heapwise::ui
