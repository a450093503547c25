#pragma once

#include <QSocketNotifier>

#include <memory>

namespace heapwise {

/// Turns SIGHUP, SIGINT and SIGTERM into a Qt signal, once; a second one ends the program as usual. One per program.
class SignalNotifier : public QObject {
    Q_OBJECT
public:
    explicit SignalNotifier(QObject* parent = nullptr);
    ~SignalNotifier() override;

signals:
    void interrupted();

private:
    int m_pipe[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace heapwise
