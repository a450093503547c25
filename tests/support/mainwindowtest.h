#pragma once

#include "tests/support/guitest.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLabel>
#include <QTemporaryDir>

#include "tests/support/heapbuilder.h"
#include "ui/mainwindow.h"
#include "ui/views/snapshot/snapshotdocument.h"
#include "ui/widgets/documenttabs.h"

namespace heapwise::test {

/// Base of tests that open files in the program's window.
class MainWindowTest : public QObject {
    Q_OBJECT
protected slots:
    void init();
    void cleanup();

protected:
    /// A small, whole snapshot.
    static QByteArray smallSnapshot();
    /// A file with this content, last written an hour ago; its canonical path.
    QString write(const QString& name, const QByteArray& content) const;
    ui::SnapshotDocument* open(const QString& path);
    ui::SnapshotDocument* document() const;
    static bool isReady(const ui::SnapshotDocument* document);
    /// Opens it, once, and waits until it is ready.
    bool opens(const QString& path);
    template <typename T>
    T* child(const char* name) const
    {
        return document()->findChild<T*>(QString::fromLatin1(name));
    }
    QString labelText(const char* name) const { return child<QLabel>(name)->text(); }

    QTemporaryDir m_dir;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace heapwise::test
