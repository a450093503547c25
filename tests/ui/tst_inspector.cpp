// The Inspector over real snapshots: what is in an object, its text, its place in the source, the sizes of a class.
#include "tests/support/snapshotviewtest.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

#include <numeric>

#include "core/heap/fields/links.h"
#include "core/snapshot/allocationstacks.h"
#include "ui/sourcefile.h"
#include "ui/views/snapshot/sizehistogram.h"
#include "ui/views/snapshot/sourcepane.h"

using namespace heapwise;
using namespace heapwise::ui;
using test::HeapBuilder;

class TestInspector : public test::SnapshotViewTest {
    Q_OBJECT
private slots:
    void initTestCase();
    void mapShowsItsEntries();
    void closureShowsItsVariables();
    void missingValuesSayWhy();
    void emitterShowsItsListeners();
    void entriesOfALargeMapComeInPages();
    void slicesShowTheirParent();
    void textIsFoundAndFormatted();
    void classShowsItsSizes();
    void sourceComesFromDisk();
    void sourceIsFoundThroughARoot();
    void sourceOfNodeSaysSo();
    void sourceMapsLeadToTheOriginal_data();
    void sourceMapsLeadToTheOriginal();
    void lastLabelOfTheHistogramFits();
    void editorIsStarted();
    void allocationStackIsShown();

private:
    NodeId at(std::initializer_list<const char*> path) const;
    void showFields(NodeId node, bool internal = false);
    QStringList fields() const;
    SourcePane* source() const { return m_view->findChild<SourcePane*>(); }
    HeapBuilder functionAt(const QString& script, quint32 line) const;
    HeapPtr m_heap;
};

void TestInspector::initTestCase()
{
    m_heap = test::fixture("fields/fields-24.heapsnapshot.gz");
    QVERIFY(m_heap);
}

NodeId TestInspector::at(std::initializer_list<const char*> path) const
{
    const Snapshot& snapshot = *m_heap->snapshot;
    NodeId n;
    for (std::uint32_t i = 0; i < snapshot.nodeCount() && !n.isValid(); ++i)
        if (propertyLink(snapshot, NodeId{i}, "isFieldsProbe").isValid())
            n = NodeId{i};
    for (const char* step : path)
        n = propertyLink(snapshot, n, step);
    return n;
}

void TestInspector::showFields(NodeId node, bool internal)
{
    m_view->findChild<QCheckBox*>("showInternal")->setChecked(internal);
    inspector()->setCurrentTab(Inspector::Fields);
    m_view->showObject(node);
    QTRY_VERIFY(inspector()->titleText().endsWith("@" + QString::number(m_heap->snapshot->objectId(node).value)));
    QTRY_VERIFY(inspector()->model(Inspector::Fields)->rowCount() > 0);
    QTRY_VERIFY(!fields().first().isEmpty());
}

/// "name value" of the rows.
QStringList TestInspector::fields() const
{
    const GraphTreeModel* model = inspector()->model(Inspector::Fields);
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row)
        rows << (model->index(row, 0).data().toString() + " " + model->index(row, 1).data().toString()).trimmed();
    return rows;
}

void TestInspector::mapShowsItsEntries()
{
    show(m_heap);
    showFields(at({"collections", "map"}));
    QTRY_VERIFY2(fields().contains("\"object\" → Object"), qPrintable(fields().join("; ")));
    QVERIFY(fields().contains("\"true\" → not recorded: integer, boolean or null"));
    QVERIFY(fields().contains("(not recorded) → \"seven\""));
    QTRY_COMPARE(inspector()->contentText(), QString("5 entries · 1 deleted · room for 8 · 72 B unused"));
    QVERIFY(fields().filter("table").isEmpty());
    m_view->findChild<QCheckBox*>("showInternal")->setChecked(true);
    QTRY_VERIFY(!fields().filter(QRegularExpression("^table ")).isEmpty());
    // An entry leads on: its value's own fields.
    GraphTreeModel* model = inspector()->model(Inspector::Fields);
    const QModelIndex entry = test::find(*model, "\"object\" →");
    QVERIFY(entry.isValid() && model->hasChildren(entry));
    inspector()->tree(Inspector::Fields)->expand(entry);
    QTRY_VERIFY(model->rowCount(entry) > 0);
    QTRY_COMPARE(model->index(0, 0, entry).data().toString(), QString("v"));
}

void TestInspector::closureShowsItsVariables()
{
    show(m_heap);
    showFields(at({"scopes", "inFunction"}));
    QTRY_VERIFY2(fields().contains("local Object"), qPrintable(fields().join("; ")));
    QVERIFY(fields().contains("argument Object"));
    QVERIFY(fields().contains("nothing null"));
    QVERIFY(fields().contains("number not recorded: integer"));
    QTRY_VERIFY2(inspector()->locationText().contains("fields.js:83:"), qPrintable(inspector()->locationText()));
}

