#pragma once

#include <QWidget>

namespace heapwise::ui {

/// Covers the window while files are dragged over it and names what will happen.
class DropOverlay : public QWidget {
    Q_OBJECT
public:
    explicit DropOverlay(QWidget* parent);
    void showText(const QString& text, bool accepted);
    QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    bool m_accepted = true;
};

} // namespace heapwise::ui
