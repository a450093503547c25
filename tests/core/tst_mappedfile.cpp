// Mapped files that are cut while they are read: zeros and a mark instead of the end of the program.
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/mappedfile.h"

#include <algorithm>
#include <atomic>
#include <csetjmp>
#include <csignal>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>

using namespace heapwise;

namespace {

constexpr std::size_t kPage = 4096;

std::size_t countOf(std::string_view text, char c)
{
    return std::size_t(std::count(text.begin(), text.end(), c));
}

sigjmp_buf s_back;

void jumpBack(int)
{
    siglongjmp(s_back, 1);
}

} // namespace

class TestMappedFile : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString write(std::size_t bytes)
    {
        QFile file(m_folder.filePath("file"));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(qsizetype(bytes), 'x')) != qint64(bytes))
            qFatal("cannot write the test file");
        return file.fileName();
    }
    static std::shared_ptr<const MappedFile> map(const QString& path)
    {
        auto file = MappedFile::open(path.toStdString());
        return file ? *file : nullptr;
    }

private slots:
    void initTestCase()
    {
        // Whoever handled the signal before goes on to: see faultsElsewhereGoOn().
        std::signal(SIGBUS, jumpBack);
    }
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void cutFileReadsAsZeros()
    {
        const QString path = write(10 * kPage + 100);
        const auto file = map(path);
        QVERIFY(file && !file->isTorn() && !file->isChanged());
        QVERIFY(QFile::resize(path, 3 * kPage + 50));
        QVERIFY(file->isChanged());
        QCOMPARE(countOf(file->text().substr(0, 3 * kPage), 'x'), 3 * kPage);
        QVERIFY(!file->isTorn());
        QCOMPARE(countOf(file->text(), 'x'), 3 * kPage + 50);
        QVERIFY(file->isTorn());
        QVERIFY(MappingGuard::isTorn(file->text().data() + 5));
    }

    void copyIsWhatTheMappingHas()
    {
        const QString path = write(10 * kPage);
        const auto file = map(path);
        std::string copy(10 * kPage, '?');
        file->copy(file->text().substr(5, 7 * kPage), copy.data());
        QCOMPARE(countOf(copy, 'x'), 7 * kPage);
        QVERIFY(QFile::resize(path, 3 * kPage));
        file->copy(file->text().substr(kPage), copy.data());
        QCOMPARE(countOf(copy, 'x'), 2 * kPage);
        QCOMPARE(countOf(copy, '\0'), 7 * kPage);
        QVERIFY(file->isTorn());
    }

    void emptiedFile()
    {
        const QString path = write(2 * kPage);
        const auto file = map(path), other = map(path);
        QVERIFY(QFile::resize(path, 0));
        QCOMPARE(countOf(file->text(), '\0'), 2 * kPage);
        QVERIFY(file->isTorn() && !other->isTorn()); // nobody read the other one
    }

    void manyReadersAtOnce()
    {
        const QString path = write(500 * kPage);
        const auto file = map(path);
        QVERIFY(QFile::resize(path, 7 * kPage));
        std::atomic<std::size_t> seen{0};
        std::vector<std::thread> readers;
        for (int i = 0; i < 4; ++i)
            readers.emplace_back([&, i] { seen += countOf(file->text().substr(std::size_t(i) * 100 * kPage), 'x'); });
        for (auto& reader : readers)
            reader.join();
        QCOMPARE(seen.load(), 7 * kPage);
        QVERIFY(file->isTorn());
    }

    void replacedFileStaysWhatItWas()
    {
        const QString path = write(2 * kPage);
        const auto file = map(path);
        QVERIFY(QFile::remove(path));
        write(1);
        QCOMPARE(countOf(file->text(), 'x'), 2 * kPage);
        QVERIFY(!file->isTorn());
    }

    void placesAreUsedAgain()
    {
        const QString path = write(kPage);
        for (std::size_t i = 0; i < 2 * MappingGuard::kMost; ++i)
            QVERIFY(map(path));
        std::vector<std::shared_ptr<const MappedFile>> all;
        while (auto file = map(path))
            all.push_back(std::move(file));
        QVERIFY(all.size() <= MappingGuard::kMost);
        all.clear();
        QVERIFY(map(path));
    }

    void faultsElsewhereGoOn()
    {
        const QString path = write(kPage);
        const auto guarded = map(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        void* const unguarded = ::mmap(nullptr, kPage, PROT_READ, MAP_SHARED, file.handle(), 0);
        QVERIFY(unguarded != MAP_FAILED);
        QVERIFY(QFile::resize(path, 0));
        if (sigsetjmp(s_back, 1) == 0)
            QVERIFY(*static_cast<volatile char*>(unguarded) != *static_cast<volatile char*>(unguarded)); // not reached
        QVERIFY(!guarded->isTorn());
        ::munmap(unguarded, kPage);
    }
};

QTEST_APPLESS_MAIN(TestMappedFile)
#include "tst_mappedfile.moc"
