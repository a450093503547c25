#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace heapwise::ui {

/// A line icon and one sentence in the middle of a view that has nothing to show, with links below it.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);

    void setText(const QString& text);
    QString text() const;
    /// Links shown under the sentence; the text of the one clicked comes with linkActivated().
    void setLinks(const QString& before, const QStringList& links);
    void setAction(const QString& text);

signals:
    void linkActivated(const QString& text);
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateLook();

    QString m_iconName;
    QLabel* m_icon;
    QLabel* m_text;
    QLabel* m_links;
    class QPushButton* m_action;
};

} // namespace heapwise::ui
