#pragma once

#include <QTest>

namespace heapwise::test {

/// How long a test waits for what has to come. Qt waits five seconds, which a busy machine may need for any single
/// thing; a test that succeeds does not wait longer for the larger limit.
inline constexpr int kPatienceMs = 60'000;

} // namespace heapwise::test

#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, heapwise::test::kPatienceMs)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, heapwise::test::kPatienceMs)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, heapwise::test::kPatienceMs)
