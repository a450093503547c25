#pragma once

#include <QListView>

namespace heapwise::ui {

class RecentFiles;
class RecentModel;

/// The recent files of the start page. Enter or a click opens, Delete removes.
class RecentList : public QListView {
    Q_OBJECT
public:
    explicit RecentList(RecentFiles* recent, QWidget* parent = nullptr);
    RecentModel* files() const { return m_model; }

signals:
    void openRequested(const QString& path);
    /// The file dialog is to find this file, which was moved.
    void locateRequested(const QString& path);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void removeCurrent();

    RecentFiles* m_recent;
    RecentModel* m_model;
};

} // namespace heapwise::ui
