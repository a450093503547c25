#pragma once

#include <QLatin1String>
#include <QWidget>

class QKeySequenceEdit;
class QPushButton;

namespace heapwise::ui {

class DataTree;
class KeysModel;
class TextLabel;

/// The keys of every command. Keys that another command has are not taken from it unasked: its name is said,
/// with a button that does.
class KeysEditor : public QWidget {
    Q_OBJECT
public:
    explicit KeysEditor(QWidget* parent = nullptr);

private:
    QLatin1String current() const;
    void showCurrent();
    void keysEntered();
    void take();
    void say(const QString& text, bool canTake);

    KeysModel* m_model;
    DataTree* m_table;
    QKeySequenceEdit* m_edit;
    QPushButton* m_clear;
    QPushButton* m_reset;
    QPushButton* m_take;
    TextLabel* m_note;
};

} // namespace heapwise::ui
