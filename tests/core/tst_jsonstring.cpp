#include <QTest>

#include "core/snapshot/jsonstring.h"

using namespace heapwise;

class TestJsonString : public QObject {
    Q_OBJECT

private slots:
    void decodes_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("hello") << QByteArray("hello");
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("simple escapes") << QByteArray(R"(a\"b\\c\/d\n\t)") << QByteArray("a\"b\\c/d\n\t");
        QTest::newRow("unicode escape") << QByteArray("\\u00e9") << QByteArray("\xC3\xA9");
        QTest::newRow("zero") << QByteArray("a\\u0000b") << QByteArray("a\0b", 3);
        QTest::newRow("surrogate pair") << QByteArray("\\uD83D\\uDE00") << QByteArray("\xF0\x9F\x98\x80");
        QTest::newRow("utf-8") << QByteArray("\xE2\x82\xAC") << QByteArray("\xE2\x82\xAC");
        // What V8 writes for U+1D800 and what damaged files hold.
        QTest::newRow("lone surrogate") << QByteArray("x\\uD800y") << QByteArray("x\xEF\xBF\xBDy");
        QTest::newRow("low surrogate first") << QByteArray("\\uDE00\\uD83D") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("cut escape") << QByteArray("ab\\") << QByteArray("ab\xEF\xBF\xBD");
        QTest::newRow("cut unicode escape") << QByteArray("ab\\u12")
                                            << QByteArray("ab\xEF\xBF\xBD"
                                                          "12");
        QTest::newRow("unknown escape") << QByteArray("\\q") << QByteArray("\xEF\xBF\xBD");
        QTest::newRow("broken utf-8") << QByteArray("a\xFF\x80z") << QByteArray("a\xEF\xBF\xBD\xEF\xBF\xBDz");
        QTest::newRow("cut utf-8") << QByteArray("a\xE2\x82") << QByteArray("a\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("raw control character") << QByteArray("a\nb") << QByteArray("a\nb");
    }
    void decodes()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, text);
        QCOMPARE(QByteArray::fromStdString(decodeJsonString(raw.toStdString())), text);
    }

    void cutsBetweenCharacters()
    {
        QCOMPARE(std::string(cutJsonString("ab\\u0041c", 7)), std::string("ab"));
        QCOMPARE(std::string(cutJsonString("ab\\u0041c", 8)), std::string("ab\\u0041"));
        QCOMPARE(std::string(cutJsonString("a\\n", 2)), std::string("a"));
        QCOMPARE(std::string(cutJsonString("a\xE2\x82\xAC", 3)), std::string("a"));
        QCOMPARE(utf8Boundary("a\xE2\x82\xAC", 3), std::size_t(1));
        QCOMPARE(utf8Boundary("abc", 9), std::size_t(3));
    }

    void countsUtf16Units()
    {
        QCOMPARE(utf16Length("abc"), std::size_t(3));
        QCOMPARE(utf16Length("\xC3\xA9\xE2\x82\xAC"), std::size_t(2));
        QCOMPARE(utf16Length("\xF0\x9F\x98\x80"), std::size_t(2));
    }
};

QTEST_APPLESS_MAIN(TestJsonString)
#include "tst_jsonstring.moc"
