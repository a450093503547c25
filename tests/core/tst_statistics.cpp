// Statistics (rule R10) against the answers of Chrome DevTools.
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "core/analysis/statistics.h"
#include "tests/support/fixtures.h"

using namespace heapwise;

namespace {

HeapPtr open(const QString& path)
{
    Progress progress;
    auto heap = openHeap({path.toStdString()}, progress);
    return heap ? *heap : nullptr;
}

/// In the shape of DevTools' getStatistics().
QJsonObject shaped(const Statistics& statistics)
{
    const auto number = [](Size bytes) { return qint64(bytes); };
    return {
        {"total", number(statistics.total)},
        {"native", QJsonObject{{"total", number(statistics.native)}, {"typedArrays", number(statistics.typedArrays)}}},
        {"v8heap", QJsonObject{{"total", number(statistics.v8Heap())},
                               {"code", number(statistics.code)},
                               {"jsArrays", number(statistics.jsArrays)},
                               {"strings", number(statistics.strings)},
                               {"system", number(statistics.system)}}}};
}

QByteArray text(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void equalDevTools_data();
    void equalDevTools();
    void equalDevToolsOnRandomHeaps();
    void stopEarly();
};

void TestStatistics::equalDevTools_data()
{
    QTest::addColumn<QString>("path");
    for (const auto& path : test::snapshotFixtures())
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
}

void TestStatistics::equalDevTools()
{
    QFETCH(QString, path);
    const auto heap = open(path);
    QVERIFY(heap);
    const QJsonObject expected = test::expectedFor(path)["statistics"].toObject();
    QVERIFY(!expected.isEmpty());
    QCOMPARE(text(shaped(statisticsOf(*heap))), text(expected));
}

void TestStatistics::equalDevToolsOnRandomHeaps()
{
    QTemporaryDir folder;
    const QString path = folder.filePath("random.heapsnapshot");
    int compared = 0;
    for (const auto& line : test::gunzipped(test::fixture("fuzz.jsonl.gz")).split('\n')) {
        const QJsonObject record = QJsonDocument::fromJson(line).object();
        if (record.isEmpty())
            continue;
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        // As it stands in the line: sections in another order are another file.
        const qsizetype begin = line.indexOf("\"snapshot\":") + 11, end = line.lastIndexOf(",\"expected\":");
        file.write(line.mid(begin, end - begin));
        file.close();
        const auto heap = open(path);
        QVERIFY2(heap, qPrintable("seed " + QString::number(record["seed"].toInteger())));
        const QJsonObject expected = record["expected"].toObject()["statistics"].toObject();
        QCOMPARE(text(shaped(statisticsOf(*heap))), text(expected));
        ++compared;
    }
    QVERIFY(compared >= 100);
}

void TestStatistics::stopEarly()
{
    const auto heap = open(test::fixture("bare-22.heapsnapshot.gz"));
    QVERIFY(heap);
    Progress progress;
    progress.requestStop();
    QCOMPARE(statisticsOf(*heap, &progress).code, Size(0));
}

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
