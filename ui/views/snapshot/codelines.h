#pragma once

#include <QStringList>
#include <QWidget>

namespace heapwise::ui {

/// A few lines of code with their numbers, one of them marked.
class CodeLines : public QWidget {
    Q_OBJECT
public:
    explicit CodeLines(QWidget* parent = nullptr);
    void setLines(int firstLine, const QStringList& lines, int markedLine);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_lines;
    int m_first = 0;
    int m_marked = 0;
};

} // namespace heapwise::ui
