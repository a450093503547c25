#pragma once

#include <QSignalSpy>

#include "core/inspector/processlist.h"
#include "core/inspector/session.h"
#include "tests/support/nodeprocess.h"
#include "tests/support/patience.h"

#include <optional>

namespace heapwise::test {

/// A row per Node binary of at least that major version; one with -1 when there is none, to be skipped.
inline void addNodeRows(int oldest = 0)
{
    QTest::addColumn<int>("node");
    bool any = false;
    for (int i = 0; i < nodeBinaries().size(); ++i) {
        if (nodeBinaries()[i].major < oldest)
            continue;
        QTest::newRow(qPrintable(nodeBinaries()[i].name)) << i;
        any = true;
    }
    if (!any)
        QTest::newRow("no such version here") << -1;
}

inline inspector::Target targetOf(const NodeProcess& process, bool mayOpen = true)
{
    inspector::Target target;
    target.process = inspector::ProcFs().identity(process.pid()).value_or(inspector::ProcessIdentity{});
    target.mayOpen = mayOpen;
    return target;
}

/// A session whose signals are kept.
struct LiveSession {
    explicit LiveSession(const inspector::Target& target)
        : session(target)
    {
        QObject::connect(&session, &inspector::Session::sampled, &session, [this](const Sample& sample) {
            samples.append(sample);
            for (const auto& event : sample.collections)
                collections.append(event);
        });
        QObject::connect(&session, &inspector::Session::laneAdded, &session,
                         [this](int lane, const QString& title) { lanes.insert(lane, title); });
        QObject::connect(&session, &inspector::Session::laneRemoved, &session,
                         [this](int lane) { lanes.remove(lane); });
        QObject::connect(&session, &inspector::Session::stateChanged, &session,
                         [this](inspector::SessionState state) { states.append(state); });
        QObject::connect(&session, &inspector::Session::captureFinished, &session,
                         [this](const inspector::CaptureResult& result) { captured = result; });
        session.start();
    }

    bool isLive() const { return session.state() == inspector::SessionState::Live; }
    int samplesOf(int lane) const
    {
        return int(std::count_if(samples.begin(), samples.end(),
                                 [lane](const Sample& sample) { return sample.lane == lane; }));
    }

    inspector::Session session;
    QList<Sample> samples;
    QList<GcEvent> collections;
    QMap<int, QString> lanes;
    QList<inspector::SessionState> states;
    std::optional<inspector::CaptureResult> captured;
};

} // namespace heapwise::test
