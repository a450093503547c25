#pragma once

#include <QWidget>

#include "ui/jobs/latestjob.h"
#include "ui/sourcefile.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace heapwise::ui {

class CodeLines;

/// Where a function, or the constructor of an object, stands: its lines from disk, and a way into the editor.
/// Shows itself only where there is a place.
class SourcePane : public QWidget {
    Q_OBJECT
public:
    explicit SourcePane(QWidget* parent = nullptr);

    /// `title` says what stands there: "Source", "Constructor".
    void setPlace(const QString& title, const SourcePlace& place);
    void clear();

    const SourceExcerpt& excerpt() const { return m_excerpt; }
    QString noteText() const; ///< what is said instead of lines, or about the editor
    QPushButton* editorButton() const { return m_open; }

private:
    void read();
    void showExcerpt(const SourceExcerpt& excerpt);
    void open();
    void locate();
    void setFolded(bool folded);

    SourcePlace m_place;
    SourceExcerpt m_excerpt;
    QToolButton* m_fold;
    QLabel* m_path;
    QPushButton* m_open;
    QPushButton* m_locate;
    CodeLines* m_lines;
    QLabel* m_note;
    LatestJob<SourceExcerpt> m_job;
};

} // namespace heapwise::ui
