#pragma once

#include "core/inspector/endpoint.h"
#include "core/inspector/problem.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

class QNetworkReply;

namespace heapwise::inspector {

/// Asks a port over HTTP whether an inspector is behind it, and for the id of its target. Answers are small; more than
/// 64 KiB, redirections and other kinds of servers are refused.
class Probe : public QObject {
    Q_OBJECT
public:
    struct Answer {
        Failure failure;   ///< NothingListens, NoAnswer, NotAnInspector, HidesItsId
        Endpoint endpoint; ///< with the id
        QString title;     ///< of the target, as it says
    };
    using Done = std::function<void(const Answer&)>;

    explicit Probe(QObject* parent = nullptr);

    void ask(const Endpoint& endpoint, Done done);

private:
    static Answer judge(const Endpoint& endpoint, QNetworkReply& reply, bool timedOut);

    QNetworkAccessManager m_network;
};

} // namespace heapwise::inspector
