#include <QtTest>

#include <QAbstractItemModelTester>

#include "tests/support/heapbuilder.h"
#include "tests/support/modeltext.h"
#include "tests/support/patience.h"
#include "ui/models/cellroles.h"
#include "ui/models/classesmodel.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

class TestClassesModel : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void emptyModel();
    void classesByRetainedSize();
    void instancesBelowAClass();
    void zeroCountClassesAreLeftOut();
    void sortsByEveryColumn();
    void filters_data();
    void filters();
    void namesAnIdAsAnAddress();
    void suggestsNearestNames();
    void pagesALongList();
    void sortingKeepsSelectionAndExpansion();
    void takesOverLaterStages();
    void revealsAnInstanceBeyondThePage();
    void totals();
    void realSnapshot();

private:
    static HeapPtr small();
};

using Tester = QAbstractItemModelTester;
constexpr auto kFatal = Tester::FailureReportingMode::QtTest;

HeapPtr TestClassesModel::small()
{
    HeapBuilder heap("root>server,cache; server>s1,s2; cache>e1,e2,e3; s1>text; e3>f");
    for (const char* name : {"s1", "s2"})
        heap.name(name, "Socket").size(name, 100);
    for (const char* name : {"e1", "e2", "e3"})
        heap.name(name, "Entry").size(name, 40);
    heap.name("server", "Server").name("cache", "Map").size("cache", 24);
    heap.type("text", "string").name("text", "hello").size("text", 1000);
    heap.type("f", "closure").name("f", "onTick").size("f", 64);
    return heap.open();
}

void TestClassesModel::emptyModel()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 7);
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QString("Class"));
    model.setHeap(nullptr);
    model.sort(2, Qt::AscendingOrder);
    QCOMPARE(model.classCount(), 0u);
}

void TestClassesModel::classesByRetainedSize()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(small());
    // Server 16 + 2 * 100 + 1000, Socket 1200, Map 24 + 3 * 40 + 64, Entry 184, Function 64
    QCOMPARE(test::rows(model), QStringList({"Server", "Socket", "(string)", "Map", "Entry", "Function"}));
    const QModelIndex socket = model.index(1, 0);
    QCOMPARE(model.index(1, model.columnOf(TreeColumn::Count)).data(CountRole).toULongLong(), 2u);
    QCOMPARE(model.index(1, model.columnOf(TreeColumn::Shallow)).data(BytesRole).toULongLong(), 200u);
    QCOMPARE(model.index(1, model.columnOf(TreeColumn::Retained)).data(BytesRole).toULongLong(), 1200u);
    QCOMPARE(model.index(1, model.columnOf(TreeColumn::Distance)).data(CountRole).toULongLong(), 2u);
    QCOMPARE(socket.data(KindRole).toInt(), int(ObjectKind::Object));
    QCOMPARE(test::find(model, "(string)").data(KindRole).toInt(), int(ObjectKind::String));
    QVERIFY(model.classAt(socket).isValid());
}

void TestClassesModel::instancesBelowAClass()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(small());
    const QModelIndex sockets = test::find(model, "Socket");
    test::open(model, sockets);
    QCOMPARE(model.rowCount(sockets), 2);
    const QModelIndex first = model.index(0, 0, sockets);
    QCOMPARE(first.parent(), sockets);
    QCOMPARE(first.siblingAtColumn(model.columnOf(TreeColumn::Retained)).data(BytesRole).toULongLong(), 1100u);
    QVERIFY(first.data(ObjectIdRole).toUInt() % 2 == 1);
    QVERIFY(!model.hasChildren(first));
    const QModelIndex strings = test::find(model, "(string)");
    test::open(model, strings);
    QCOMPARE(test::rows(model, strings), QStringList{"\"hello\""});
    const QModelIndex functions = test::find(model, "Function");
    test::open(model, functions);
    QCOMPARE(test::rows(model, functions), QStringList{"onTick()"});
}

void TestClassesModel::zeroCountClassesAreLeftOut()
{
    HeapBuilder heap("root>a,b");
    heap.name("b", "Nothing").size("b", 0);
    ClassesModel model;
    model.setHeap(heap.open());
    QCOMPARE(test::rows(model), QStringList{"a"});
}

