#pragma once

#include "core/base/result.h"
#include "ui/jobs/filewatch.h"
#include "ui/jobs/latestjob.h"
#include "ui/views/live/timelinedocument.h"

class QPushButton;

namespace heapwise {
struct SessionContents;
}

namespace heapwise::ui {

class PipedInput;
struct LoadedRecording;

/// A session that was recorded, a log of --trace-gc, a diagnostic report or metrics: as a live session, but nothing can
/// be done with the process. A file that still grows is read again.
class RecordingDocument : public TimelineDocument {
    Q_OBJECT
public:
    explicit RecordingDocument(const QString& path, QWidget* parent = nullptr);
    /// Of what comes through a pipe, which is this document's from now on.
    explicit RecordingDocument(PipedInput* input);

    QString title() const override;
    QString path() const override { return m_input ? QString() : m_path; }
    QString stateText() const override;
    bool hasError() const override { return !m_error.isEmpty(); }
    bool isLoaded() const { return !m_data->isEmpty(); }

private:
    void createHeader(QVBoxLayout& column);
    void load();
    void showLoaded(LoadedRecording& loaded); ///< takes what is in it: a day has tens of megabytes
    void showProblem(const Error& error);
    void tellDamage(const SessionContents& contents);
    bool isGrowing() const;

    QString m_path;
    PipedInput* m_input = nullptr;
    QString m_error;
    QString m_inputProblem; ///< why no more comes
    TextLabel* m_name = nullptr;
    TextLabel* m_facts = nullptr;
    QPushButton* m_export = nullptr;
    FileWatch m_watch;
    FileState m_seen;
    LatestJob<std::shared_ptr<LoadedRecording>> m_loading;
};

} // namespace heapwise::ui
