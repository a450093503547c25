#pragma once

#include <QWidget>

namespace heapwise::ui {

/// What a page adds to the Inspector while it is in front.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;

    /// Leaves room for the fields of the one object that is selected; else it has the place of the tabs.
    virtual void setCompact(bool compact) = 0;
};

} // namespace heapwise::ui
