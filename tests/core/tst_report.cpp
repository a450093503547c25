// The writers every report goes through: UTF-8, numbers, JSON, CSV, aligned text.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/heap/distances.h"
#include "core/report/csv.h"
#include "core/report/json.h"
#include "core/report/numbers.h"
#include "core/report/table.h"
#include "core/report/utf8.h"

using namespace heapwise;
using namespace std::string_literals;

class TestReport : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void bytesHaveBinaryUnits_data();
    void bytesHaveBinaryUnits();
    void countsAndShares();
    void invalidUtf8IsReplaced_data();
    void invalidUtf8IsReplaced();
    void printableTextIsHarmless();
    void widthAndElision();
    void jsonParsesBack();
    void jsonKeepsOrderAndIndents();
    void jsonSurvivesEveryByte();
    void csvFollowsRfc4180();
    void tableAlignsNumbersRight();
    void tableFitsTheWidth();
    void tableHasPeopleAndProgramColumns();
};

void TestReport::bytesHaveBinaryUnits_data()
{
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QString>("text");
    const std::pair<quint64, const char*> rows[] = {
        {0, "0 B"},
        {999, "999 B"},
        {1000, "1.0 KiB"},
        {1024, "1.0 KiB"},
        {1023'948, "999.9 KiB"},
        {1023'949, "1.0 MiB"},
        {281'437'798, "268.4 MiB"},
        {1'048'523'571, "999.9 MiB"},
        {1'048'523'572, "0.98 GiB"},
        {1'342'177'280, "1.25 GiB"},
        {1'099'511'627'776, "1.00 TiB"},
        {UINT64_MAX, "16.00 EiB"},
    };
    for (const auto& [bytes, text] : rows)
        QTest::newRow(text) << bytes << text;
}

void TestReport::bytesHaveBinaryUnits()
{
    QFETCH(quint64, bytes);
    QTEST(QString::fromStdString(bytesText(bytes)), "text");
}

void TestReport::countsAndShares()
{
    QCOMPARE(countText(0), "0");
    QCOMPARE(countText(999), "999");
    QCOMPARE(countText(1000), "1,000");
    QCOMPARE(countText(1234567), "1,234,567");
    QCOMPARE(shareText(0, 10), "0.0 %");
    QCOMPARE(shareText(1, 8), "12.5 %");
    QCOMPARE(shareText(1, 100'000), "<0.1 %");
    QCOMPARE(shareText(1, 0), "–");
    QCOMPARE(distanceText(7), "7");
    QCOMPARE(distanceText(Distances::kSystem + 3), "–");
    QCOMPARE(distanceText(Distances::kUnreached), "–");
}

void TestReport::invalidUtf8IsReplaced_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const char* kR = "\xef\xbf\xbd";
    QTest::newRow("plain") << QByteArray("héé€😀") << QByteArray("héé€😀");
    QTest::newRow("lone continuation") << QByteArray("a\x80z") << QByteArray("a") + kR + "z";
    QTest::newRow("cut at the end") << QByteArray("a\xe2\x82") << QByteArray("a") + kR + kR;
    QTest::newRow("overlong slash") << QByteArray("\xc0\xaf") << QByteArray(kR) + kR;
    QTest::newRow("overlong euro") << QByteArray("\xf0\x82\x82\xac") << QByteArray(kR) + kR + kR + kR;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << QByteArray(kR) + kR + kR;
    QTest::newRow("above the last") << QByteArray("\xf4\x90\x80\x80") << QByteArray(kR) + kR + kR + kR;
    QTest::newRow("never a byte") << QByteArray("\xff") << QByteArray(kR);
}

void TestReport::invalidUtf8IsReplaced()
{
    QFETCH(QByteArray, bytes);
    const std::string valid = validUtf8(bytes.toStdString());
    QTEST(QByteArray::fromStdString(valid), "expected");
    QCOMPARE(validUtf8(valid), valid);
}

void TestReport::printableTextIsHarmless()
{
    QCOMPARE(printable("a\nb\tc\rd"), "a\\nb\\tc\\rd");
    QCOMPARE(printable("\x1b[31mred\x7f"), "\\x1b[31mred\\x7f");
    QCOMPARE(printable("nul\0end"s), "nul\\x00end");
    QCOMPARE(printable("\u202egnp.exe"), "\\u202egnp.exe");
    QCOMPARE(printable("\u0085"), "\\x85");
    QCOMPARE(printable("schön 日本 😀"), "schön 日本 😀");
}

void TestReport::widthAndElision()
{
    QCOMPARE(displayWidth("abc"), 3u);
    QCOMPARE(displayWidth("日本"), 4u);
    QCOMPARE(displayWidth("😀"), 2u);
    QCOMPARE(displayWidth("e\u0301"), 1u);
    QCOMPARE(elided("abcdef", 6), "abcdef");
    QCOMPARE(elided("abcdef", 4), "abc…");
    QCOMPARE(elided("日本語", 4), "日…");
    QCOMPARE(elided("abc", 1), "…");
    QCOMPARE(elided("abc", 0), "");
}

void TestReport::jsonParsesBack()
{
    JsonWriter json;
    json.beginObject()
        .member("text", "quote \" slash \\ line \n tab \t bell \x07 é 😀 \u2028")
        .member("most", UINT64_MAX)
        .member("least", INT64_MIN)
        .member("yes", true)
        .nullMember("nothing")
        .key("empty")
        .beginArray()
        .endArray()
        .key("rows")
        .beginArray()
        .value(1)
        .beginObject()
        .endObject()
        .value("x")
        .endArray()
        .endObject();
    const std::string text = json.take();
    QVERIFY(text.find("18446744073709551615") != std::string::npos);

    QJsonParseError error;
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(object["text"].toString(), QString::fromUtf8("quote \" slash \\ line \n tab \t bell \x07 é 😀 \u2028"));
    QCOMPARE(object["least"].toInteger(), INT64_MIN);
    QCOMPARE(object["yes"].toBool(), true);
    QVERIFY(object["nothing"].isNull());
    QCOMPARE(object["rows"].toArray().size(), 3);
}

void TestReport::jsonKeepsOrderAndIndents()
{
    JsonWriter json;
    json.beginObject().member("b", 1).key("a").beginArray().value(2).value(3).endArray().endObject();
    QCOMPARE(json.take(), "{\n  \"b\": 1,\n  \"a\": [\n    2,\n    3\n  ]\n}\n");
}

void TestReport::jsonSurvivesEveryByte()
{
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes.append({char(byte), 'x'});
    JsonWriter json;
    json.beginArray().value(bytes).endArray();
    QJsonParseError error;
    const auto array = QJsonDocument::fromJson(QByteArray::fromStdString(json.take()), &error).array();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(array[0].toString().size(), 512);
    QCOMPARE(array[0].toString().toUtf8().toStdString(), validUtf8(bytes));
}

void TestReport::csvFollowsRfc4180()
{
    std::string out;
    appendCsvRecord(out, {"plain", "", "a,b", "say \"x\"", "two\nlines", " space "});
    QCOMPARE(out, "plain,,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\", space \r\n");
    out.clear();
    appendCsvRecord(out, {"\xff"});
    QCOMPARE(out, "\xef\xbf\xbd\r\n");
}

namespace {

ReportTable sample()
{
    ReportTable table;
    table.columns = {{"name", "Class", ColumnKind::Text, ReportColumn::Audience::Everyone, true},
                     {"id", "Id", ColumnKind::Id},
                     {"count", "Objects", ColumnKind::Number},
                     {"bytes", "Shallow", ColumnKind::Bytes},
                     {"distance", "Distance", ColumnKind::Number}};
    table.rows = {{"Array"s, 7u, 12345u, 2048u, 3u}, {"line\nbreak, \"q\""s, 123456u, 1u, 24u, {}}};
    return table;
}

} // namespace

void TestReport::tableAlignsNumbersRight()
{
    QCOMPARE(alignedText(sample(), 0), "Class                  Id  Objects  Shallow  Distance\n"
                                       "Array                  @7   12,345  2.0 KiB         3\n"
                                       "line\\nbreak, \"q\"  @123456        1     24 B         –\n");
}

void TestReport::tableFitsTheWidth()
{
    ReportTable table = sample();
    table.rows[0][0] = std::string(300, 'x');
    for (const std::size_t width : {60u, 80u, 200u})
        for (const QByteArray& line : QByteArray::fromStdString(alignedText(table, width)).split('\n'))
            QVERIFY(displayWidth(line.toStdString()) <= width);
    // Not narrower than it stays readable; and not endless where no terminal says how wide it is.
    QVERIFY(alignedText(table, 10).find("xxxxxxxxxxx…") != std::string::npos);
    QVERIFY(alignedText(table, 0).find(std::string(119, 'x') + "…") != std::string::npos);
}

void TestReport::tableHasPeopleAndProgramColumns()
{
    ReportTable table = sample();
    table.columns[2].audience = ReportColumn::Audience::People;
    table.columns[4].audience = ReportColumn::Audience::Programs;
    QCOMPARE(csvText(table), "name,id,bytes,distance\r\nArray,7,2048,3\r\n\"line\nbreak, \"\"q\"\"\",123456,24,\r\n");
    QVERIFY(alignedText(table, 0).find("Distance") == std::string::npos);

    JsonWriter json;
    writeJsonRows(json, table);
    const auto rows = QJsonDocument::fromJson(QByteArray::fromStdString(json.take())).array();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].toObject().keys(), QStringList({"bytes", "distance", "id", "name"}));
    QCOMPARE(rows[1].toObject()["name"].toString(), "line\nbreak, \"q\"");
    QVERIFY(rows[1].toObject()["distance"].isNull());
}

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
