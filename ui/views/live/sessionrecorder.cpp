#include "ui/views/live/sessionrecorder.h"

#include "ui/views/live/livedata.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <array>
#include <utility>

namespace heapwise::ui {

namespace {

constexpr std::array kKinds = {
    std::pair(LiveEvent::Kind::Attached, "attached"), std::pair(LiveEvent::Kind::Snapshot, "snapshot"),
    std::pair(LiveEvent::Kind::Failed, "failed"),     std::pair(LiveEvent::Kind::Mark, "mark"),
    std::pair(LiveEvent::Kind::Sampling, "sampling"), std::pair(LiveEvent::Kind::State, "state"),
    std::pair(LiveEvent::Kind::Verdict, "verdict")};

void removeOldest(const QDir& folder)
{
    const auto files = folder.entryInfoList({QStringLiteral("*.heapwise-session")}, QDir::Files, QDir::Time);
    for (qsizetype i = SessionRecorder::kKept; i < files.size(); ++i)
        QFile::remove(files[i].filePath());
}

/// Empty when it worked.
QString copyFile(const QString& from, const QString& to)
{
    QFile source(from);
    QSaveFile target(to);
    if (!source.open(QIODevice::ReadOnly))
        return source.errorString();
    if (!target.open(QIODevice::WriteOnly))
        return target.errorString();
    target.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    while (!source.atEnd())
        if (target.write(source.read(1 << 20)) < 0)
            break;
    return target.commit() ? QString() : target.errorString();
}

} // namespace

/// Of the writing thread.
struct SessionRecorder::State {
    std::optional<SessionWriter> writer;
    bool isBroken = false;
};

SessionRecorder::SessionRecorder(LiveData* data, QObject* parent)
    : QObject(parent)
    , m_data(data)
{
    m_thread.setMaxThreadCount(1);
}

SessionRecorder::~SessionRecorder()
{
    m_thread.waitForDone(); // a few lines at most
}

QString SessionRecorder::folder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + QStringLiteral("/sessions");
}

void SessionRecorder::begin(const SessionHead& head, const QString& path)
{
    if (isRecording())
        return;
    m_path = path;
    m_state = std::make_shared<State>();
    m_thread.start([state = m_state, path] {
        const QDir folder(QFileInfo(path).path());
        folder.mkpath(QStringLiteral("."));
        if (auto writer = SessionWriter::create(path.toStdString()))
            state->writer.emplace(std::move(*writer));
        removeOldest(folder);
    });
    write(m_text.head(head));
    connect(m_data, &LiveData::sampleAdded, this, [this](const Sample& sample) { write(m_text.sample(sample)); });
    connect(m_data, &LiveData::laneAdded, this,
            [this](int lane, const QString& title) { write(m_text.lane(lane, title.toStdString())); });
    connect(m_data, &LiveData::laneEnded, this, [this](int lane) { write(m_text.laneEnd(lane)); });
    connect(m_data, &LiveData::gapAdded, this, [this](double from, double to) { write(m_text.gap({from, to})); });
    connect(m_data, &LiveData::eventAdded, this,
            [this](const LiveEvent& event) { write(m_text.event(toSessionEvent(event))); });
}

void SessionRecorder::write(std::string lines)
{
    m_thread.start([this, state = m_state, lines = std::move(lines)] {
        if (state->isBroken || (state->writer && state->writer->write(lines)))
            return;
        state->isBroken = true;
        emit failed(); // queued to the receiver's thread; the destructor waits for this one
    });
}

void SessionRecorder::saveAs(const QString& path)
{
    m_thread.start([this, from = m_path, path] { emit saved(path, copyFile(from, path)); });
}

SessionEvent toSessionEvent(const LiveEvent& event)
{
    SessionEvent result;
    for (const auto& [kind, name] : kKinds)
        if (kind == event.kind)
            result.kind = name;
    result.time = event.time;
    result.text = event.text.toStdString();
    result.detail = event.detail.toStdString();
    result.heap = event.heap;
    result.change = event.change;
    result.file = event.file.toStdString();
    result.number = event.number;
    result.epoch = event.epoch;
    result.lane = event.lane;
    return result;
}

LiveEvent toLiveEvent(const SessionEvent& event)
{
    LiveEvent result;
    result.kind = LiveEvent::Kind::State; // what a later version may write
    for (const auto& [kind, name] : kKinds)
        if (event.kind == name)
            result.kind = kind;
    result.time = event.time;
    result.text = QString::fromStdString(event.text);
    result.detail = QString::fromStdString(event.detail);
    result.heap = event.heap;
    result.change = event.change;
    result.file = QString::fromStdString(event.file);
    result.number = event.number;
    result.epoch = event.epoch;
    result.lane = event.lane;
    return result;
}

} // namespace heapwise::ui
