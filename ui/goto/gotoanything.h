#pragma once

#include <QDialog>

#include "ui/goto/gotorow.h"

#include <array>

class QLabel;
class QLineEdit;
class QListView;

namespace heapwise::ui {

class GoToModel;
class PlaceSearch;

/// One field that finds everything: commands, open documents, what is in the heap, recent files. What is known is
/// filtered as it is typed; what has to be looked for comes from workers.
class GoToAnything : public QDialog {
    Q_OBJECT
public:
    explicit GoToAnything(QWidget* parent);

    /// All there are; those that fit what is typed are shown, the best first.
    void setRows(GoToSection section, GoToRows rows);
    /// Looks for what is in a heap. Taken over.
    void setPlaces(PlaceSearch* places);
    /// Below the tool bar of its window.
    void open() override;

    GoToModel* model() const { return m_model; }

signals:
    /// Tab: to be put into the address bar.
    void addressRequested(const QString& address);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void search();
    void showSection(GoToSection section, const GoToRows& rows);
    void filterKnown(GoToSection section);
    bool handleKey(int key, Qt::KeyboardModifiers modifiers);
    void move(int by);
    void follow(GoToHow how);
    void updateHint();

    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_hint;
    GoToModel* m_model;
    PlaceSearch* m_places = nullptr;
    std::array<GoToRows, kGoToSections> m_known;
    bool m_hasMoved = false; ///< the current row was chosen; else it is the first
};

} // namespace heapwise::ui