void TestInspector::missingValuesSayWhy()
{
    show(m_heap);
    showFields(at({"numbersOnly"}));
    GraphTreeModel* model = inspector()->model(Inspector::Fields);
    const QModelIndex count = test::find(*model, "count");
    QVERIFY2(count.isValid(), qPrintable(fields().join("; ")));
    const QModelIndex value = count.siblingAtColumn(1);
    QCOMPARE(value.data().toString(), QString("not recorded: integer"));
    QVERIFY(value.data(Qt::ToolTipRole).toString().contains("exposeNumericValues"));
    QVERIFY(!model->hasChildren(count));
    // Such a row is no object to go to.
    QCOMPARE(count.data(NodeRole).toUInt(), NodeId::kNone);
    select(count, inspector()->tree(Inspector::Fields));
    QTest::keyClick(inspector()->tree(Inspector::Fields), Qt::Key_Return);
    QVERIFY(inspector()->titleText().startsWith("Integers"));
}

void TestInspector::emitterShowsItsListeners()
{
    show(m_heap);
    showFields(at({"listeners", "emitter"}));
    QTRY_COMPARE(inspector()->contentText(), QString("22 listeners · from 3 places in the source"));
    QCOMPARE(fields().filter(QRegularExpression("^many repeated\\(\\)$")).size(), 20);
    QVERIFY(fields().contains("once wrapped()"));
}

void TestInspector::entriesOfALargeMapComeInPages()
{
    show(m_heap);
    showFields(at({"collections", "large"}), true);
    GraphTreeModel* model = inspector()->model(Inspector::Fields);
    QTRY_VERIFY(model->rowCount() >= 100);
    QCOMPARE(fields().first(), QString("\"key 0\" → Object"));
    QVERIFY2(fields().last().startsWith("Show "), qPrintable(fields().last())); // the engine's own follow
}

void TestInspector::slicesShowTheirParent()
{
    show(m_heap);
    m_view->showObject(at({"values", "slice"}));
    auto* const note = m_view->findChild<QLabel*>("cutNote");
    QTRY_VERIFY(note->text().startsWith("A part of this string"));
    QVERIFY(m_view->findChild<QPlainTextEdit*>("stringText")->toPlainText().size() > 500);
    showFields(at({"values", "slice"}));
    QVERIFY(fields().contains("offset not part of snapshots"));
}

void TestInspector::textIsFoundAndFormatted()
{
    HeapBuilder heap("root>text,other");
    heap.type("text", "string").name("text", R"({"orders":[{"id":7},{"id":8}]})");
    heap.type("other", "string").name("other", "no JSON");
    show(heap.open());
    m_view->showObject(heap.node("text"));
    auto* const text = m_view->findChild<QPlainTextEdit*>("stringText");
    auto* const json = m_view->findChild<QCheckBox*>("formatJson");
    QTRY_VERIFY(json->isVisible());
    QCOMPARE(text->toPlainText(), R"({"orders":[{"id":7},{"id":8}]})");
    QTest::mouseClick(json, Qt::LeftButton, {}, QPoint(8, json->height() / 2));
    QTRY_VERIFY(text->toPlainText().contains("\n"));
    auto* const find = m_view->findChild<QLineEdit*>("stringFind");
    QTest::keyClicks(find, "id");
    QCOMPARE(m_view->findChild<QLabel*>("stringMatches")->text(), QString("2 matches"));
    const int first = text->textCursor().selectionStart();
    QCOMPARE(text->textCursor().selectedText(), QString("id"));
    QTest::keyClick(find, Qt::Key_Return);
    QVERIFY(text->textCursor().selectionStart() > first);
    m_view->showObject(heap.node("other"));
    QTRY_COMPARE(text->toPlainText(), QString("no JSON"));
    QVERIFY(!json->isVisible());
}

void TestInspector::classShowsItsSizes()
{
    show(m_heap);
    const ClassId classId = m_heap->classes->classOf(at({"collections", "map"}));
    m_view->selection()->set(Subject::heapClass(classId), this);
    auto* const histogram = m_view->findChild<SizeHistogram*>();
    QTRY_VERIFY(histogram->isVisible());
    const auto sum = [&] {
        const auto& bars = histogram->distribution().bars;
        return std::accumulate(bars.begin(), bars.end(), std::uint64_t(0));
    };
    QTRY_COMPARE(sum(), (*m_heap->classes)[classId].count);
    QVERIFY(histogram->accessibleName().contains(" of "));
}

