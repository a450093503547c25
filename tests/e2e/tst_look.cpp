// Looking at an object of a snapshot in the process itself.
#include <QTemporaryDir>

#include "core/analysis/heap.h"
#include "tests/support/livesession.h"

using namespace heapwise;
using namespace heapwise::inspector;
using namespace heapwise::test;

namespace {

constexpr const char* kProgram =
    "class Marker { constructor() { this.text = 'hello'; this.count = 7; this.list = [1, 2, 3]; }"
    "  get secret() { globalThis.wasRun = true; return 1; } }"
    "globalThis.kept = new Marker();"
    "Object.defineProperty(kept, 'own', { get() { globalThis.wasRun = true; return 1; }, enumerable: true });"
    "setInterval(() => {}, 1e6)";

HeapPtr open(const QString& path)
{
    Progress progress;
    auto heap = openHeap({path.toStdString()}, progress);
    return heap ? *heap : nullptr;
}

/// The id of the one instance; 0 where there is another number of them.
quint64 idOfOnly(const Heap& heap, std::string_view name)
{
    for (std::uint32_t i = 0; i < heap.classes->size(); ++i)
        if ((*heap.classes)[ClassId{i}].name == name && heap.classes->instances(ClassId{i}).size() == 1)
            return heap.snapshot->objectId(NodeId{heap.classes->instances(ClassId{i}).front()}).value;
    return 0;
}

/// A process with a Marker, attached to, and the snapshot of it.
struct Scene {
    explicit Scene(int node)
        : process(nodeBinaries()[node])
    {}

    void begin()
    {
        QVERIFY(process.start(kProgram));
        live = std::make_unique<LiveSession>(targetOf(process));
        QTRY_VERIFY(live->isLive());
        live->session.capture({0, folder.filePath("a.heapsnapshot"), false});
        QTRY_VERIFY(live->captured.has_value());
        const HeapPtr heap = open(live->captured->file);
        QVERIFY(heap);
        request = {0, live->captured->epoch, idOfOnly(*heap, "Marker")};
        QVERIFY(request.objectId != 0);
        QTRY_VERIFY(live->isLive());
    }
    LiveObject look()
    {
        QSignalSpy answers(&live->session, &Session::lookedAt);
        live->session.lookAt(request);
        return QTest::qWaitFor([&] { return !answers.isEmpty(); }, test::kPatienceMs)
                   ? answers.first().first().value<LiveObject>()
                   : LiveObject();
    }

    QTemporaryDir folder;
    NodeProcess process;
    std::unique_ptr<LiveSession> live;
    LiveObjectRequest request;
};

QString valueOf(const LiveObject& object, const QString& name)
{
    for (const LiveProperty& property : object.properties)
        if (property.name == name)
            return property.value;
    return QStringLiteral("there is none");
}

} // namespace

class TestLook : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void showsWhatIsThereNow_data() { addNodeRows(); }
    void showsWhatIsThereNow()
    {
        QFETCH(const int, node);
        Scene scene(node);
        scene.begin();
        QVERIFY(scene.live);
        scene.process.ask("(kept.count = 8)"); // since the snapshot
        const LiveObject object = scene.look();
        QCOMPARE(object.state, LiveObject::State::Alive);
        QCOMPARE(object.description, QString("Marker"));
        QCOMPARE(valueOf(object, "text"), QString("\"hello\""));
        QCOMPARE(valueOf(object, "count"), QString("8"));
        QCOMPARE(valueOf(object, "list"), QString("Array(3)"));
        const auto isOwn = [](const LiveProperty& property) { return property.name == "own"; };
        const auto own = std::find_if(object.properties.begin(), object.properties.end(), isOwn);
        QVERIFY(own != object.properties.end());
        QCOMPARE(own->kind, LiveProperty::Kind::Accessor);
        QCOMPARE(own->value, QString());
        QCOMPARE(scene.process.ask("typeof wasRun"), QByteArray("undefined")); // no getter
    }

    void looksKeepNothingAlive_data() { addNodeRows(); }
    void looksKeepNothingAlive()
    {
        QFETCH(const int, node);
        Scene scene(node);
        scene.begin();
        QVERIFY(scene.live);
        QCOMPARE(scene.look().state, LiveObject::State::Alive);
        scene.process.ask("(kept = 0)");
        QSignalSpy collected(&scene.live->session, &Session::garbageCollected);
        scene.live->session.collectGarbage();
        QTRY_VERIFY(!collected.isEmpty());
        QCOMPARE(scene.look().state, LiveObject::State::NotThere);
    }

    void idsEndWhenAnotherClientLeaves_data() { addNodeRows(); }
    void idsEndWhenAnotherClientLeaves()
    {
        QFETCH(const int, node);
        Scene scene(node);
        scene.begin();
        QVERIFY(scene.live);
        {
            LiveSession other(targetOf(scene.process));
            QTRY_VERIFY(other.isLive());
        }
        QTRY_VERIFY(scene.live->isLive());
        // The process notices that the other one has gone when it comes round to it.
        QTRY_COMPARE(scene.look().state, LiveObject::State::OtherIds);
    }
};

QTEST_GUILESS_MAIN(TestLook)
#include "tst_look.moc"
