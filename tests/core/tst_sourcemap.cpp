// Source maps: numbers in base 64 VLQ, look-ups, sections, and maps that lie.
#include <QTest>

#include "core/sourcemap/sourcemap.h"
#include "core/sourcemap/vlq.h"

#include <limits>

using namespace heapwise;

namespace {

/// One number as the format writes it.
std::string vlq(std::int64_t number)
{
    const char* digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::uint64_t value = number < 0 ? (std::uint64_t(-number) << 1) | 1 : std::uint64_t(number) << 1;
    std::string text;
    do {
        const auto digit = value & 31;
        value >>= 5;
        text += digits[digit | (value != 0 ? 32 : 0)];
    } while (value != 0);
    return text;
}

std::string segment(std::initializer_list<int> numbers)
{
    std::string text;
    for (const int number : numbers)
        text += vlq(number);
    return text;
}

std::string mapWith(const std::string& mappings)
{
    return R"({"version":3,"sourceRoot":"src","sources":["user.ts","store.ts"],"sourcesContent":["one\ntwo",null],"names":["UserStore","save"],"mappings":")" +
           mappings + "\"}";
}

/// "src/user.ts:12:3 UserStore" or "nothing".
QString found(const std::string& json, std::uint32_t line, std::uint32_t column)
{
    const auto map = SourceMap::parse(json);
    if (!map)
        return QStringLiteral("no map");
    const auto place = map->find(line, column, Progress());
    if (!place)
        return QStringLiteral("nothing");
    return QString::fromStdString(place->source + ":" + std::to_string(place->line) + ":" +
                                  std::to_string(place->column) + " " + place->name)
        .trimmed();
}

} // namespace

