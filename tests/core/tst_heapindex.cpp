// The index cache: what comes from an index equals what was computed; whatever is wrong with an index, it is not used.
#include <QRegularExpression>
#include <QTest>

#include "core/index/seal.h"
#include "tests/support/cachefolder.h"
#include "tests/support/snapshottext.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <functional>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace heapwise;
using heapwise::test::open;
using heapwise::test::sameHeap;
using heapwise::test::SnapshotText;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestHeapIndex : public QObject, private test::CacheFolder {
    Q_OBJECT

private:
    std::string write(const std::string& content, const QString& name = "a.heapsnapshot") const
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(content.data(), qint64(content.size())) != qint64(content.size()))
            qFatal("cannot write the test file");
        return file.fileName().toStdString();
    }
    bool isIndexUsed(const std::string& path) const
    {
        const HeapPtr heap = open(path, m_options);
        return heap && heap->index;
    }
    QString sealFile() const { return cachePath(files("*.seal").value(0)); }
    void overwrite(const QString& path, qint64 at, const QByteArray& bytes) const
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
            qFatal("cannot change the test file");
    }
    void flip(qint64 at) const
    {
        const QByteArray content = contentOf(indexFile());
        overwrite(indexFile(), at, QByteArray(1, char(content[at] ^ 0x10)));
    }
    /// As if the disk had changed the file below the file system.
    void sealAgain() const
    {
        const Descriptor index(::open(indexFile().toLocal8Bit().constData(), O_RDONLY));
        QVERIFY(writeSeal(sealFile().toStdString(), index, "x"));
    }
    /// A header that is right but for what `change` does to it.
    void changeHeader(const std::function<void(IndexHeader&)>& change) const
    {
        IndexHeader header;
        std::memcpy(&header, contentOf(indexFile()).constData(), sizeof header);
        change(header);
        header.headerHash = hashOfHeader(header);
        overwrite(indexFile(), 0, QByteArray(reinterpret_cast<const char*>(&header), sizeof header));
        sealAgain();
    }

