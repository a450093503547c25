#pragma once

#include <QTest>

namespace heapwise::test {

/// How long a test waits for what has to come. Qt waits five seconds, which a busy machine may need for any single
/// thing; a test that succeeds does not wait longer for the larger limit.
inline constexpr int kPatienceMs = 60'000;

} // namespace heapwise::test

// Qt's own wait three times as long as they are told before they fail, which is longer than a whole test may take.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr)                                                                                              \
    do {                                                                                                               \
        static_cast<void>(QTest::qWaitFor([&] { return bool(expr); }, heapwise::test::kPatienceMs));                   \
        QVERIFY(expr);                                                                                                 \
    } while (false)
#define QTRY_VERIFY2(expr, message)                                                                                    \
    do {                                                                                                               \
        static_cast<void>(QTest::qWaitFor([&] { return bool(expr); }, heapwise::test::kPatienceMs));                   \
        QVERIFY2(expr, message);                                                                                       \
    } while (false)
#define QTRY_COMPARE(expr, expected)                                                                                   \
    do {                                                                                                               \
        static_cast<void>(QTest::qWaitFor([&] { return (expr) == (expected); }, heapwise::test::kPatienceMs));         \
        QCOMPARE(expr, expected);                                                                                      \
    } while (false)
