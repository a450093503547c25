#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "core/inspector/samplereader.h"

#include <cmath>

using namespace heapwise;
using heapwise::inspector::SampleReader;

namespace {

QJsonObject json(const char* text)
{
    return QJsonDocument::fromJson(text).object();
}

/// An answer of the target at `now`, its milliseconds, with one sample taken then.
QJsonObject answerAt(double now)
{
    return {{"now", now}, {"origin", 1e12}, {"samples", QJsonArray{QJsonArray{now}}}};
}

} // namespace

/// What the sampling code in a process answers, and what a hostile one may.
class TestSampleReader : public QObject {
    Q_OBJECT

private slots:
    void readsSamples()
    {
        SampleReader reader;
        const auto samples = reader.read(json(R"({"alive":true,"now":3000,"origin":1e12,"lost":2,
            "spaces":["new_space","old_space"],
            "gc":[[1,0,900,5,null,null],[4,0,1500,20,4e6,3e6],[4,0,2900,7,5e6,2e6]],
            "samples":[[1000,null,5e6,4e6,1e6,1e5,2e9,1,0.25,100000,0.5,0,1e6,3e6],
                       [2000,7e7,6e6,5e6,1e6,1e5,2e9,1,0.5,350000,1.5,1200,2e6,3e6]]})"),
                                         1e9 + 3.5);
        QCOMPARE(samples.size(), std::size_t(2));
        QCOMPARE(samples[0].time, 1e9 + 1.5); // their clock is half a second behind ours
        QVERIFY(std::isnan(samples[0].rss) && std::isnan(samples[0].cpuShare));
        QCOMPARE(samples[1].rss, 7e7);
        QCOMPARE(samples[1].heapUsed, 5e6);
        QCOMPARE(samples[1].cpuShare, 0.25);
        QCOMPARE(samples[1].costShare, 0.001);
        QCOMPARE(samples[1].loopUtilization, 0.5);
        QCOMPARE(samples[0].silence, 0.0);
        QCOMPARE(samples[1].silence, 1.2); // it came that much after it was due
        QCOMPARE(samples[1].spaces[1].first, std::string("old_space"));
        QCOMPARE(samples[1].spaces[0].second, 2e6);
        // Each collection comes with the sample that was taken after it, and the last sample with what is left.
        QCOMPARE(samples[0].collections.size(), std::size_t(1));
        QCOMPARE(samples[1].collections.size(), std::size_t(2));
        QCOMPARE(samples[1].collections[0].usedAfter, 3e6);
        QCOMPARE(samples[1].collections[1].time, 1e9 + 3.4);
        QCOMPARE(samples[0].lostCollections, 2);
        QCOMPARE(samples[1].lostCollections, 2);
    }

    void goesOnWhenAClockIsSet()
    {
        SampleReader reader;
        QCOMPARE(reader.read(answerAt(1000), 1e9 + 1).front().time, 1e9 + 1);
        QCOMPARE(reader.read(answerAt(2000), 1e9 + 5).front().time, 1e9 + 2);       // a late answer
        QCOMPARE(reader.read(answerAt(3000), 1e9 + 2.9).front().time, 1e9 + 2.9);   // nearer the truth
        QCOMPARE(reader.read(answerAt(4000), 1e9 - 3000).front().time, 1e9 + 3.9);  // our clock was set back
        QCOMPARE(reader.read(answerAt(5000), 1e9 + 7205).front().time, 1e9 + 7205); // the machine slept
        QCOMPARE(reader.read(answerAt(6000), 1e9 + 7206).front().time, 1e9 + 7206);
    }

    void takesNothingForGranted_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::size_t>("count");
        QTest::newRow("nothing") << QByteArray("{}") << std::size_t(0);
        QTest::newRow("no samples") << QByteArray(R"({"now":1,"origin":1,"samples":[]})") << std::size_t(0);
        QTest::newRow("no list") << QByteArray(R"({"now":1,"origin":1,"samples":{"0":[1]}})") << std::size_t(0);
        QTest::newRow("no clock") << QByteArray(R"({"origin":1,"samples":[[1]]})") << std::size_t(0);
        QTest::newRow("no time") << QByteArray(R"({"now":1,"origin":1,"samples":[["x"],[],7,null]})") << std::size_t(0);
        QTest::newRow("one of two") << QByteArray(R"({"now":1,"origin":1,"samples":[["x"],[1]]})") << std::size_t(1);
        QTest::newRow("odd values") << QByteArray(
                                           R"({"now":1,"origin":1,"lost":-5,"spaces":[1,{}],"gc":[7,[],[null,null,"x"]],
                              "samples":[[1,-1,1e300,"x",{},[],null,1e99]]})")
                                    << std::size_t(1);
        QByteArray many = R"({"now":1,"origin":1,"gc":[[1,0,1,1]],"samples":[[1])";
        for (int i = 0; i < 5000; ++i)
            many += ",[1]";
        QTest::newRow("very many") << many + "]}" << std::size_t(1000);
    }
    void takesNothingForGranted()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::size_t, count);
        QVERIFY(!QJsonDocument::fromJson(text).isNull());
        SampleReader reader;
        const auto samples = reader.read(json(text), 100);
        QCOMPARE(samples.size(), count);
        for (const auto& sample : samples) {
            QVERIFY(std::isnan(sample.rss) && std::isnan(sample.heapUsed) && std::isnan(sample.heapTotal));
            QVERIFY(sample.lostCollections >= 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestSampleReader)
#include "tst_samplereader.moc"
