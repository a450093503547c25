// Every leak of tests/data/leaks/leaks.js is diagnosed by name on every Node.js there is, and the healthy program has
// none.
#include "tests/support/nodeprocess.h"

#include <QTemporaryDir>
#include <QtTest>

#include "core/analysis/diagnosis.h"

using namespace heapwise;

namespace {

const std::pair<const char*, LeakPattern> kLeaks[] = {
    {"cache", LeakPattern::UnboundedCache},         {"listeners", LeakPattern::ListenerAccumulation},
    {"scopes", LeakPattern::ClosureScope},          {"intervals", LeakPattern::ForgottenInterval},
    {"streams", LeakPattern::UnclosedStream},       {"backlog", LeakPattern::StreamBacklog},
    {"weakRefs", LeakPattern::DeadWeakRefs},        {"buffers", LeakPattern::LargeBuffer},
    {"strings", LeakPattern::DuplicateStrings},     {"pieces", LeakPattern::PinnedStrings},
    {"queue", LeakPattern::GrowingArray},           {"promises", LeakPattern::PromiseChain},
    {"modules", LeakPattern::ModuleCopy},           {"stores", LeakPattern::AsyncContext},
    {"requests", LeakPattern::UnclosedStream},      {"ports", LeakPattern::UnclosedPort},
    {"signals", LeakPattern::ListenerAccumulation}, {"errors", LeakPattern::RetainedErrors},
};

} // namespace

class TestLeaks : public QObject {
    Q_OBJECT
private slots:
    void diagnosedByName_data();
    void diagnosedByName();
    void healthyProgram_data();
    void healthyProgram();

private:
    Diagnosis diagnosisOf(const test::NodeBinary& node, const QString& program);
    QTemporaryDir m_dir;
};

/// Runs the program until it has written its heap.
Diagnosis TestLeaks::diagnosisOf(const test::NodeBinary& node, const QString& program)
{
    const QString file = m_dir.filePath(program + ".heapsnapshot");
    QProcess process;
    process.start(node.path, {"--expose-gc", HEAPWISE_TEST_DATA "/leaks/leaks.js", program, file});
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        qFatal("%s", process.readAllStandardError().constData());
    Progress progress;
    const auto heap = openHeap({file.toStdString()}, progress);
    if (!heap)
        qFatal("%s", heap.error().detail.c_str());
    QFile::remove(file);
    return diagnose(**heap, progress);
}

void TestLeaks::diagnosedByName_data()
{
    QTest::addColumn<int>("node");
    QTest::addColumn<QString>("program");
    QTest::addColumn<LeakPattern>("pattern");
    for (int node = 0; node < test::nodeBinaries().size(); ++node)
        for (const auto& [program, pattern] : kLeaks)
            QTest::addRow("%s, %s", qPrintable(test::nodeBinaries()[node].name), program)
                << node << QString(program) << pattern;
}

void TestLeaks::diagnosedByName()
{
    QFETCH(int, node);
    QFETCH(QString, program);
    QFETCH(LeakPattern, pattern);
    const Diagnosis diagnosis = diagnosisOf(test::nodeBinaries()[node], program);
    const auto isIt = [pattern = pattern](const Suspect& suspect) { return suspect.pattern == pattern; };
    QVERIFY(std::ranges::any_of(diagnosis.suspects, isIt) || std::ranges::any_of(diagnosis.small, isIt));
}

void TestLeaks::healthyProgram_data()
{
    QTest::addColumn<int>("node");
    for (int node = 0; node < test::nodeBinaries().size(); ++node)
        QTest::newRow(qPrintable(test::nodeBinaries()[node].name)) << node;
}

void TestLeaks::healthyProgram()
{
    QFETCH(int, node);
    const Diagnosis diagnosis = diagnosisOf(test::nodeBinaries()[node], "healthy");
    QVERIFY(diagnosis.suspects.empty());
    QVERIFY(diagnosis.small.empty());
}

QTEST_GUILESS_MAIN(TestLeaks)
#include "tst_leaks.moc"
