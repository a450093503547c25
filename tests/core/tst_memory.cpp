// How much memory there is, and what happens when there is too little.
#include <QRegularExpression>
#include <QTest>

#include "core/analysis/heap.h"
#include "core/base/memory.h"
#include "core/base/parallel.h"
#include "tests/support/fixtures.h"

#include <atomic>
#include <new>
#include <sys/resource.h>

using namespace heapwise;

class TestMemory : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void systemTells()
    {
        QCOMPARE(
            bytesAfter("MemTotal: 10 kB\nMemFree: 1 kB\nMemAvailable:    2048 kB\nCached: 7 kB\n", "MemAvailable:"),
            Size(2 << 20));
        QCOMPARE(bytesAfter("MemTotal: 10 kB\n", "MemAvailable:"), Size(0));
        QCOMPARE(bytesAfter("", "MemAvailable:"), Size(0));
    }

    void controlGroupTells()
    {
        QCOMPARE(roomInGroup("1000\n", "300\n", ""), Size(700));
        QCOMPARE(roomInGroup("1000\n", "300\n", "anon 5\ninactive_file 100\nactive_file 7\n"), Size(800));
        QCOMPARE(roomInGroup("1000\n", "3000\n", ""), Size(0));
        QCOMPARE(roomInGroup("max\n", "300\n", ""), SIZE_MAX);
        QCOMPARE(roomInGroup("", "", ""), SIZE_MAX);
    }

    void addressSpaceCounts()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("sanitizers reserve terabytes of addresses");
#endif
        QVERIFY(availableMemory() > 0);
        rlimit before;
        QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
        rlimit limit = before;
        limit.rlim_cur = 1ull << 40;
        QCOMPARE(::setrlimit(RLIMIT_AS, &limit), 0);
        const Size wide = availableMemory();
        limit.rlim_cur = 1u << 20; // less than is in use
        QCOMPARE(::setrlimit(RLIMIT_AS, &limit), 0);
        const Size narrow = availableMemory();
        QCOMPARE(::setrlimit(RLIMIT_AS, &before), 0);
        QVERIFY(wide < (1ull << 40));
        QCOMPARE(narrow, Size(1));
    }

    void bothRunAndMayWaitForEachOther()
    {
        std::atomic<int> step{0};
        runTogether(
            [&] {
                step.wait(0);
                step = 2;
                step.notify_all();
            },
            [&] {
                step = 1;
                step.notify_all();
                step.wait(1);
            });
        QCOMPARE(step.load(), 2);
    }

    void failureOfEitherIsThrown()
    {
        const auto fail = [] { throw std::bad_alloc(); };
        QVERIFY_EXCEPTION_THROWN(runTogether(fail, [] {}), std::bad_alloc);
        QVERIFY_EXCEPTION_THROWN(runTogether([] {}, fail), std::bad_alloc);
    }

    void errorSaysWhatIsNeeded()
    {
        const Error error = outOfMemory(test::fixture("bare-24.heapsnapshot.gz").toStdString());
        QCOMPARE(error.code, ErrorCode::OutOfMemory);
        QVERIFY(error.neededBytes > 1'000'000 && error.freeBytes > 0);
        QCOMPARE(outOfMemory("/nowhere").neededBytes, std::uint64_t(0));
    }
};

QTEST_APPLESS_MAIN(TestMemory)
#include "tst_memory.moc"
