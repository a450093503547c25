#pragma once

#include <QMainWindow>
#include <QPointer>
#include <QStringList>

#include <memory>

namespace heapwise::ui {

class AddressBar;
class ComparisonOpener;
class Document;
class DocumentTabs;
class DropOverlay;
class ExportCommand;
class FileOpener;
class GoToField;
class GoToLauncher;
class HelpWindow;
struct HelpTopic;
class Tour;
class LiveOpener;
class MessageBar;
class RecentFiles;
class StartPage;
class StatusPanel;
class ToolStrip;
class Workspace;
class WorkspaceArea;
struct WindowActions;

/// The window: menus, tool bar with the address, document tabs, status. Wiring only; each part has its own file.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Each a path, or "FILE#@ID".
    void openFiles(const QStringList& arguments);
    /// Opens what was open when the window was last closed, unless the user does not want that.
    void restoreSession();
    LiveOpener* live() const { return m_live; }
    ComparisonOpener* comparisons() const { return m_comparisons; }
    DocumentTabs* tabs() const { return m_tabs; }
    Document* currentDocument() const;
    RecentFiles* recentFiles() const { return m_recent; }
    Workspace* workspace() const { return m_workspace; }

public slots:
    void showStartPage();
    void showShortcuts();
    void goToAnything();
    void showSettings();
    void exportView();
    /// F1: what the current row, or the view, is about.
    void showHelp();
    void showTopic(const heapwise::ui::HelpTopic* topic);
    void showProduction();
    void startTour();
    void showAbout();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    friend struct WindowActions;
    void createToolBar();
    void createPages();
    void connectParts();
    void documentChanged();
    void updateTitle();
    void enterAddress(const QString& text);
    void copy();
    void copyLink();
    void togglePin();
    void showPins(bool withNote);
    void locate(const QString& path);
    void restoreWindow();
    void limitSize();
    QSize maximumRoom() const;
    void askAbout(const QStringList& paths);

    RecentFiles* m_recent;
    DocumentTabs* m_tabs;
    FileOpener* m_opener;
    LiveOpener* m_live;
    ComparisonOpener* m_comparisons;
    GoToLauncher* m_goTo;
    Workspace* m_workspace;
    WorkspaceArea* m_area = nullptr;
    ToolStrip* m_toolStrip = nullptr;
    AddressBar* m_address = nullptr;
    GoToField* m_goToField = nullptr;
    MessageBar* m_message = nullptr;
    ExportCommand* m_export = nullptr;
    MessageBar* m_question = nullptr; ///< what to do with files that were dropped
    StatusPanel* m_status = nullptr;
    DropOverlay* m_overlay = nullptr;
    std::unique_ptr<WindowActions> m_actions;
    QPointer<Tour> m_tour;
    QStringList m_dropped;
};

} // namespace heapwise::ui