private slots:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(".?"));
        renew();
    }

    void equalsWhatWasComputed_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString& path : test::snapshotFixtures())
            QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
    }
    void equalsWhatWasComputed()
    {
        QFETCH(QString, path);
        const HeapPtr computed = open(path.toStdString(), m_options);
        QVERIFY(computed && !computed->index);
        QVERIFY(writeIndex(*computed, IndexCache(m_options), Progress()));
        const HeapPtr indexed = open(path.toStdString(), m_options);
        QVERIFY(indexed && indexed->index);
        QVERIFY(indexed->index->isIntact(Progress()));
        QVERIFY(sameHeap(*computed, *indexed));
    }

    void plainFileKeepsItsText()
    {
        const QByteArray text = test::gunzipped(test::fixture("zoo-24.heapsnapshot.gz"));
        const std::string path = write(text.toStdString());
        const HeapPtr computed = open(path, m_options);
        QVERIFY(computed && writeIndex(*computed, IndexCache(m_options), Progress()));
        const HeapPtr indexed = open(path, m_options);
        QVERIFY(indexed && indexed->index);
        QVERIFY(sameHeap(*computed, *indexed));
        QVERIFY(!contentOf(indexFile()).contains(text.right(4000).left(1000)));
    }

    void sizesBeyond32Bits()
    {
        SnapshotText text;
        text.nodes.replace(text.nodes.find(",32,1"), 5, ",5000000000,1");
        const std::string path = write(text.text());
        const HeapPtr computed = open(path, m_options);
        QVERIFY(computed && writeIndex(*computed, IndexCache(m_options), Progress()));
        const HeapPtr indexed = open(path, m_options);
        QVERIFY(indexed && indexed->index && sameHeap(*computed, *indexed));
        QCOMPARE(indexed->dominators->retainedSize(NodeId{0}), Size(5'000'000'080));
    }

    void renamedFileKeepsItsIndex()
    {
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        QVERIFY(writeIndexOf(path));
        const std::string other = m_folder->filePath("other.heapsnapshot.gz").toStdString();
        QCOMPARE(::rename(path.c_str(), other.c_str()), 0);
        const HeapPtr heap = open(other, m_options);
        QVERIFY(heap && heap->index);
        QCOMPARE(heap->snapshot->info().path, other);
    }

    void partialAndShortFilesGetNone()
    {
        const std::string text = SnapshotText().text();
        const std::string path = write(text);
        QVERIFY(isIndexable(*open(path, m_options), IndexCache(m_options)));
        IndexCache::Options options = m_options;
        options.smallestSnapshot = text.size() + 1;
        QVERIFY(!isIndexable(*open(path, options), IndexCache(options)));
        options.folder.clear();
        QVERIFY(!isIndexable(*open(path, options), IndexCache(options)));
        // Cut in the strings: all stages are there, names are not.
        QVERIFY(!isIndexable(*open(write(text.substr(0, text.size() - 20)), m_options), IndexCache(m_options)));
    }

    void staleIndexIsNotUsed()
    {
        const QByteArray text = test::gunzipped(test::fixture("bare-22.heapsnapshot.gz"));
        const std::string path = write(text.toStdString());
        struct stat before;
        QCOMPARE(::stat(path.c_str(), &before), 0);
        const timespec times[] = {before.st_mtim, before.st_mtim};
        QVERIFY(writeIndexOf(path));
        QVERIFY(isIndexUsed(path));
        // Another time alone, another size alone, and other content alone.
        const timespec later[] = {{1, 1}, {1, 1}};
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), later, 0), 0);
        QVERIFY(!isIndexUsed(path));
        write(text.toStdString() + "\n");
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
        QVERIFY(!isIndexUsed(path));
        QByteArray other = text;
        other[other.size() - 10] = other[other.size() - 10] == 'x' ? 'y' : 'x';
        write(other.toStdString());
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
        QVERIFY(!isIndexUsed(path));
        write(text.toStdString());
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
        QVERIFY(isIndexUsed(path));
    }

    void changedSnapshotIsNotIndexed()
    {
        const std::string path = write(SnapshotText().text());
        const HeapPtr heap = open(path, m_options);
        write(SnapshotText().text() + " ");
        const auto written = writeIndex(*heap, IndexCache(m_options), Progress());
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::FileChanged);
    }

    /// Any change of an index through the file system is noticed without reading it, and the index is made anew.
    void changedIndexIsNotUsed()
    {
        const std::string path = write(SnapshotText().text());
        QVERIFY(writeIndexOf(path));
        const qint64 size = QFileInfo(indexFile()).size();
        for (int i = 0; i < 64; ++i) {
            QVERIFY(isIndexUsed(path));
            flip(size * i / 64);
            QVERIFY(!isIndexUsed(path));
            QVERIFY(writeIndexOf(path));
        }
    }

    void cutIndexIsNotUsed()
    {
        const std::string path = write(SnapshotText().text());
        QVERIFY(writeIndexOf(path));
        for (int i = 63; i >= 0; --i) {
            QVERIFY(QFile::resize(indexFile(), QFileInfo(indexFile()).size() * i / 64));
            QVERIFY(!isIndexUsed(path));
            sealAgain(); // as if it had been written so short
            QVERIFY(!isIndexUsed(path));
        }
        QVERIFY(writeIndexOf(path));
        QVERIFY(isIndexUsed(path));
    }

    /// Below the file system: the header and the table tell by themselves, the sections when they are read through.
    void damageOfTheDiskIsFound()
    {
        const std::string path = write(SnapshotText().text());
        QVERIFY(writeIndexOf(path));
        const QByteArray whole = contentOf(indexFile());
        IndexHeader header;
        std::memcpy(&header, whole.constData(), sizeof header);
        const qint64 tableEnd = qint64(sizeof header + header.sectionCount * sizeof(IndexSection));
        for (qint64 at = 0; at < tableEnd; at += 13) {
            flip(at);
            sealAgain();
            QVERIFY2(!isIndexUsed(path), qPrintable(QString::number(at)));
            overwrite(indexFile(), 0, whole);
        }
        std::vector<IndexSection> table(header.sectionCount);
        std::memcpy(table.data(), whole.constData() + sizeof header, table.size() * sizeof(IndexSection));
        for (const IndexSection& section : table) {
            if (section.bytes == 0)
                continue;
            flip(qint64(section.offset + section.bytes / 2));
            const auto index = IndexFile::open(indexFile().toStdString(), header.key);
            QVERIFY(index && !index->isIntact(Progress()));
            overwrite(indexFile(), 0, whole);
        }
    }

    void foreignIndexesAreNotUsed()
    {
        const std::string path = write(SnapshotText().text());
        QVERIFY(writeIndexOf(path));
        const QByteArray whole = contentOf(indexFile());
        const std::function<void(IndexHeader&)> changes[] = {
            [](IndexHeader& header) { header.magic = __builtin_bswap64(header.magic); }, // another byte order
            [](IndexHeader& header) { ++header.magic; },                                 // another version
            [](IndexHeader& header) { ++header.engine; },                                // another build
            [](IndexHeader& header) { ++header.key.modifiedNs; },                        // of another file
            [](IndexHeader& header) { header.indexBytes += 64; },
            [](IndexHeader& header) { header.sectionCount = 0; },
            [](IndexHeader& header) { header.sectionCount = UINT64_MAX / sizeof(IndexSection) + 2; },
            [](IndexHeader& header) { ++header.sectionCount; }};
        changeHeader([](IndexHeader&) {});
        QVERIFY(isIndexUsed(path));
        for (const auto& change : changes) {
            changeHeader(change);
            QVERIFY(!isIndexUsed(path));
            overwrite(indexFile(), 0, whole);
        }
        overwrite(indexFile(), 0, QByteArray(whole.size(), 'x'));
        sealAgain();
        QVERIFY(!isIndexUsed(path));
    }

    void sealsOfOthersAreNotBelieved()
    {
        const std::string path = write(SnapshotText().text());
        QVERIFY(writeIndexOf(path));
        // A folder and files that others may write to.
        QCOMPARE(::chmod(sealFile().toLocal8Bit().constData(), 0666), 0);
        QVERIFY(!isIndexUsed(path));
        QCOMPARE(::chmod(sealFile().toLocal8Bit().constData(), 0600), 0);
        QVERIFY(isIndexUsed(path));
        const QByteArray seal = contentOf(sealFile());
        for (int at = 0; at < 48; ++at) {
            overwrite(sealFile(), at, QByteArray(1, char(seal[at] ^ 1)));
            QVERIFY(!isIndexUsed(path));
            overwrite(sealFile(), 0, seal);
        }
        QVERIFY(QFile::remove(sealFile()));
        QVERIFY(!isIndexUsed(path));
    }

    void failedWritingLeavesNothing()
    {
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        const HeapPtr heap = open(path, m_options);
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before, small;
        ::getrlimit(RLIMIT_FSIZE, &before);
        small = before;
        small.rlim_cur = 100'000;
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto written = writeIndex(*heap, IndexCache(m_options), Progress());
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::WriteFailed);
        QCOMPARE(files("*"), QStringList{"lock"});

        Progress stopped;
        stopped.requestStop();
        QCOMPARE(writeIndex(*heap, IndexCache(m_options), stopped).error().code, ErrorCode::Cancelled);
        QCOMPARE(files("*"), QStringList{"lock"});
    }

    void folderThatCannotBe()
    {
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        for (const std::string& folder : {path, path + "/below", std::string("/proc/heapwise")}) {
            m_options.folder = folder;
            const auto written = writeIndexOf(path);
            QVERIFY(!written);
            QCOMPARE(written.error().code, ErrorCode::WriteFailed);
        }
    }

    void leastRecentlyUsedGoFirst()
    {
        const QStringList names = {"bare-18.heapsnapshot.gz", "bare-20.heapsnapshot.gz", "bare-22.heapsnapshot.gz"};
        std::vector<std::string> paths;
        for (const QString& name : names) {
            paths.push_back(copyOf(name));
            QVERIFY(writeIndexOf(paths.back()));
        }
        const IndexCache cache(m_options);
        QCOMPARE(cache.entries().size(), std::size_t(3));
        QCOMPARE(cache.entries().front().snapshot, paths[2]);
        QVERIFY(isIndexUsed(paths[0])); // the second is now the oldest
        Size bytes = 0;
        for (const auto& entry : cache.entries())
            bytes += entry.bytes;
        QVERIFY(cache.shrinkTo(bytes - 1) > 0);
        QVERIFY(cache.has(paths[0]) && !cache.has(paths[1]) && cache.has(paths[2]));
        QCOMPARE(cache.shrinkTo(bytes), Size(0));

        // One more than there is room for: the oldest goes when it is kept. One that is larger than all room is not
        // kept.
        m_options.limitBytes = bytes - 1;
        QVERIFY(writeIndexOf(paths[1]));
        QVERIFY(cache.has(paths[1]) && !cache.has(paths[2]));
        m_options.limitBytes = 1000;
        QVERIFY(!writeIndexOf(paths[2]));
        QVERIFY(cache.has(paths[1]));
        cache.shrinkTo(0);
        QCOMPARE(files("*"), QStringList{"lock"});
    }

    void leftoversOfCrashesGo()
    {
        const std::string path = copyOf("bare-22.heapsnapshot.gz");
        QVERIFY(writeIndexOf(path));
        for (const char* name : {"dead.draft", "alive.draft"})
            overwrite(cachePath(name), 0, "half an index");
        const Descriptor writer(::open(cachePath("alive.draft").toLocal8Bit().constData(), O_RDONLY));
        QCOMPARE(::flock(writer.number(), LOCK_EX), 0);
        QCOMPARE(IndexCache(m_options).shrinkTo(m_options.limitBytes), Size(13));
        QCOMPARE(files("*.draft"), QStringList{"alive.draft"});
        QVERIFY(isIndexUsed(path));
    }
};

QTEST_APPLESS_MAIN(TestHeapIndex)
#include "tst_heapindex.moc"
