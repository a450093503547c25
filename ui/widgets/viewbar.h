#pragma once

#include <QList>
#include <QWidget>

class QHBoxLayout;

namespace heapwise::ui {

class FilterField;
class ViewButton;

/// The views of a document as icon and name, the current one filled, and the filter of the current view at the
/// right. Views that are not ready are dimmed and say why; they can be chosen all the same.
class ViewBar : public QWidget {
    Q_OBJECT
public:
    explicit ViewBar(QWidget* parent = nullptr);

    /// Returns the index of the view. Ctrl+1 ... are the window's Go menu, not the bar's.
    int addView(const QString& iconName, const QString& name);
    int count() const { return int(m_buttons.size()); }
    int current() const { return m_current; }
    /// Emits currentChanged() when it changes.
    void setCurrent(int index);
    /// `reason` like "66 %" or "waits"; empty when the view is ready.
    void setNotReady(int index, const QString& reason);

    FilterField* filter() const { return m_filter; }
    void setFilterPlaceholder(const QString& text);
    void setFilterVisible(bool visible);

signals:
    void currentChanged(int index);
    void filterChanged(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitFilter();

    QList<ViewButton*> m_buttons;
    QHBoxLayout* m_layout = nullptr;
    FilterField* m_filter = nullptr;
    int m_current = -1;
};

} // namespace heapwise::ui
