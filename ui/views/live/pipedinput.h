#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTemporaryFile>

namespace heapwise::ui {

/// What comes through a pipe, kept in a temporary file for as long as this object lives: a recording can be read again
/// from its beginning, a pipe cannot.
class PipedInput : public QObject {
    Q_OBJECT
public:
    /// Does not own the descriptor.
    explicit PipedInput(int descriptor, QObject* parent = nullptr);

    /// Empty when no temporary file could be made.
    QString path() const { return m_file.fileName(); }
    bool isOpen() const { return m_notifier.isEnabled(); }

signals:
    /// Nothing comes any more. `whyNot`: a sentence where that is for want of disk or a failed read, else empty.
    void ended(const QString& whyNot);

private:
    void read();

    QTemporaryFile m_file;
    QSocketNotifier m_notifier;
};

} // namespace heapwise::ui
