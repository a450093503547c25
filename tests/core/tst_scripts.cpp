#include <QtTest>

#include "core/heap/scripts.h"
#include "tests/support/heapbuilder.h"

using namespace heapwise;
using test::HeapBuilder;

class TestScripts : public QObject {
    Q_OBJECT
private slots:
    void joinsFunctionsWithTheirScripts();
    void olderNodeSharesTheSlot();
    void scriptsWithoutFunctionsHaveNoName();
    void stopsWhenAsked();
    void namesTheScriptsOfRealSnapshots_data();
    void namesTheScriptsOfRealSnapshots();
};

static HeapBuilder oneFunction(const QString& scriptEdge)
{
    HeapBuilder heap("root>f; f>!shared; shared>!script; script>!name");
    heap.type("f", "closure").type("shared", "code").type("script", "code");
    heap.type("name", "string").name("name", "/srv/orders.js");
    if (scriptEdge == "script")
        return heap;
    HeapBuilder old("root>f; f>!shared; script>!name");
    old.type("f", "closure").type("shared", "code").type("script", "code");
    old.type("name", "string").name("name", "/srv/orders.js");
    old.edge("shared", "script", "internal", scriptEdge);
    return old;
}

void TestScripts::joinsFunctionsWithTheirScripts()
{
    const HeapPtr heap = oneFunction("script").location("f", 7, 47, 14).open();
    const ScriptNames names = scriptNames(*heap->snapshot, Progress());
    QCOMPARE(names.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(names.name(7)), QString("/srv/orders.js"));
    QVERIFY(names.name(8).empty());
}

void TestScripts::olderNodeSharesTheSlot()
{
    const HeapPtr heap = oneFunction("script_or_debug_info").location("f", 7, 0, 0).open();
    QCOMPARE(QString::fromStdString(scriptNames(*heap->snapshot, Progress()).name(7)), QString("/srv/orders.js"));
}

void TestScripts::scriptsWithoutFunctionsHaveNoName()
{
    // Only functions know their script; an object's constructor location alone does not tell.
    const HeapPtr heap = HeapBuilder("root>a").location("a", 3, 1, 1).open();
    QCOMPARE(scriptNames(*heap->snapshot, Progress()).size(), std::size_t(0));
}

void TestScripts::stopsWhenAsked()
{
    const HeapPtr heap = oneFunction("script").location("f", 7, 0, 0).open();
    Progress progress;
    progress.requestStop();
    QCOMPARE(scriptNames(*heap->snapshot, progress).size(), std::size_t(0));
}

void TestScripts::namesTheScriptsOfRealSnapshots_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"bare-18", "bare-20", "bare-22", "bare-24", "bare-26"})
        QTest::newRow(file) << QString(file) + ".heapsnapshot.gz";
}

void TestScripts::namesTheScriptsOfRealSnapshots()
{
    QFETCH(QString, file);
    const HeapPtr heap = test::fixture(file);
    if (!heap)
        QSKIP("fixture not there");
    const ScriptNames names = scriptNames(*heap->snapshot, Progress());
    QVERIFY(names.size() > 50);
    std::size_t known = 0, functions = 0;
    for (const NodeLocation& at : heap->snapshot->locations()) {
        if (heap->snapshot->type(NodeId{at.node}) != NodeType::Closure)
            continue;
        ++functions;
        known += !names.name(at.location.scriptId).empty();
    }
    QVERIFY2(known * 100 >= functions * 99, "nearly every function lies in a named script");
}

QTEST_GUILESS_MAIN(TestScripts)
#include "tst_scripts.moc"
