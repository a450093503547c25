#pragma once

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "core/analysis/heapindex.h"
#include "tests/support/fixtures.h"
#include "tests/support/sameheap.h"

#include <memory>
#include <string>

namespace heapwise::test {

/// A folder with snapshots and a cache of their indexes, for one test.
class CacheFolder {
protected:
    void renew()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_options.folder = m_folder->filePath("cache").toStdString();
        m_options.smallestSnapshot = 0;
        m_options.limitBytes = 1u << 30;
    }
    QString cachePath(const QString& name) const { return m_folder->filePath("cache/" + name); }
    QStringList files(const QString& pattern) const
    {
        return QDir(m_folder->filePath("cache")).entryList({pattern}, QDir::Files, QDir::Name);
    }
    QString indexFile() const { return cachePath(files("*.hwindex").value(0)); }
    /// A copy, so that tests may do with it what they want.
    std::string copyOf(const QString& name) const
    {
        const QString path = m_folder->filePath(name);
        QFile::copy(fixture(name), path);
        return path.toStdString();
    }
    Result<void> writeIndexOf(const std::string& path) const
    {
        const HeapPtr heap = open(path, m_options);
        return heap ? writeIndex(*heap, IndexCache(m_options), Progress()) : Result<void>(Error{});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    IndexCache::Options m_options;
};

} // namespace heapwise::test