HeapBuilder TestInspector::functionAt(const QString& script, quint32 line) const
{
    HeapBuilder heap("root>f; f>!shared; shared>!script; script>!name");
    heap.type("f", "closure").type("shared", "code").type("script", "code").type("name", "string");
    heap.name("name", script).location("f", 9, line - 1, 4);
    return heap;
}

void TestInspector::sourceComesFromDisk()
{
    QTemporaryDir folder;
    QFile file(folder.filePath("orders.js"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    for (int line = 1; line <= 30; ++line)
        file.write("line " + QByteArray::number(line) + "\n");
    file.close();
    HeapBuilder heap = functionAt(file.fileName(), 12);
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_COMPARE(source()->excerpt().lines.size(), 7);
    QCOMPARE(source()->excerpt().firstLine, 9);
    QCOMPARE(source()->excerpt().lines[3], QString("line 12"));
    QVERIFY(source()->isVisible() && source()->editorButton()->isEnabled());
    QCOMPARE(inspector()->locationText(), file.fileName() + ":12:5");
    // What ran had more lines than what is here now.
    HeapBuilder longer = functionAt(file.fileName(), 4000);
    show(longer.open());
    m_view->showObject(longer.node("f"));
    QTRY_VERIFY(source()->noteText().contains("no line 4000"));
}

void TestInspector::sourceIsFoundThroughARoot()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("src/routes"));
    QFile file(folder.filePath("src/routes/orders.js"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("one\ntwo\nthree\n") > 0);
    file.close();
    HeapBuilder heap = functionAt("file:///srv/app%20one/src/routes/orders.js", 2);
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_COMPARE(source()->noteText(), QString("This file is not on this computer."));
    QVERIFY(m_view->findChild<QPushButton*>("locateSource")->isVisible());
    QVERIFY(!source()->editorButton()->isEnabled());
    addSourceRoot("/srv/app one/src/routes/orders.js", file.fileName());
    QCOMPARE(sourceRoots().first().first, QString("/srv/app one"));
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_COMPARE(source()->excerpt().lines, QStringList({"one", "two", "three"}));
    QSettings().remove("sourceRoots");
}

void TestInspector::sourceOfNodeSaysSo()
{
    HeapBuilder heap = functionAt("node:events", 100);
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_VERIFY(source()->noteText().startsWith("Part of Node.js"));
    QVERIFY(!source()->editorButton()->isVisible());
}

void TestInspector::sourceMapsLeadToTheOriginal_data()
{
    QTest::addColumn<bool>("hasText"); // in the map, else on disk
    QTest::addColumn<QByteArray>("comment");
    QTest::newRow("named, text in the map") << true << QByteArray("//# sourceMappingURL=maps/bundle.json");
    QTest::newRow("named, text on disk") << false << QByteArray("//# sourceMappingURL=maps/bundle.json");
    QTest::newRow("inside the file") << true << QByteArray("//# sourceMappingURL=data:application/json;base64,");
    QTest::newRow("beside the file") << true << QByteArray("");
    QTest::newRow("of a server") << true << QByteArray("//# sourceMappingURL=https://example.org/js/bundle.json");
}

/// The function stands at 1:10 of a bundle of one line; the map says line 12, column 3 of src/user.ts, once UserStore.
void TestInspector::sourceMapsLeadToTheOriginal()
{
    QFETCH(bool, hasText);
    QFETCH(QByteArray, comment);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("dist/maps") && QDir(folder.path()).mkpath("src"));
    const auto put = [&](const QString& name, const QByteArray& content) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
    };
    QByteArray text;
    for (int line = 1; line <= 20; ++line)
        text += "line " + QByteArray::number(line) + "\\n";
    const QString up = comment.contains("maps/") ? "../../src/user.ts" : "../src/user.ts";
    // EAWEA: column 2, source 0, line 11, column 2, name 0
    const QByteArray map = "{\"version\":3,\"sources\":[\"" + up.toUtf8() +
                           "\"],\"names\":[\"UserStore\"],\"sourcesContent\":[" +
                           (hasText ? "\"" + text + "\"" : QByteArray("null")) + "],\"mappings\":\"EAWEA\"}";
    if (comment.endsWith("base64,"))
        comment += map.toBase64();
    QVERIFY(put("dist/bundle.js", "var a=function Zx(){};\n" + comment + "\n"));
    QVERIFY(comment.contains("base64") || put(comment.contains("maps/") ? "dist/maps/bundle.json"
                                              : comment.isEmpty()       ? "dist/bundle.js.map"
                                                                        : "dist/bundle.json",
                                              map));
    QVERIFY(hasText || put("src/user.ts", QByteArray(text).replace("\\n", "\n")));
    HeapBuilder heap = functionAt(folder.filePath("dist/bundle.js"), 1);
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_COMPARE(source()->excerpt().lines.size(), 7);
    QCOMPARE(source()->excerpt().original, QString("src/user.ts:12:3"));
    QCOMPARE(source()->excerpt().lines[3], QString("line 12"));
    QCOMPARE(inspector()->locationText(), QString("UserStore · src/user.ts:12:3"));
    QCOMPARE(source()->excerpt().file, hasText ? folder.filePath("dist/bundle.js") : folder.filePath("src/user.ts"));
}

