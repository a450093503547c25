#pragma once

#include <QModelIndex>
#include <QObject>
#include <QString>

class QKeyEvent;
class QLabel;

namespace heapwise::ui {

class DataTree;

/// Typing letters in a tree: marks matches in the rows that are loaded and expanded, Up and Down go between
/// them, Enter keeps the row, Esc goes back to where the search began.
class SpeedSearch : public QObject {
    Q_OBJECT
public:
    explicit SpeedSearch(DataTree* tree);

    /// True when the key was one of the search's and is used up.
    bool handleKey(const QKeyEvent& event);
    bool isActive() const { return !m_text.isEmpty(); }
    QString text() const { return m_text; }
    bool hasMatch() const { return m_found; }
    void end();
    void place(); ///< the field moves with the tree

private:
    void setText(const QString& text);
    /// Goes to the next match in `direction`, from the current row on (itself too unless `skipCurrent`), round
    /// the ends. Looks at kRowsAtOnce rows and goes on from the event loop, so that no keystroke takes long.
    void find(int direction, bool skipCurrent);
    void step();
    bool matches(const QModelIndex& index) const;
    QModelIndex next(const QModelIndex& index, int direction) const;
    void showState();

    struct Walk {
        QPersistentModelIndex at;
        QPersistentModelIndex start;
        int direction = 1;
        bool wrapped = false;
        bool running = false;
    };

    DataTree* m_tree;
    QLabel* m_field;
    QString m_text;
    QPersistentModelIndex m_origin;
    Walk m_walk;
    bool m_found = true;
};

} // namespace heapwise::ui
