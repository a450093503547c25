#pragma once

#include <QElapsedTimer>
#include <QTest>

namespace heapwise::test {

/// How long a test waits for what has to come. Qt waits five seconds, which a busy machine may need for any single
/// thing; a test that succeeds does not wait longer for the larger limit.
inline constexpr int kPatienceMs = 60'000;

/// Looks every 50 ms, as Qt does: what comes in several events has come as a whole then.
template <typename Condition>
void waitUntil(Condition&& holds)
{
    constexpr int stepMs = 50;
    if (holds())
        return;
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(0);
    while (!holds() && clock.elapsed() < kPatienceMs)
        QTest::qWait(stepMs);
}

} // namespace heapwise::test

// Qt's own wait three times as long as they are told before they fail, which is longer than a whole test may take.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr)                                                                                              \
    do {                                                                                                               \
        heapwise::test::waitUntil([&] { return bool(expr); });                                                         \
        QVERIFY(expr);                                                                                                 \
    } while (false)
#define QTRY_VERIFY2(expr, message)                                                                                    \
    do {                                                                                                               \
        heapwise::test::waitUntil([&] { return bool(expr); });                                                         \
        QVERIFY2(expr, message);                                                                                       \
    } while (false)
#define QTRY_COMPARE(expr, expected)                                                                                   \
    do {                                                                                                               \
        heapwise::test::waitUntil([&] { return (expr) == (expected); });                                               \
        QCOMPARE(expr, expected);                                                                                      \
    } while (false)
