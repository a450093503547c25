#pragma once

#include <QDialog>
#include <QList>

class QListWidget;
class QScrollArea;
class QVBoxLayout;

namespace heapwise::ui {

class FilterField;
class SettingRow;

/// What the user can decide, by section, with a search over all of it. Everything is applied at once.
class SettingsWindow : public QDialog {
    Q_OBJECT
public:
    explicit SettingsWindow(QWidget* parent = nullptr);

    /// Brings a section to the top: "keys".
    void showSection(const QString& name);
    /// How many rows the search leaves.
    int shownRows() const;

private:
    struct Section {
        QString name; ///< not translated
        QWidget* widget;
        QList<SettingRow*> rows;
    };
    QWidget* createSide();
    void addSection(const QString& name, const QString& title, const QList<SettingRow*>& rows);
    void search(const QString& text);
    void goTo(int section);

    QListWidget* m_list;
    FilterField* m_search;
    QScrollArea* m_area;
    QVBoxLayout* m_column;
    QWidget* m_nothing;
    QList<Section> m_sections;
};

} // namespace heapwise::ui
