#include "tests/support/mainwindowtest.h"

#include "ui/settings/settings.h"

namespace heapwise::test {

void MainWindowTest::init()
{
    failOnWarnings();
    QSettings().clear();
    QSettings().setValue(QStringLiteral("index/enabled"), false); // every opening is the first one
    ui::settings::kOverviewWhenDone.set(false);                   // tests choose their page
    m_window = std::make_unique<ui::MainWindow>();
    m_window->resize(1200, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    slowEvents();
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    const QString slow = slowEvents();
    QVERIFY2(slow.isEmpty(), qPrintable(slow));
}

QByteArray MainWindowTest::smallSnapshot()
{
    return HeapBuilder(QStringLiteral("root>global; global>cache,server; cache>entry; server>entry")).json();
}

QString MainWindowTest::write(const QString& name, const QByteArray& content) const
{
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush() ||
        !file.setFileTime(QDateTime::currentDateTime().addSecs(-3600), QFileDevice::FileModificationTime))
        qFatal("cannot write the test file");
    return QFileInfo(file).canonicalFilePath();
}

ui::SnapshotDocument* MainWindowTest::open(const QString& path)
{
    m_window->openFiles({path});
    return document();
}

ui::SnapshotDocument* MainWindowTest::document() const
{
    return qobject_cast<ui::SnapshotDocument*>(m_window->currentDocument());
}

bool MainWindowTest::isReady(const ui::SnapshotDocument* document)
{
    return document && !document->hasError() && document->progress() < 0 && document->heap() &&
           document->heap()->has(Stage::Retained);
}

bool MainWindowTest::opens(const QString& path)
{
    open(path);
    return QTest::qWaitFor([this] { return isReady(document()); });
}

} // namespace heapwise::test
