#pragma once

#include <QLatin1String>
#include <QList>

class QAction;
class QDockWidget;
class QKeySequence;
class QMenu;

namespace heapwise::ui {

class MainWindow;

/// The commands of the window and the menus they are in. Only commands that work are here.
struct WindowActions {
    explicit WindowActions(MainWindow* window);

    /// After another document or state: what can be done now.
    void update();
    /// A dock of the window itself, beside those of the documents.
    void addDock(QDockWidget* dock);

    QAction* open = nullptr;
    QAction* attach = nullptr;
    QAction* compare = nullptr;
    QAction* exportView = nullptr;
    QAction* back = nullptr;
    QAction* forward = nullptr;
    QAction* goTo = nullptr;

private:
    QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys);
    template <typename F>
    QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys, F&& run);
    /// One whose keys are in the settings.
    template <typename F>
    QAction* addCommand(QMenu* menu, const QString& text, QLatin1String id, F&& run);
    void createFile();
    void createEdit();
    void createView();
    void createGo();
    void createSnapshot();
    void createLive();
    void createWindowMenu();
    void createHelp();
    void fillRecent();
    void fillViews();
    void fillDocks();
    void fillDocuments();

    MainWindow* m_window;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_viewMenu = nullptr;
    QDockWidget* m_dock = nullptr; ///< of the window
    QMenu* m_windowMenu = nullptr;
    QAction* m_close = nullptr;
    QAction* m_copyLink = nullptr;
    QAction* m_addressAction = nullptr;
    QAction* m_pin = nullptr;
    QAction* m_pins = nullptr;
    QAction* m_stop = nullptr;
    QAction* m_reload = nullptr;
    QAction* m_showFolder = nullptr;
    QAction* m_docksBefore = nullptr; ///< docks of the document stand before it in the View menu
    QList<QAction*> m_views;
    QList<QAction*> m_docks;
    QList<QAction*> m_documents;
};

} // namespace heapwise::ui
