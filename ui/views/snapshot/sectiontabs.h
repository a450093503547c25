#pragma once

#include <QTabBar>

#include <optional>

namespace heapwise::ui {

/// The small tabs inside a dock: names with a count, the current one filled with the selection colour.
class SectionTabs : public QTabBar {
    Q_OBJECT
public:
    explicit SectionTabs(QWidget* parent = nullptr);
    /// "Fields 12"; the number is left out while it is not known.
    void setCount(int tab, const QString& name, std::optional<quint64> count);

protected:
    QSize tabSizeHint(int tab) const override;
    QSize minimumTabSizeHint(int tab) const override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace heapwise::ui
