#pragma once

#include <QWidget>

class QPushButton;
class QTableWidget;

namespace heapwise::ui {

/// The source roots as a table: a folder as snapshots name it, and where it is here. Kept with every change.
class RootsEditor : public QWidget {
    Q_OBJECT
public:
    explicit RootsEditor(QWidget* parent = nullptr);

private:
    void fill();
    void keep();
    void add();
    void addRow(const QString& from, const QString& to);

    QTableWidget* m_table;
    QPushButton* m_remove;
    bool m_isFilling = false;
};

} // namespace heapwise::ui
