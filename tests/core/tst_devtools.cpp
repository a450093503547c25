// Every number of real and of nasty snapshots against Chrome DevTools' own answers (see tests/data/README.md).

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/heap.h"
#include "tests/support/devtoolsarrays.h"
#include "tests/support/fixtures.h"

using namespace heapwise;

namespace {

HeapPtr open(const QString& path, unsigned threads)
{
    Progress progress;
    const auto heap = openHeap({path.toStdString(), false, threads}, progress);
    return heap ? *heap : nullptr;
}

template <typename T>
QString hashOf(const std::vector<T>& values)
{
    const QByteArray bytes(reinterpret_cast<const char*>(values.data()), qsizetype(values.size() * sizeof(T)));
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(16));
}

/// DevTools' table by key, from ours.
QHash<QString, QJsonObject> classesByKey(const Heap& heap)
{
    QHash<QString, QJsonObject> result;
    for (std::uint32_t c = 0; c < heap.classes->size(); ++c) {
        const HeapClass& row = (*heap.classes)[ClassId{c}];
        if (row.count > 0)
            result[QString::fromStdString(test::devtoolsKey(row))] = {
                {"name", QString::fromStdString(row.name)},
                {"count", double(row.count)},
                {"shallow", double(row.shallow)},
                {"retained", double(heap.classTotals->retained[c])},
                {"distance", heap.classTotals->distance[c]}};
    }
    return result;
}

QString differences(const QHash<QString, QJsonObject>& ours, const QString& key, const QJsonObject& theirs)
{
    for (const char* field : {"name", "count", "shallow", "retained", "distance"})
        if (ours[key][field] != theirs[field])
            return QString("class %1: %2 is %3, expected %4")
                .arg(key, field, ours[key][field].toVariant().toString(), theirs[field].toVariant().toString());
    return {};
}

} // namespace

class TestDevtools : public QObject {
    Q_OBJECT

private slots:
    void realSnapshots_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<unsigned>("threads");
        const QStringList files = test::snapshotFixtures();
        QVERIFY(files.size() >= 13);
        for (const QString& file : files)
            QTest::addRow("%s", qPrintable(QFileInfo(file).fileName())) << file << 2u;
        QTest::addRow("bare-24, one thread") << test::fixture("bare-24.heapsnapshot.gz") << 1u;
        QTest::addRow("bare-24, five threads") << test::fixture("bare-24.heapsnapshot.gz") << 5u;
    }
    void realSnapshots()
    {
        QFETCH(QString, file);
        QFETCH(unsigned, threads);
        const QJsonObject expected = test::expectedFor(file);
        QVERIFY(!expected.isEmpty());

        const HeapPtr heap = open(file, threads);
        QVERIFY(heap);
        QVERIFY(heap->report->isComplete());
        const QJsonObject totals = expected["totals"].toObject();
        QCOMPARE(int(heap->snapshot->nodeCount()), totals["nodes"].toInt());
        QCOMPARE(int(heap->snapshot->edgeCount()), totals["edges"].toInt());
        QCOMPARE(int(heap->snapshot->strings().count()), totals["strings"].toInt());
        QCOMPARE(double(heap->totalSize()), totals["totalSize"].toDouble());

        const test::DevtoolsArrays arrays = test::devtoolsArrays(*heap);
        const QJsonObject hashes = expected["hashes"].toObject();
        QCOMPARE(hashOf(arrays.id), hashes["id_u32"].toString());
        QCOMPARE(hashOf(arrays.det), hashes["det_u8"].toString());
        QCOMPARE(hashOf(arrays.self), hashes["self_u32"].toString());
        QCOMPARE(hashOf(arrays.cls), hashes["cls_u32"].toString());
        QCOMPARE(hashOf(arrays.dist), hashes["dist_i32"].toString());
        QCOMPARE(hashOf(arrays.dom), hashes["dom_u32"].toString());
        QCOMPARE(hashOf(arrays.ret), hashes["ret_f64"].toString());

        const auto ours = classesByKey(*heap);
        const QJsonArray theirs = expected["classes"].toArray();
        QCOMPARE(ours.size(), theirs.size());
        for (const auto& entry : theirs)
            QCOMPARE(differences(ours, entry.toObject()["key"].toString(), entry.toObject()), QString());
    }

    void nastySnapshots()
    {
        QTemporaryDir folder;
        int count = 0;
        for (const QByteArray& line : test::gunzipped(test::fixture("fuzz.jsonl.gz")).split('\n')) {
            if (line.isEmpty())
                continue;
            // The exact text of the file, not Qt's rewriting of it.
            const qsizetype begin = line.indexOf("\"snapshot\":") + 11, end = line.indexOf(",\"expected\":", begin);
            QFile file(folder.filePath("nasty.heapsnapshot"));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(line.mid(begin, end - begin));
            file.close();
            const QJsonObject entry = QJsonDocument::fromJson(line).object();
            compareNasty(file.fileName(), entry["expected"].toObject(), entry["seed"].toInt());
            if (QTest::currentTestFailed())
                return;
            ++count;
        }
        QCOMPARE(count, 400);
    }

private:
    void compareNasty(const QString& path, const QJsonObject& expected, int seed)
    {
        const HeapPtr heap = open(path, 1 + unsigned(seed) % 3);
        QVERIFY2(heap, qPrintable(QString::number(seed)));
        QCOMPARE(double(heap->totalSize()), expected["totalSize"].toDouble());
        for (const auto& value : expected["nodes"].toArray()) {
            const QJsonObject node = value.toObject();
            const NodeId n{std::uint32_t(node["ord"].toInt())};
            const QString where = QString("seed %1, node %2").arg(seed).arg(n.value);
            QVERIFY2(int(heap->snapshot->objectId(n).value) == node["id"].toInt(), qPrintable(where));
            QVERIFY2(double(heap->objects->shallowSize(n)) == node["self"].toDouble(), qPrintable(where));
            QVERIFY2(double(heap->dominators->retainedSize(n)) == node["ret"].toDouble(), qPrintable(where));
            QVERIFY2((*heap->distances)[n] == node["dist"].toInt(), qPrintable(where));
            QVERIFY2(int(heap->dominators->immediateDominator(n).value) == node["dom"].toInt(), qPrintable(where));
            QVERIFY2(int(heap->objects->detachedness(n)) == node["det"].toInt(), qPrintable(where));
            QVERIFY2(QString::fromStdString(heap->classes->nameOf(n)) == node["cls"].toString(), qPrintable(where));
        }
        const auto ours = classesByKey(*heap);
        const QJsonObject theirs = expected["classes"].toObject();
        QCOMPARE(ours.size(), theirs.size());
        for (auto entry = theirs.begin(); entry != theirs.end(); ++entry)
            QCOMPARE(differences(ours, entry.key(), entry.value().toObject()), QString());
    }
};

QTEST_APPLESS_MAIN(TestDevtools)
#include "tst_devtools.moc"
