#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

#include "ui/export/exportable.h"
#include "ui/jobs/latestjob.h"

#include <memory>
#include <vector>

class QWidget;

namespace heapwise::ui {

class MessageBar;

/// What of a document can be exported now: its visible Exportables, the one with the focus first, then those
/// of the view and then those of docks.
QList<QWidget*> exportables(QWidget* document);

/// The export command: asks what, how and where, writes on a worker, and says in a bar how it went. Each
/// export is a job of its document, which the status bar shows and can cancel.
class ExportCommand : public QObject {
    Q_OBJECT
public:
    /// `window` is the parent of the dialog and of the bar.
    explicit ExportCommand(QWidget* window);
    ~ExportCommand() override;

    /// To be put into the window; hidden while there is nothing to say.
    MessageBar* bar() const { return m_bar; }
    void ask(QWidget* document);
    /// Writes at once. `owner` is the document whose job it is.
    void write(QWidget* owner, const QString& name, ExportWork work, const QString& path);
    bool isWriting() const { return !m_running.empty(); }

signals:
    void finished(const QString& path, const QString& problem);

private:
    struct Running {
        QString path;
        LatestJob<QString> job;
    };
    void done(Running* running, const QString& name, const QString& problem);

    QWidget* m_window;
    MessageBar* m_bar;
    QString m_lastPath;
    std::vector<std::unique_ptr<Running>> m_running;
};

/// Asks the window of `from` for the export command.
void requestExport(QWidget* from);

} // namespace heapwise::ui