void TestClassesModel::sortsByEveryColumn()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(small());
    model.sort(model.columnOf(TreeColumn::Class), Qt::AscendingOrder);
    QCOMPARE(test::rows(model), QStringList({"(string)", "Entry", "Function", "Map", "Server", "Socket"}));
    model.sort(model.columnOf(TreeColumn::Count), Qt::DescendingOrder);
    QCOMPARE(test::rows(model).mid(0, 2), QStringList({"Entry", "Socket"}));
    model.sort(model.columnOf(TreeColumn::Shallow), Qt::DescendingOrder);
    QCOMPARE(test::rows(model).mid(0, 2), QStringList({"(string)", "Socket"}));
    model.sort(model.columnOf(TreeColumn::Distance), Qt::DescendingOrder);
    QVERIFY(QStringList({"Function", "(string)"}).contains(test::rows(model).front()));
    model.sort(-1, Qt::AscendingOrder);
    QCOMPARE(test::rows(model).front(), QString("Server"));
}

void TestClassesModel::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("part, any case") << "SER" << QStringList{"Server"};
    QTest::newRow("wildcards") << "S*e*" << QStringList{"Server", "Socket"};
    QTest::newRow("expression") << "/^S.c|Map/" << QStringList{"Socket", "Map"};
    QTest::newRow("exact") << "\"Entry\"" << QStringList{"Entry"};
    QTest::newRow("none") << "nothing" << QStringList();
    QTest::newRow("all") << "  " << QStringList{"Server", "Socket", "(string)", "Map", "Entry", "Function"};
    QTest::newRow("name and number of objects") << "e >=1" << QStringList{"Server", "Socket", "Entry"};
    QTest::newRow("no unit means objects") << ">1000" << QStringList();
    QTest::newRow("unit means size") << ">1GB" << QStringList();
    QTest::newRow("bounds of both") << "0..1G 1..1000 Serv" << QStringList{"Server"};
    QTest::newRow("no bounds") << ">x" << QStringList();
    QTest::newRow("unfinished expression") << "/(/" << QStringList();
}

void TestClassesModel::filters()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(small());
    ClassFilter filter;
    filter.text = text;
    model.setFilter(filter);
    QCOMPARE(test::rows(model), expected);
    QCOMPARE(model.filterError().isEmpty(), text != "/(/");
    filter.kind = ObjectKind::String;
    filter.text.clear();
    model.setFilter(filter);
    QCOMPARE(test::rows(model), QStringList{"(string)"});
}

void TestClassesModel::namesAnIdAsAnAddress()
{
    QCOMPARE(ClassesModel::objectIdIn(" @2841907 ")->value, 2841907u);
    QVERIFY(!ClassesModel::objectIdIn("@"));
    QVERIFY(!ClassesModel::objectIdIn("Server"));
    QVERIFY(!ClassesModel::objectIdIn("@12x"));
}

void TestClassesModel::suggestsNearestNames()
{
    const HeapPtr heap = small();
    QCOMPARE(nearestClassNames(*heap->classes, "Servr", 1), QStringList{"Server"});
    QCOMPARE(nearestClassNames(*heap->classes, "soket", 1), QStringList{"Socket"});
    QVERIFY(nearestClassNames(*heap->classes, "zzzzzzzz", 3).isEmpty());
}

