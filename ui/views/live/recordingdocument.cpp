#include "ui/views/live/recordingdocument.h"

#include "core/base/mappedfile.h"
#include "core/timeline/leakdetector.h"
#include "core/timeline/recordingfile.h"
#include "ui/export/exportcommand.h"
#include "ui/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/views/live/leakmonitor.h"
#include "ui/views/live/leakpanel.h"
#include "ui/views/live/pipedinput.h"
#include "ui/views/live/sessionrecorder.h"
#include "ui/views/live/timelineplot.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace heapwise::ui {

namespace {

constexpr int kRecordingDocumentLookMs = 2000;

} // namespace

/// All of a file, read and judged on a worker.
struct LoadedRecording {
    Result<SessionContents> contents = Error{};
    std::vector<LiveEvent> events;
    LeakDetector floor;
    LeakDetector simple{LeakOptions{.rule = LeakRule::Simple}};
};

namespace {

std::shared_ptr<LoadedRecording> loadRecording(const QString& path)
{
    auto loaded = std::make_shared<LoadedRecording>();
    const auto file = MappedFile::open(path.toStdString());
    if (!file) {
        loaded->contents = file.error();
        return loaded;
    }
    loaded->contents =
        readRecording((*file)->text(), double(QFileInfo(path).lastModified().toMSecsSinceEpoch()) / 1000);
    if (!loaded->contents)
        return loaded;
    for (const auto& event : loaded->contents->events)
        loaded->events.push_back(toLiveEvent(event));
    loaded->floor = detectLeaks(loaded->contents->recording.main(), {});
    loaded->simple = detectLeaks(loaded->contents->recording.main(), {.rule = LeakRule::Simple});
    return loaded;
}

} // namespace

RecordingDocument::RecordingDocument(const QString& path, QWidget* parent)
    : TimelineDocument(parent)
    , m_path(path)
{
    setObjectName(QStringLiteral("recordingDocument"));
    auto* column = createColumn();
    createHeader(*column);
    createBody(*column);
    m_plot->setFollowing(false);
    m_leakPanel->setRecorded();
    connect(&m_watch, &FileWatch::looked, this, [this](const FileState& state) {
        if (state.exists && !(state == m_seen)) {
            m_seen = state;
            load();
        }
    });
    m_watch.start(m_path, kRecordingDocumentLookMs);
}

RecordingDocument::RecordingDocument(PipedInput* input)
    : RecordingDocument(input->path())
{
    m_input = input;
    input->setParent(this);
    m_name->setText(title());
    connect(input, &PipedInput::ended, this, [this](const QString& whyNot) {
        m_inputProblem = whyNot;
        load();
    });
}

void RecordingDocument::createHeader(QVBoxLayout& column)
{
    auto* row = new QHBoxLayout;
    row->setContentsMargins(scaled(10), scaled(8), scaled(10), scaled(6));
    row->setSpacing(scaled(8));
    auto* state = new TextLabel(TextStyle::BodyBold, Token::TextSecondary);
    state->setText(tr("● Recorded"));
    m_name = new TextLabel(TextStyle::Subtitle, Token::Text);
    m_facts = new TextLabel(TextStyle::Body, Token::TextSecondary);
    for (auto* label : {m_name, m_facts})
        label->setTextFormat(Qt::PlainText);
    m_name->setText(QFileInfo(m_path).fileName());
    row->addWidget(state);
    row->addWidget(m_name);
    row->addWidget(m_facts);
    row->addStretch(1);
    addRangeButtons(*row);
    addPanelButton(*row);
    m_export = new QPushButton(icon(QStringLiteral("export")), tr("Export…"));
    m_export->setObjectName(QStringLiteral("exportRecording"));
    m_export->setEnabled(false);
    connect(m_export, &QPushButton::clicked, this, [this] { requestExport(this); });
    row->addWidget(m_export);
    column.addLayout(row);
    column.addWidget(m_message);
}

QString RecordingDocument::title() const
{
    return m_input ? tr("Standard input") : QFileInfo(m_path).fileName();
}

QString RecordingDocument::stateText() const
{
    if (!m_error.isEmpty())
        return m_error;
    return isLoaded() ? tr("Recorded, %1").arg(formatDuration(m_data->end() - m_data->begin())) : tr("Reading");
}

void RecordingDocument::load()
{
    m_loading.start([path = m_path](const Progress&) { return loadRecording(path); },
                    [this](const std::shared_ptr<LoadedRecording>& loaded) { showLoaded(*loaded); });
}

bool RecordingDocument::isGrowing() const
{
    return m_input && m_input->isOpen();
}

void RecordingDocument::showProblem(const Error& error)
{
    if (isGrowing()) // and says something yet
        return m_message->showMessage(MessageBar::Tone::Info, {}, tr("Waiting for the first garbage collection."));
    m_error = tr("Not readable");
    m_watch.stop();
    m_message->showMessage(MessageBar::Tone::Error, tr("%1 cannot be read.").arg(title()),
                           !m_inputProblem.isEmpty() ? m_inputProblem
                           : error.code == ErrorCode::Malformed
                               ? tr("It is neither a session of Heapwise, nor output of node --trace-gc, nor a "
                                    "diagnostic report, nor metrics of a Node.js process.")
                               : tr("The file is missing, empty, or may not be read."));
    emit changed();
}

void RecordingDocument::tellDamage(const SessionContents& contents)
{
    if (contents.damaged > 0)
        m_message->showMessage(
            MessageBar::Tone::Warning, {},
            tr("%n line(s) of the file are damaged and were left out.", nullptr, int(contents.damaged)));
    else if (contents.isCut)
        m_message->showMessage(MessageBar::Tone::Info, {},
                               tr("The session ends in the middle of a record: it goes on, or whoever recorded it was "
                                  "ended. All that was complete is here."));
}

void RecordingDocument::showLoaded(LoadedRecording& loaded)
{
    if (!loaded.contents)
        return showProblem(loaded.contents.error());
    SessionContents& contents = *loaded.contents;
    const bool wasLoaded = isLoaded();
    m_sessionId = SessionRecorder::idOf(contents.head.pid, contents.head.time);
    m_data->setRecording(std::move(contents.recording), std::move(loaded.events));
    m_leaks->setDetectors(std::move(loaded.floor), std::move(loaded.simple));
    QStringList facts;
    if (contents.head.pid > 0)
        facts.append(tr("pid %1").arg(contents.head.pid));
    if (!contents.head.version.empty())
        facts.append(tr("Node %1").arg(QString::fromStdString(contents.head.version)));
    facts.append(
        QDateTime::fromMSecsSinceEpoch(qint64(m_data->begin() * 1000)).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
    m_facts->setText(facts.join(QStringLiteral(" · ")));
    if (!wasLoaded)
        m_message->hide(); // nothing is waited for any more
    tellDamage(contents);
    if (!m_inputProblem.isEmpty())
        m_message->showMessage(MessageBar::Tone::Error, {}, m_inputProblem);
    m_export->setEnabled(true);
    if (wasLoaded)
        m_plot->refresh();
    else
        m_plot->showLast(0);
    emit changed();
}

} // namespace heapwise::ui
