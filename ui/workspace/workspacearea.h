#pragma once

#include <QMainWindow>

class QStackedLayout;

namespace heapwise::ui {

class SideStrip;
class Workspace;

/// The documents with the Workspace at their left. The dock comes with the first row, collapses by itself
/// where the window is narrow, and does not exist before either it or the user asks for it.
class WorkspaceArea : public QMainWindow {
    Q_OBJECT
public:
    WorkspaceArea(Workspace* workspace, QWidget* documents, QWidget* parent = nullptr);
    ~WorkspaceArea() override;

    QDockWidget* dock() const { return m_dock; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void toggled(bool open);
    void arrange();
    void place();
    QWidget* createContent();
    void showEmpty();

    Workspace* m_workspace;
    QDockWidget* m_dock;
    QStackedLayout* m_pages = nullptr;
    SideStrip* m_strip = nullptr;
    bool m_isWanted;           ///< as far as the user is concerned
    bool m_isInsisted = false; ///< opened by the user although there is little room or nothing in it
    bool m_isNarrow = false;
};

} // namespace heapwise::ui
