#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/heap.h"
#include "core/snapshot/loader.h"
#include "core/snapshot/peek.h"
#include "tests/support/fixtures.h"
#include "tests/support/gzip.h"
#include "tests/support/snapshottext.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace heapwise;
using heapwise::test::SnapshotText;

namespace {

// Outside the class: moc 6.4 loses its way in raw strings with brackets.
const char* const kShuffledFields = R"(["id","future","edge_count","type","self_size","name"])";
const char* const kShuffledTypes =
    R"(["number","number","number",["hidden","array","string","object","code","closure","regexp",)"
    R"("number","native","synthetic"],"number","string"])";
const char* const kUnknownSections = R"("scopes":[[{"a":"]}"},"\"]"],1],"n":-1.5e3,"t":true,)";
const char* const kHeapProfile = R"({"head":{"callFrame":{}},"samples":[]})";
const char* const kCpuProfile = R"({"nodes":[{"id":1}],"startTime":1,"timeDeltas":[]})";
const char* const kOtherJson = R"({"name":"x","version":"1"})";
const char* const kNoMeta = R"({"snapshot":{"node_count":1},"nodes":[]})";
const char* const kNumberAsHeader = R"({"snapshot":7,"nodes":[]})";
const std::string kNodesFirst = R"({"nodes":[1],)";
const std::string kHeaderKey = R"({"snapshot":)";
const std::string kHeaderString = R"({"snapshot":")";

} // namespace

