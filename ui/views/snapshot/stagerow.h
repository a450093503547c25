#pragma once

#include <QString>
#include <QWidget>

namespace heapwise::ui {

/// One stage of opening: mark, name, result, and a bar or the time it took.
class StageRow : public QWidget {
    Q_OBJECT
public:
    enum class State { Waiting, Running, Done };

    explicit StageRow(const QString& name, QWidget* parent = nullptr);

    void setWaiting();
    /// `fraction` below 0: no bar (another stage is the one that is measured).
    void setRunning(const QString& detail, double fraction, double seconds);
    void setDone(const QString& detail, double seconds);
    State state() const { return m_state; }

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void set(State state, const QString& detail, double fraction, const QString& time);
    void paintMark(QPainter& painter) const;

    QString m_name;
    QString m_detail;
    QString m_time;
    State m_state = State::Waiting;
    double m_fraction = -1;
};

} // namespace heapwise::ui
