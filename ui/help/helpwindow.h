#pragma once

#include <QDialog>

class QTextBrowser;
class QTreeWidget;

namespace heapwise::ui {

class FilterField;
struct HelpTopic;

/// The help, beside the window it is about: topics at the left, with a search, the text at the right.
class HelpWindow : public QDialog {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent = nullptr);

    void showTopic(const HelpTopic* topic);
    QString shownTitle() const;

private:
    void search(const QString& text);
    void showCurrent();

    FilterField* m_search;
    QTreeWidget* m_list;
    QTextBrowser* m_text;
};

} // namespace heapwise::ui
