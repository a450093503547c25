#pragma once

#include <QDialog>
#include <QStringList>

class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace heapwise::ui {

/// Which snapshots to compare: a list of known files to tick, in the order of time, and any others.
class CompareDialog : public QDialog {
    Q_OBJECT
public:
    /// `fewest`: how many must be ticked.
    CompareDialog(const QStringList& known, const QStringList& ticked, int fewest, QWidget* parent = nullptr);

signals:
    void chosen(const QStringList& paths);

private:
    QListWidgetItem* addPath(const QString& path, bool isTicked);
    void addFiles();
    void move(int by);
    void updateButtons();
    QStringList ticked() const;

    QListWidget* m_list;
    QPushButton* m_compare;
    int m_fewest;
};

} // namespace heapwise::ui