void TestClassesModel::pagesALongList()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(test::wideHeap(100'000));
    const QModelIndex small = test::find(model, "Small");
    test::open(model, small);
    QCOMPARE(model.rowCount(small), 1); // stands in until a worker has ranked 90,000 objects
    QVERIFY(model.index(0, 0, small).data(PendingRole).toBool());
    QTRY_COMPARE(model.rowCount(small), 101);
    const QModelIndex link = model.index(100, 0, small);
    QVERIFY(model.isLink(link));
    QVERIFY(link.data(LinkRole).toBool());
    QCOMPARE(link.data().toString(), QString("Show 100 of 89,900 more").replace(",", QLocale().groupSeparator()));
    model.showMore(link);
    QCOMPARE(model.rowCount(small), 201);
    model.showMore(model.index(200, 0, small), 2000); // more than is loaded ahead
    QTRY_COMPARE(model.rowCount(small), 2201);
    QSet<quint32> seen;
    for (int row = 0; row < 2200; ++row)
        seen.insert(model.index(row, 0, small).data(NodeRole).toUInt());
    QCOMPARE(seen.size(), 2200);
}

void TestClassesModel::sortingKeepsSelectionAndExpansion()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(test::wideHeap(20'000));
    const QModelIndex small = test::find(model, "Small");
    test::open(model, small);
    QTRY_COMPARE(model.rowCount(small), 101);
    const QPersistentModelIndex parent = small;
    const QPersistentModelIndex chosen = model.index(3, 0, small);
    const quint32 node = chosen.data(NodeRole).toUInt();
    QSignalSpy done(&model, &GraphTreeModel::contentChanged);
    model.sort(model.columnOf(TreeColumn::Class),
               Qt::DescendingOrder); // newest id first: far from the first page
    QTRY_VERIFY(!done.isEmpty());
    QVERIFY(chosen.isValid());
    QCOMPARE(chosen.data(NodeRole).toUInt(), node);
    QCOMPARE(QModelIndex(parent).data().toString(), QString("Small"));
    QCOMPARE(chosen.parent(), QModelIndex(parent));
    QVERIFY(model.index(0, 0, parent).data(ObjectIdRole).toUInt() >
            model.index(1, 0, parent).data(ObjectIdRole).toUInt());
}

void TestClassesModel::takesOverLaterStages()
{
    const std::vector<HeapPtr> stages = HeapBuilder("root>a,b; a>c").size("b", 20).size("c", 500).openStages();
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    QPersistentModelIndex kept;
    for (const HeapPtr& heap : stages) {
        model.setHeap(heap);
        const QModelIndex a = test::find(model, "a");
        QCOMPARE(a.isValid(), heap->classes != nullptr);
        if (!a.isValid())
            continue;
        QCOMPARE(a.siblingAtColumn(model.columnOf(TreeColumn::Retained)).data(PendingRole).toBool(),
                 heap->classTotals == nullptr);
        if (!kept.isValid()) {
            test::open(model, a);
            kept = model.index(0, 0, a);
        }
        QVERIFY(kept.isValid());
        QCOMPARE(kept.parent(), a);
    }
    // By shallow size c, b, a; by retained size a (516), c, b.
    QCOMPARE(test::rows(model), QStringList({"a", "c", "b"}));
}

void TestClassesModel::revealsAnInstanceBeyondThePage()
{
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(test::wideHeap(50'000));
    QModelIndex found;
    bool complete = false;
    connect(&model, &GraphTreeModel::revealed, this, [&](const QModelIndex& index, bool all) {
        found = index;
        complete = all;
    });
    const NodeId last{2 + 49'998}; // "Small", by retained size as good as last
    model.revealObject(last);
    QTRY_VERIFY(complete);
    QCOMPARE(model.node(found), last);
    QCOMPARE(found.parent().data().toString(), QString("Small"));
    QVERIFY(model.rowCount(found.parent()) <= 102);
    QVERIFY(model.isLink(model.index(model.rowCount(found.parent()) - 1, 0, found.parent())));
}

void TestClassesModel::totals()
{
    ClassesModel model;
    model.setHeap(small());
    QCOMPARE(model.classCount(), 6u);
    QCOMPARE(model.objectCount(), 9u);
    QCOMPARE(model.shallowSum(), Size(16 + 24 + 200 + 120 + 1000 + 64));
    QCOMPARE(model.heapTotal(), model.shallowSum());
    ClassFilter filter;
    filter.text = "Socket";
    model.setFilter(filter);
    QCOMPARE(model.objectCount(), 2u);
    QCOMPARE(model.shallowSum(), Size(200));
    QCOMPARE(model.heapTotal(), Size(1424));
}

void TestClassesModel::realSnapshot()
{
    const HeapPtr heap = test::fixture("express-20.heapsnapshot.gz");
    if (!heap)
        QSKIP("fixture not there");
    ClassesModel model;
    Tester tester(&model, kFatal);
    tester.setUseFetchMore(false);
    model.setHeap(heap);
    QVERIFY(model.rowCount() > 100);
    for (int row = 0; row < 40; ++row) {
        const QModelIndex index = model.index(row, 0);
        test::open(model, index);
        QTRY_VERIFY(!model.isWorking());
        QVERIFY(model.rowCount(index) > 0);
        for (int column = 0; column < model.columnCount(); ++column)
            QVERIFY(!model.index(0, column, index).data().toString().isEmpty() ||
                    column == model.columnOf(TreeColumn::Count) || column == model.columnOf(TreeColumn::Since));
    }
    const int retained = model.columnOf(TreeColumn::Retained);
    for (int row = 1; row < model.rowCount(); ++row)
        QVERIFY(model.index(row - 1, retained).data(BytesRole).toULongLong() >=
                model.index(row, retained).data(BytesRole).toULongLong());
}

QTEST_MAIN(TestClassesModel)
#include "tst_classesmodel.moc"
