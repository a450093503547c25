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
    /// Opens it in the editor, as soon as it is found.
    void openSoon();

    /// Where it was written, "UserStore · src/user.ts:12:3", when a source map says so; else empty.
    const QString& originalText() const { return m_original; }
    const SourceExcerpt& excerpt() const { return m_excerpt; }
    QString noteText() const; ///< what is said instead of lines, or about the editor
    QPushButton* editorButton() const { return m_open; }

signals:
    /// A source map says where the place was written.
    void originalFound(const QString& text);

private:
    void read();
    void showExcerpt(const SourceExcerpt& excerpt);
    void showOriginal();
    void open();
    void locate();
    void setFolded(bool folded);

    bool m_isOpenDue = false;
    SourcePlace m_place;
    SourceExcerpt m_excerpt;
    QString m_original;
    QToolButton* m_fold;
    QLabel* m_path;
    QPushButton* m_open;
    QPushButton* m_locate;
    CodeLines* m_lines;
    QLabel* m_note;
    LatestJob<SourceExcerpt> m_job;
};

} // namespace heapwise::ui
