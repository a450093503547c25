#pragma once

#include <QStackedWidget>
#include <QTabBar>

#include "ui/document.h"

namespace heapwise::ui {

/// Tabs as in the design: the current one joined to the page with an accent line on top, progress behind the name.
class DocumentTabBar : public QTabBar {
    Q_OBJECT
public:
    explicit DocumentTabBar(QWidget* parent = nullptr);

    /// "61 %" behind the name; empty for none.
    void setProgressText(int index, const QString& text);
    void setIconToken(int index, const QString& iconName, Token token);

protected:
    QSize tabSizeHint(int index) const override;
    QSize minimumTabSizeHint(int index) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void paintTab(QPainter& painter, int index) const;
    int m_middlePressed = -1;
    bool m_keyboardFocus = false;
};

/// The open documents, and a bar with their tabs that is placed by whoever makes them, so that other things may stand
/// beside the documents below it. Ctrl+Tab walks them in order of use, middle click closes.
class DocumentTabs : public QStackedWidget {
    Q_OBJECT
public:
    explicit DocumentTabs(QWidget* parent = nullptr);

    DocumentTabBar* tabBar() const { return m_bar; }
    void add(Document* document);
    Document* current() const;
    Document* documentAt(int index) const;
    Document* findPath(const QString& canonicalPath) const;
    void closeDocument(Document* document);
    /// Forward or backward in order of use. While Ctrl is held, repeated calls go further; the order is renewed
    /// when it is let go.
    void cycle(int direction);

signals:
    void currentDocumentChanged(heapwise::ui::Document* document);
    void documentAdded(heapwise::ui::Document* document);
    /// Its title, state or path may be others.
    void documentUpdated(heapwise::ui::Document* document);
    /// changed() or crumbsChanged() of the current document.
    void currentUpdated();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh(Document* document);
    void rememberUse(Document* document);
    void showTab(int index);
    void moveDocument(int from, int to);

    DocumentTabBar* m_bar;
    QList<Document*> m_used; ///< last used first
    int m_cycling = -1;      ///< position in m_used while Ctrl is held
};

} // namespace heapwise::ui
