#pragma once

#include "core/base/result.h"
#include "ui/export/exportable.h"
#include "ui/jobs/filewatch.h"
#include "ui/jobs/latestjob.h"
#include "ui/views/live/timelinedocument.h"

class QPushButton;

namespace heapwise::ui {

struct LoadedRecording;

/// A session that was recorded, a log of --trace-gc, a diagnostic report or metrics: as a live session, but nothing can
/// be done with the process. A file that still grows is read again.
class RecordingDocument : public TimelineDocument, public Exportable {
    Q_OBJECT
public:
    explicit RecordingDocument(const QString& path, QWidget* parent = nullptr);

    QString title() const override;
    QString path() const override { return m_path; }
    QString stateText() const override;
    bool hasError() const override { return !m_error.isEmpty(); }
    bool isLoaded() const { return !m_data->isEmpty(); }

    // Exportable: what was measured
    QString exportName() const override { return isLoaded() ? tr("Samples") : QString(); }
    QList<ExportFormat> exportFormats() const override;
    ExportWork exportWork(const QString& suffix) override;

private:
    void createHeader(QVBoxLayout& column);
    void load();
    void showLoaded(const LoadedRecording& loaded);

    QString m_path;
    QString m_error;
    TextLabel* m_name = nullptr;
    TextLabel* m_facts = nullptr;
    QPushButton* m_export = nullptr;
    FileWatch m_watch;
    FileState m_seen;
    LatestJob<std::shared_ptr<LoadedRecording>> m_loading;
};

} // namespace heapwise::ui
