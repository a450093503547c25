#pragma once

#include <QWidget>

#include "core/analysis/comparison/chosenobjects.h"

class QHBoxLayout;

namespace heapwise::ui {

class SetButton;

/// Which objects of a comparison the table is about, each set with how many there are.
class SetSwitch : public QWidget {
    Q_OBJECT
public:
    explicit SetSwitch(QWidget* parent = nullptr);

    /// Sets there are none of in this comparison are not shown; those that need ids are dimmed, with the reason.
    /// Where objects are chosen, with how many of these there are.
    void show(const Comparison& comparison, const ChosenObjects* chosen);
    void setCurrent(ChangeSet set);
    ChangeSet current() const { return m_current; }
    static QString nameOf(ChangeSet set, std::size_t snapshots);

signals:
    void chosen(heapwise::ChangeSet set);

private:
    QHBoxLayout* m_layout;
    QList<SetButton*> m_buttons; ///< by ChangeSet
    ChangeSet m_current = ChangeSet::All;
};

} // namespace heapwise::ui