void TestInspector::lastLabelOfTheHistogramFits()
{
    SizeHistogram histogram;
    SizeDistribution sizes;
    sizes.smallest = 16;
    sizes.largest = 123'456'789;
    sizes.bars.fill(1);
    histogram.setDistribution(sizes);
    for (const int width : {120, 280, 360, 640}) {
        histogram.resize(width, histogram.sizeHint().height());
        QVERIFY(histogram.labelRect(false).left() >= 0);
        QVERIFY2(histogram.labelRect(true).right() < width, qPrintable(QString::number(width)));
        QVERIFY(!histogram.labelRect(true).intersects(histogram.labelRect(false)));
    }
    QVERIFY(!histogram.labelRect(true).isEmpty());
}

void TestInspector::editorIsStarted()
{
    QCOMPARE(editorCommand("/a b/c.js", 3, 7), QStringList({"code", "-g", "/a b/c.js:3:7"}));
    QTemporaryDir folder;
    QFile file(folder.filePath("c.js"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("only line\n") > 0);
    file.close();
    const QString opened = folder.filePath("opened");
    QSettings().setValue("editor/command", "/bin/sh -c \"echo $0 > " + opened + "\" {file}+{line}");
    HeapBuilder heap = functionAt(file.fileName(), 1);
    show(heap.open());
    m_view->showObject(heap.node("f"));
    QTRY_VERIFY(source()->editorButton()->isEnabled());
    QTest::mouseClick(source()->editorButton(), Qt::LeftButton);
    QFile result(opened);
    QTRY_VERIFY(result.exists() && result.size() > 0);
    QVERIFY(result.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(result.readAll()).trimmed(), file.fileName() + "+1");
    QSettings().setValue("editor/command", "/no/such/editor {file}");
    QTest::mouseClick(source()->editorButton(), Qt::LeftButton);
    QVERIFY(source()->noteText().contains("/no/such/editor"));
    QSettings().remove("editor/command");
}

/// variants.js makes an order within allocateOrders(); a click on the call shows its place.
void TestInspector::allocationStackIsShown()
{
    const HeapPtr heap = test::fixture("alloc-24.heaptimeline.gz");
    QVERIFY(heap);
    Progress progress;
    const auto stacks = readAllocationStacks(*heap->snapshot, progress);
    QVERIFY(stacks);
    NodeId order, old;
    for (std::uint32_t i = 0; i < heap->snapshot->nodeCount(); ++i) {
        const NodeId n{i};
        if (!order.isValid() && stacks->framesOf(n).size() > 3 && propertyLink(*heap->snapshot, n, "text").isValid() &&
            !stacks->framesOf(n).empty())
            order = n;
        if (!old.isValid() && heap->snapshot->type(n) == NodeType::Object && stacks->framesOf(n).empty())
            old = n;
    }
    QVERIFY(order.isValid() && old.isValid());
    show(heap);
    m_view->showObject(order);
    auto* const frames = m_view->findChild<QListWidget*>("stackFrames");
    QTRY_VERIFY(frames->isVisible() && frames->count() >= 4);
    const auto calls = frames->findItems("timeline  variants.js:", Qt::MatchStartsWith);
    QCOMPARE(calls.size(), 1);
    QTest::mouseClick(frames->viewport(), Qt::LeftButton, {}, frames->visualItemRect(calls[0]).center());
    QTRY_VERIFY(source()->isVisible());
    QVERIFY(m_view->findChild<QLabel*>("sourcePath")->text().contains("variants.js:"));
    m_view->showObject(old);
    QTRY_VERIFY(!frames->isVisible());
    QVERIFY(m_view->findChild<QLabel*>("stackNote")->text().startsWith("None for this object"));
    // A file without stacks has no such section.
    show(m_heap);
    m_view->showObject(at({"collections", "map"}));
    QTRY_VERIFY(inspector()->titleText().startsWith("Map"));
    QVERIFY(!m_view->findChild<QWidget*>("stackPane")->isVisible());
}

HEAPWISE_GUI_TEST_MAIN(TestInspector)
#include "tst_inspector.moc"