class TestLoader : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    LoadReport m_report;

    std::string write(const std::string& content, const char* name = "file.heapsnapshot")
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) ||
            file.write(content.data(), qint64(content.size())) != qint64(content.size()))
            qFatal("cannot write the test file");
        return file.fileName().toStdString();
    }
    Result<LoadedSnapshot> load(const std::string& content, bool acceptPartial = false, unsigned threads = 2)
    {
        Progress progress;
        return loadSnapshot({write(content), acceptPartial, threads}, progress, m_report);
    }
    Result<LoadedSnapshot> loadPath(const std::string& path)
    {
        Progress progress;
        return loadSnapshot({path, false, 2}, progress, m_report);
    }
    static QString codeOf(const Result<LoadedSnapshot>& result)
    {
        return result ? QString("opened") : QString::number(int(result.error().code));
    }
    static QString number(ErrorCode code) { return QString::number(int(code)); }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".?")); }

    void readsColumnsAndNames()
    {
        const auto loaded = load(SnapshotText().text());
        QVERIFY(loaded);
        const Snapshot& s = *loaded->snapshot;
        QCOMPARE(s.nodeCount(), 5u);
        QCOMPARE(s.edgeCount(), EdgeIndex(5));
        QCOMPARE(s.type(NodeId{2}), NodeType::Object);
        QCOMPARE(s.name(NodeId{2}), std::string("Array"));
        QCOMPARE(s.objectId(NodeId{4}).value, 9u);
        QCOMPARE(s.selfSize(NodeId{3}), Size(16));
        QCOMPARE(s.edgeName(s.firstEdge(NodeId{1})), std::string("list"));
        QCOMPARE(s.edgeName(s.firstEdge(NodeId{2})), std::string("0"));
        QCOMPARE(s.edgeSource(s.firstEdge(NodeId{4})).value, 4u);
        QCOMPARE(s.edgeType(s.firstEdge(NodeId{4})), EdgeType::Weak);
        QCOMPARE(s.findObject(ObjectId{7}).value, 3u);
        QVERIFY(!s.findObject(ObjectId{8}).isValid());
        QCOMPARE(s.location(NodeId{2})->line, 3u);
        QVERIFY(!s.location(NodeId{3}));
        QVERIFY(m_report.isComplete() && m_report.warnings.empty());
    }

    void fieldsAreFoundByName()
    {
        SnapshotText text;
        text.nodeFields = kShuffledFields;
        text.nodeTypes = kShuffledTypes;
        text.nodes = "1,8,2,9,0,0\n,3,8,1,3,24,1\n,5,8,1,3,32,2\n,7,8,0,2,16,3\n,9,8,1,3,40,4";
        text.edges = "5,5,6\n,1,1,24\n,2,6,12\n,1,0,18\n,6,7,12\n";
        const auto loaded = load(text.text());
        QVERIFY(loaded);
        QCOMPARE(loaded->snapshot->name(NodeId{2}), std::string("Array"));
        QCOMPARE(loaded->snapshot->selfSize(NodeId{4}), Size(40));
        QCOMPARE(loaded->snapshot->edgeTarget(3).value, 3u);
    }

    void unknownTypesAreCarried()
    {
        SnapshotText text;
        text.nodeTypes.replace(text.nodeTypes.find("\"regexp\""), 8, "\"quantum\"");
        text.nodes.replace(text.nodes.find(",2,3,7,16"), 9, ",6,3,7,16");
        const auto loaded = load(text.text());
        QVERIFY(loaded);
        QCOMPARE(loaded->snapshot->typeName(loaded->snapshot->type(NodeId{3})), std::string("quantum"));
    }

    void unknownSectionsAreSkipped()
    {
        std::string text = SnapshotText().text();
        text.insert(text.find("\"nodes\""), kUnknownSections);
        QVERIFY(load(text));
        QVERIFY(m_report.isComplete());
        QCOMPARE(m_report.sections[1].name, std::string("scopes"));
    }

    void missingSectionsAreTolerated()
    {
        std::string text = SnapshotText().text();
        text.erase(text.find(",\n\"strings\""));
        const auto loaded = load(text + "}");
        QVERIFY(loaded);
        QCOMPARE(loaded->snapshot->name(NodeId{2}), std::string());
        QCOMPARE(m_report.find("strings")->state, LoadReport::State::Missing);
    }

    void headerCountsAreNotTrusted()
    {
        SnapshotText text;
        text.counts = "\"node_count\":4000000000,\"edge_count\":1";
        const auto loaded = load(text.text());
        QVERIFY(loaded);
        QCOMPARE(loaded->snapshot->nodeCount(), 5u);
        QCOMPARE(m_report.warnings.size(), std::size_t(2));
    }

    void sizesBeyond32Bits()
    {
        SnapshotText text;
        text.nodes.replace(text.nodes.find(",32,1"), 5, ",5000000000,1");
        Progress progress;
        const auto heap = openHeap({write(text.text())}, progress);
        QVERIFY(heap);
        QCOMPARE((*heap)->snapshot->selfSize(NodeId{2}), Size(5'000'000'000));
        QCOMPARE((*heap)->objects->shallowSize(NodeId{2}), Size(5'000'000'000));
        QCOMPARE((*heap)->dominators->retainedSize(NodeId{0}), Size(5'000'000'080));
    }

    void oneLongLineIsAsGoodAsMany()
    {
        std::string text = SnapshotText().text();
        text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
        const auto loaded = load(text);
        QVERIFY(loaded);
        QCOMPARE(loaded->snapshot->name(NodeId{3}), std::string("hello"));
    }

    void largeArraysInPieces()
    {
        // Long enough for several parallel pieces; node i points to node i + 1.
        constexpr std::uint32_t kNodes = 400'000;
        SnapshotText text;
        text.nodes.clear();
        text.edges.clear();
        for (std::uint32_t i = 0; i < kNodes; ++i) {
            text.nodes += (i ? "\n,3,1," : "9,0,") + std::to_string(2 * i + 1) + "," + std::to_string(i % 1000) + "," +
                          (i + 1 < kNodes ? "1" : "0") + ",0,0";
            if (i + 1 < kNodes)
                text.edges += (i ? "\n,1," : "1,") + std::to_string(i) + "," + std::to_string(7 * (i + 1));
        }
        text.locations.clear();
        for (const unsigned threads : {1u, 2u, 5u}) {
            const auto loaded = load(text.text(), false, threads);
            QVERIFY2(loaded, loaded ? "" : loaded.error().detail.c_str());
            const Snapshot& s = *loaded->snapshot;
            QCOMPARE(s.nodeCount(), kNodes);
            for (std::uint32_t i = 0; i + 1 < kNodes; ++i)
                if (s.objectId(NodeId{i}).value != 2 * i + 1 || s.selfSize(NodeId{i}) != i % 1000 ||
                    s.edgeTarget(i).value != i + 1 || s.edgeNameOrIndex(i) != i)
                    QFAIL(qPrintable(QString("node %1 with %2 threads").arg(i).arg(threads)));
        }
        const auto compressed = load(test::gzip(text.text()));
        QVERIFY2(compressed, compressed ? "" : compressed.error().detail.c_str());
        QVERIFY(std::ranges::equal(compressed->snapshot->edgeTargets(), load(text.text())->snapshot->edgeTargets()));
    }

    void countsWithoutReferences()
    {
        Progress progress;
        LoadOptions options{write(SnapshotText().text())};
        options.countsOnly = true;
        const auto loaded = loadSnapshot(options, progress, m_report);
        QVERIFY(loaded);
        QVERIFY(loaded->countsOnly);
        QCOMPARE(loaded->snapshot->nodeCount(), 5u);
        QCOMPARE(loaded->snapshot->edgeCount(), EdgeIndex(0));
        QCOMPARE(loaded->snapshot->selfSize(NodeId{3}), Size(16));
        QVERIFY(m_report.isComplete());
        QVERIFY(m_report.warnings.empty());
    }

    void peeksAtTheHeader()
    {
        const std::string text = SnapshotText().text();
        const auto plain = peekSnapshot(write(text));
        QVERIFY(plain);
        QCOMPARE(plain->fileBytes, std::uint64_t(text.size()));
        QCOMPARE(plain->nodeCount, 5u);
        QCOMPARE(plain->edgeCount, 5u);
        const auto zipped = peekSnapshot(write(test::gzip(text)));
        QVERIFY(zipped && zipped->isCompressed);
        QCOMPARE(zipped->nodeCount, 5u);
        QCOMPARE(zipped->memoryNeeded(), plain->memoryNeeded());
    }

    void peekingBelievesNothing()
    {
        for (const std::string& text :
             {std::string("x"), std::string("{"), kNodesFirst, std::string(kNumberAsHeader)}) {
            const auto promise = peekSnapshot(write(text));
            QVERIFY(promise);
            QCOMPARE(promise->nodeCount, 0u);
            QCOMPARE(promise->memoryNeeded(), Size(2 * text.size()));
        }
        QCOMPARE(int(peekSnapshot(m_folder.filePath("missing").toStdString()).error().code), int(ErrorCode::NotFound));
        Promise huge;
        huge.nodeCount = huge.edgeCount = UINT64_MAX;
        QVERIFY(huge.memoryNeeded() > Size(1) << 60);
    }

    void whatIsNoFile()
    {
        QCOMPARE(codeOf(loadPath(m_folder.filePath("missing").toStdString())), number(ErrorCode::NotFound));
        QCOMPARE(codeOf(loadPath(m_folder.path().toStdString())), number(ErrorCode::IsDirectory));
        QCOMPARE(codeOf(load("")), number(ErrorCode::Empty));
        const QByteArray pipe = m_folder.filePath("pipe").toLocal8Bit();
        QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
        QCOMPARE(codeOf(loadPath(pipe.toStdString())), number(ErrorCode::IsDirectory));
    }

    void withoutPermission()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        const std::string path = write("x", "locked");
        QCOMPARE(chmod(path.c_str(), 0), 0);
        QCOMPARE(codeOf(loadPath(path)), number(ErrorCode::NoPermission));
    }

    void badContent_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, std::string content, ErrorCode code) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << int(code);
        };
        const auto with = [](auto change) {
            SnapshotText text;
            change(text);
            return text.text();
        };
        row("white space", " \n\t ", ErrorCode::Empty);
        row("binary rubbish",
            std::string("\x7F"
                        "ELF\0\1\2",
                        7),
            ErrorCode::NotJson);
        row("html", "<html><body>404</body></html>", ErrorCode::NotJson);
        row("array", "[1,2,3]", ErrorCode::NotJson);
        row("no keys", "{1:2}", ErrorCode::NotJson);
        row("empty object", "{}", ErrorCode::NotSnapshot);
        row("heap profile", kHeapProfile, ErrorCode::NotSnapshot);
        row("cpu profile", kCpuProfile, ErrorCode::NotSnapshot);
        row("other json", kOtherJson, ErrorCode::NotSnapshot);
        row("header without meta", kNoMeta, ErrorCode::NotSnapshot);
        row("header is a number", kNumberAsHeader, ErrorCode::NotSnapshot);
        row("no nodes", with([](auto& t) {
                t.nodes.clear();
                t.edges.clear();
            }),
            ErrorCode::Malformed);
        row("field missing", with([](auto& t) { t.nodeFields.replace(t.nodeFields.find("self_size"), 9, "selfsize"); }),
            ErrorCode::NotSnapshot);
        row("node type out of range", with([](auto& t) { t.nodes.replace(0, 1, "10"); }), ErrorCode::Malformed);
        row("edge type out of range", with([](auto& t) { t.edges.replace(0, 1, "7"); }), ErrorCode::Malformed);
        row("edge to no node", with([](auto& t) { t.edges.replace(t.edges.find("28"), 2, "35"); }),
            ErrorCode::Malformed);
        row("edge between nodes", with([](auto& t) { t.edges.replace(t.edges.find("28"), 2, "29"); }),
            ErrorCode::Malformed);
        row("edge far out", with([](auto& t) { t.edges.replace(t.edges.find("28"), 2, "18446744073709551609"); }),
            ErrorCode::Malformed);
        row("half an edge", with([](auto& t) { t.edges += ",1,2"; }), ErrorCode::Malformed);
        row("one edge too many", with([](auto& t) { t.edges += ",1,2,7"; }), ErrorCode::Malformed);
        row("edge counts too high", with([](auto& t) { t.nodes.replace(t.nodes.find(",40,1"), 5, ",40,4000000000"); }),
            ErrorCode::Malformed);
        row("negative number", with([](auto& t) { t.nodes.replace(0, 1, "-9"); }), ErrorCode::Malformed);
        row("floating point", with([](auto& t) { t.nodes.replace(0, 1, "9.0"); }), ErrorCode::Malformed);
        row("string among numbers", with([](auto& t) { t.nodes.replace(0, 1, "\"9\""); }), ErrorCode::Malformed);
        row("id beyond 32 bits", with([](auto& t) { t.nodes.replace(t.nodes.find(",9,40"), 5, ",4294967296,40"); }),
            ErrorCode::Malformed);
        row("number of 30 digits",
            with([](auto& t) { t.nodes.replace(t.nodes.find(",9,40"), 5, "," + std::string(30, '1') + ",40"); }),
            ErrorCode::Malformed);
        row("missing comma", with([](auto& t) { t.nodes.replace(t.nodes.find(",40,1"), 5, " 40,1"); }),
            ErrorCode::Malformed);
        row("number among strings", with([](auto& t) { t.strings += ",5"; }), ErrorCode::Malformed);
        row("nodes twice", with([](auto& t) { t.locations += "],\"nodes\":["; }), ErrorCode::Malformed);
        row("sections before the header", kNodesFirst + SnapshotText().text().substr(1), ErrorCode::Malformed);
        row("brackets without end", kHeaderKey + std::string(2'000'000, '['), ErrorCode::Truncated);
        row("header of many MiB", kHeaderString + std::string(6'000'000, 'x') + "\"}", ErrorCode::Malformed);
        row("deep header", kHeaderKey + std::string(5'000, '[') + std::string(5'000, ']') + "}", ErrorCode::Malformed);
    }
    void badContent()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        for (const bool acceptPartial : {false, true}) {
            const auto loaded = load(content.toStdString(), acceptPartial);
            QVERIFY(!loaded);
            QCOMPARE(int(loaded.error().code), code);
        }
        // Compressing it makes no difference.
        QCOMPARE(codeOf(load(test::gzip(content.toStdString()))), QString::number(code));
    }

    void malformedNamesByteAndReason()
    {
        SnapshotText text;
        text.edges.replace(text.edges.find("28"), 2, "29");
        const std::string content = text.text();
        const auto loaded = load(content);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().detail, std::string("edges: to_node 29 is not a multiple of 7 or too large"));
        QCOMPARE(loaded.error().byteOffset, std::uint64_t(content.find("1,1,29")));
    }

    /// Cut anywhere, a file opens as far as it goes or is refused as cut, and says where.
    void cutAtEveryByte()
    {
        const std::string whole = SnapshotText().text();
        const std::size_t edgesEnd = whole.find("],\n\"locations\"") + 1;
        const std::size_t firstNode = whole.find("9,0,1,0,2,0,0\n,") + 15;
        for (std::size_t cut = 1; cut + 2 < whole.size(); ++cut) {
            const auto strict = load(whole.substr(0, cut));
            const QByteArray where = QByteArray::number(qulonglong(cut));
            if (cut >= edgesEnd) {
                QVERIFY2(strict && !strict->countsOnly && !m_report.isComplete(), where.constData());
                QCOMPARE(strict->snapshot->edgeCount(), EdgeIndex(5));
                continue;
            }
            QVERIFY2(!strict && strict.error().code == ErrorCode::Truncated, where.constData());
            QCOMPARE(strict.error().byteOffset, std::uint64_t(cut));
            const auto partial = load(whole.substr(0, cut), true);
            QCOMPARE(bool(partial), cut >= firstNode);
            if (partial) {
                QVERIFY(partial->countsOnly && partial->snapshot->nodeCount() >= 1);
                QCOMPARE(partial->snapshot->edgeCount(), EdgeIndex(0));
            }
        }
    }

    /// Real files of every Node line, cut at every 1/64.
    void realFilesCut_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* version : {"18", "20", "22", "24", "26"})
            QTest::newRow(version) << test::fixture(QString("bare-%1.heapsnapshot.gz").arg(version));
    }
    void realFilesCut()
    {
        QFETCH(QString, file);
        const std::string whole = test::gunzipped(file).toStdString();
        QVERIFY(whole.size() > 1'000'000);
        for (std::size_t part = 1; part < 64; ++part) {
            const std::string content = whole.substr(0, whole.size() * part / 64);
            Progress progress;
            const auto heap = openHeap({write(content), true, 2}, progress, {}, &m_report);
            QVERIFY2(heap, heap ? "" : heap.error().detail.c_str());
            QVERIFY(!m_report.isComplete());
            QVERIFY((*heap)->classes->size() > 0);
            QCOMPARE((*heap)->countsOnly, m_report.find("edges")->state != LoadReport::State::Complete);
            if (!(*heap)->countsOnly)
                QCOMPARE((*heap)->dominators->retainedSize(NodeId{0}), (*heap)->objects->totalShallowSize());
        }
    }

    /// Cut after its objects were read: names are gone, and that is said.
    void cutWhileItIsOpened()
    {
        const std::string path = write(test::gunzipped(test::fixture("bare-22.heapsnapshot.gz")).toStdString());
        Progress progress;
        const auto heap = openHeap({path, false, 2}, progress, [&](const HeapPtr& partial) {
            if (partial->reached == Stage::Read && ::truncate(path.c_str(), 5000) != 0)
                qFatal("cannot cut the test file");
        });
        QVERIFY(!heap);
        QCOMPARE(heap.error().code, ErrorCode::FileChanged);
    }

    void stopsAtOnce()
    {
        Progress progress;
        progress.requestStop();
        const auto loaded =
            loadSnapshot({test::fixture("bare-24.heapsnapshot.gz").toStdString(), false, 2}, progress, m_report);
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, ErrorCode::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestLoader)
#include "tst_loader.moc"