class TestSourceMap : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void numbersComeBack()
    {
        for (const std::int64_t number :
             {0ll, 1ll, -1ll, 15ll, 16ll, -16ll, 123456789ll, -2147483647ll, 2147483647ll}) {
            const std::string text = vlq(number) + "A";
            std::string_view rest = text;
            QCOMPARE(takeVlq(rest).value_or(-99), std::int32_t(number));
            QCOMPARE(rest, std::string_view("A"));
        }
    }

    void numbersThatAreNoneAreRefused()
    {
        for (const std::string text : {"", "!", "g", "gggggggggggggg", "//////////D", "_"}) {
            std::string_view rest = text;
            QVERIFY2(!takeVlq(rest), text.c_str());
        }
        const std::string large = vlq(std::int64_t(std::numeric_limits<std::uint32_t>::max()) * 2);
        std::string_view rest = large;
        QVERIFY(!takeVlq(rest));
    }

    void theLastMappingBeforeAColumnCounts()
    {
        const std::string json =
            mapWith(segment({4, 0, 11, 2, 0}) + "," + segment({10, 1, -1, 0}) + ";;" + segment({0, -1, 5, 1, 1}));
        QCOMPARE(found(json, 0, 3), QStringLiteral("nothing"));
        QCOMPARE(found(json, 0, 4), QStringLiteral("src/user.ts:11:2 UserStore"));
        QCOMPARE(found(json, 0, 13), QStringLiteral("src/user.ts:11:2 UserStore"));
        QCOMPARE(found(json, 0, 4000), QStringLiteral("src/store.ts:10:2"));
        QCOMPARE(found(json, 1, 0), QStringLiteral("nothing"));
        QCOMPARE(found(json, 2, 7), QStringLiteral("src/user.ts:15:3 save"));
        QCOMPARE(found(json, 3, 0), QStringLiteral("nothing"));
    }

    void mappingsWithoutASourceHideWhatIsBefore()
    {
        const std::string json = mapWith(segment({0, 0, 0, 0}) + "," + segment({5}));
        QCOMPARE(found(json, 0, 2), QStringLiteral("src/user.ts:0:0"));
        QCOMPARE(found(json, 0, 6), QStringLiteral("nothing"));
    }

    void textsAreKnownByTheNameOfTheirSource()
    {
        const auto map = SourceMap::parse(mapWith("AAAA"));
        QVERIFY(map);
        QVERIFY(map->content("src/user.ts"));
        QCOMPARE(*map->content("src/user.ts"), std::string("one\ntwo"));
        QVERIFY(!map->content("src/store.ts"));
        QVERIFY(!map->content("other.ts"));
    }

    void sectionsCountFromWhereTheyBegin()
    {
        const std::string json = R"({"version":3,"sections":[{"offset":{"line":0,"column":0},"map":)" +
                                 mapWith("AAAA") + R"(},{"offset":{"line":1,"column":10},"map":)" +
                                 mapWith(segment({2, 1, 7, 0}) + ";" + segment({0, 0, 1, 0})) + "}]}";
        QCOMPARE(found(json, 0, 50), QStringLiteral("src/user.ts:0:0"));
        QCOMPARE(found(json, 1, 9), QStringLiteral("nothing")); // the first section has no such line
        QCOMPARE(found(json, 1, 11), QStringLiteral("nothing"));
        QCOMPARE(found(json, 1, 12), QStringLiteral("src/store.ts:7:0"));
        QCOMPARE(found(json, 2, 0), QStringLiteral("src/store.ts:8:0"));
    }

    void theGuardBeforeTheJsonIsSkipped()
    {
        QCOMPARE(found(")]}'\n" + mapWith("AAAA"), 0, 0), QStringLiteral("src/user.ts:0:0"));
    }

    void mapsThatLieAnswerNothing_data()
    {
        QTest::addColumn<QByteArray>("mappings");
        QTest::newRow("source beyond the list") << QByteArray::fromStdString(segment({0, 2, 0, 0}));
        QTest::newRow("source before the list") << QByteArray::fromStdString(segment({0, -1, 0, 0}));
        QTest::newRow("line before the first") << QByteArray::fromStdString(segment({0, 0, -1, 0}));
        QTest::newRow("column before the first") << QByteArray::fromStdString(segment({-1, 0, 0, 0}));
        QTest::newRow("two numbers") << QByteArray::fromStdString(segment({0, 0}));
        QTest::newRow("six numbers") << QByteArray::fromStdString(segment({0, 0, 0, 0, 0, 0}));
        QTest::newRow("cut") << QByteArray("AAAg");
        QTest::newRow("no digits") << QByteArray("AA!A");
        QTest::newRow("too large") << QByteArray("AAggggggggggggggA");
    }

    void mapsThatLieAnswerNothing()
    {
        QFETCH(QByteArray, mappings);
        QCOMPARE(found(mapWith(mappings.toStdString()), 0, 0), QStringLiteral("nothing"));
    }

    void aNameBeyondTheListIsNone()
    {
        QCOMPARE(found(mapWith(segment({0, 0, 3, 1, 9})), 0, 0), QStringLiteral("src/user.ts:3:1"));
    }

    void whatIsNoMapIsRefused()
    {
        for (const std::string text : {"", "{", "[]", "{}", "null", R"({"version":3})",
                                       R"({"sources":[],"mappings":5})", R"({"sections":[{}]})", ")]}'"})
            QVERIFY2(!SourceMap::parse(text), text.c_str());
        std::string deep;
        for (int i = 0; i < 5000; ++i)
            deep += "[";
        QVERIFY(!SourceMap::parse(deep));
    }

    void everyCutOfAMapIsHarmless()
    {
        const std::string json = mapWith(segment({4, 0, 11, 2, 0}) + "," + segment({10, 1, -1, 0}));
        for (std::size_t length = 0; length < json.size(); ++length)
            found(json.substr(0, length), 0, 20);
    }

    void aLookUpStopsWhenItIsAskedTo()
    {
        Progress progress;
        progress.requestStop();
        const auto map = SourceMap::parse(mapWith("AAAA"));
        QVERIFY(map && !map->find(0, 0, progress));
    }
};

QTEST_APPLESS_MAIN(TestSourceMap)
#include "tst_sourcemap.moc"
