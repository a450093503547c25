#pragma once

#include <QLineEdit>

namespace heapwise::ui {

/// A line edit with a line icon before the text and, while it holds any, a button that clears it. Esc clears,
/// a second Esc leaves the field.
class FilterField : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(const QString& iconName, QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;
};

} // namespace heapwise::ui
