#pragma once

#include <QObject>
#include <QPointer>

class QMainWindow;

namespace heapwise::ui {

class AddressBar;
class DocumentTabs;
class FileOpener;
class GoToAnything;
class RecentFiles;

/// Opens Go to anything with what there is to go to: the commands of the menus, the documents, what the document in
/// front holds, and recent files.
class GoToLauncher : public QObject {
    Q_OBJECT
public:
    GoToLauncher(QMainWindow* window, DocumentTabs* tabs, RecentFiles* recent, FileOpener* opener);
    void open(AddressBar* address);

private:
    void addDocument(GoToAnything* list);

    QMainWindow* m_window;
    DocumentTabs* m_tabs;
    RecentFiles* m_recent;
    FileOpener* m_opener;
    QPointer<GoToAnything> m_list;
};

} // namespace heapwise::ui
