// The query language as text: what is understood, and what is said of what is not.
#include <QTest>

#include "core/analysis/query/filtertext.h"
#include "core/analysis/query/parser.h"

using namespace heapwise;
using query::QueryError;
using Code = query::QueryError::Code;

namespace {

QString text(const query::Term& term)
{
    using Kind = query::Term::Kind;
    QStringList parts;
    for (const query::Term& part : term.terms)
        parts << text(part);
    switch (term.kind) {
    case Kind::And:
        return "(" + parts.join(" & ") + ")";
    case Kind::Or:
        return "(" + parts.join(" | ") + ")";
    case Kind::Not:
        return "!" + parts.join("");
    case Kind::Name:
        return "name " + QString::fromStdString(term.text);
    case Kind::Object:
        return "@" + QString::number(term.object.value);
    case Kind::Property:
        return QString::fromStdString(query::pathText(term.path)) + " #" + QString::number(int(term.operand));
    case Kind::Field:
        break;
    }
    const QString name =
        QString::fromUtf8(fieldInfo(term.field).name.data(), qsizetype(fieldInfo(term.field).name.size()));
    return name + " " + QString::fromStdString(term.text);
}

query::Query parsed(const QString& query)
{
    auto result = query::parse(query.toStdString());
    return std::holds_alternative<query::Query>(result) ? std::get<query::Query>(result) : query::Query();
}

QueryError errorOf(const QString& query)
{
    auto result = query::parse(query.toStdString());
    if (const auto* error = std::get_if<QueryError>(&result))
        return *error;
    QueryError none;
    none.at = {99'999, 99'999};
    return none;
}

query::Bounds bounds(const QString& query)
{
    const query::Query result = parsed(query);
    return result.root.kind == query::Term::Kind::Not ? result.root.terms.front().bounds : result.root.bounds;
}

} // namespace

class TestQuery : public QObject {
    Q_OBJECT
private slots:
    void filtersTellQueriesFromWords_data();
    void filtersTellQueriesFromWords();
    void wordsAmongStringsAreAboutTheText();
    void aQueryStaysOneInAFilter();
    void structure_data();
    void structure();
    void errors_data();
    void errors();
    void numbers_data();
    void numbers();
    void patterns_data();
    void patterns();
    void hostileTextsEndAtOnce();
    void everyPrefixIsUnderstoodOrRefused();
};

void TestQuery::structure_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("meaning");
    QTest::newRow("empty") << "  "
                           << "()";
    QTest::newRow("word") << "ServerResponse"
                          << "name ServerResponse";
    QTest::newRow("and by space") << "Socket  kind:object"
                                  << "(name Socket & kind object)";
    QTest::newRow("and, written") << "a and b AND c"
                                  << "(name a & name b & name c)";
    QTest::newRow("or binds less") << "a b or c d"
                                   << "((name a & name b) | (name c & name d))";
    QTest::newRow("or, upper case") << "a OR b"
                                    << "(name a | name b)";
    QTest::newRow("words that begin so") << "order android"
                                         << "(name order & name android)";
    QTest::newRow("brackets") << "a (b or c)"
                              << "(name a & (name b | name c))";
    QTest::newRow("brackets close at once") << "(a)(b)"
                                            << "(name a & name b)";
    QTest::newRow("not") << "-a -(b or c)"
                         << "(!name a & !(name b | name c))";
    QTest::newRow("twice not") << "--a"
                               << "name a";
    QTest::newRow("dash within") << "a-b"
                                 << "name a-b";
    QTest::newRow("id") << "@2841907"
                        << "@2841907";
    QTest::newRow("quoted") << "\"system / Map\""
                            << "name system / Map";
    QTest::newRow("escaped") << R"("a\"b\\c")"
                             << R"(name a"b\c)";
    QTest::newRow("expression") << "/^on[A-Z]/"
                                << "name ^on[A-Z]";
    QTest::newRow("slash in an expression") << R"(/a\/b[/]c\\/)"
                                            << R"(name a/b[/]c\\)";
    QTest::newRow("a slash alone") << "Node / TCPSocketWrap"
                                   << "(name Node & name / & name TCPSocketWrap)";
    QTest::newRow("fields") << "class:Map text:\"jwt\" size>4K has:socket"
                            << "(class Map & text jwt & size 4K & has socket)";
    QTest::newRow("space around operators") << "size > 4K"
                                            << "size 4K";
    QTest::newRow("field in any case, other word") << "Shallow>1"
                                                   << "size 1";
    QTest::newRow("unequal") << "class!=Map"
                             << "!class Map";
    QTest::newRow("path of a file") << "file:/srv/app/*"
                                    << "file /srv/app/*";
    QTest::newRow("expression for a file") << "file:/routes/"
                                           << "file routes";
    QTest::newRow("snapshots") << "new:#2 alive:#3"
                               << "(new  & alive )";
    QTest::newRow("subjects") << "under:@48211 via:onTick"
                              << "(under  & via onTick)";
    QTest::newRow("property") << ".destroyed=true"
                              << ".destroyed #1";
    QTest::newRow("chain") << ".req.url~\"/api\""
                           << ".req.url #7";
    QTest::newRow("index and key") << R"(.items[3].map["a key"]=null)"
                                   << R"(.items[3].map["a key"] #3)";
    QTest::newRow("quoted property") << R"(."odd.name">=5)"
                                     << ".odd.name #5";
    QTest::newRow("property without a value") << ".socket Map"
                                              << "(.socket #0 & name Map)";
    QTest::newRow("property is an object") << ".owner=@5"
                                           << ".owner #6";
    QTest::newRow("property of a class") << ".owner:Map*"
                                         << ".owner #8";
    QTest::newRow("words of values, quoted") << ".a=\"true\""
                                             << ".a #7";
}

void TestQuery::structure()
{
    QFETCH(QString, query);
    QFETCH(QString, meaning);
    QCOMPARE(errorOf(query).at.begin, 99'999u);
    QCOMPARE(text(parsed(query).root), meaning);
}

void TestQuery::errors_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("code");
    QTest::addColumn<uint>("begin");
    QTest::addColumn<uint>("end");
    QTest::addColumn<QString>("suggestion");
    QTest::newRow("misspelt field") << "Map retaind>1M" << int(Code::UnknownField) << 4u << 11u << "retained";
    QTest::newRow("no field at all") << "xyzzyx:1" << int(Code::UnknownField) << 0u << 6u << "";
    QTest::newRow("misspelt kind") << "kind:closur" << int(Code::BadKind) << 5u << 11u << "closure";
    QTest::newRow("not closed") << "a (b or c" << int(Code::UnclosedBracket) << 2u << 3u << "";
    QTest::newRow("not opened") << "a b)" << int(Code::UnopenedBracket) << 3u << 4u << "";
    QTest::newRow("nothing in brackets") << "a ()" << int(Code::ExpectedTerm) << 3u << 4u << "";
    QTest::newRow("or without") << "a or" << int(Code::ExpectedTerm) << 4u << 4u << "";
    QTest::newRow("begins with or") << "or a" << int(Code::ExpectedTerm) << 0u << 1u << "";
    QTest::newRow("not, without") << "a -" << int(Code::ExpectedTerm) << 99'999u << 0u << "";
    QTest::newRow("operator alone") << ">5" << int(Code::ExpectedTerm) << 0u << 1u << "";
    QTest::newRow("quote") << "text:\"abc" << int(Code::UnclosedQuote) << 5u << 9u << "";
    QTest::newRow("expression without end") << "a /b" << int(Code::UnclosedRegex) << 2u << 4u << "";
    QTest::newRow("wrong expression") << "/a(b/" << int(Code::BadRegex) << 0u << 5u << "";
    QTest::newRow("no backreferences") << R"(/(a)\1/)" << int(Code::BadRegex) << 0u << 7u << "";
    QTest::newRow("after an expression") << "/a/b/" << int(Code::BadRegexEnd) << 3u << 4u << "";
    QTest::newRow("operator it does not take") << "kind>5" << int(Code::BadOperator) << 4u << 5u << ":";
    QTest::newRow("no value") << "size> " << int(Code::ExpectedValue) << 6u << 7u << "";
    QTest::newRow("no size") << "size>big" << int(Code::BadSize) << 5u << 8u << "";
    QTest::newRow("count with a unit") << "refs>4K" << int(Code::BadNumber) << 5u << 7u << "";
    QTest::newRow("id") << "@abc" << int(Code::BadObjectId) << 0u << 4u << "";
    QTest::newRow("id that is too large") << "@4294967295" << int(Code::BadObjectId) << 0u << 11u << "";
    QTest::newRow("snapshot") << "new:2" << int(Code::BadSnapshot) << 4u << 5u << "";
    QTest::newRow("snapshot 0") << "new:#0" << int(Code::BadSnapshot) << 4u << 6u << "";
    QTest::newRow("path") << ".a..b" << int(Code::BadPath) << 2u << 3u << "";
    QTest::newRow("index") << ".a[b]" << int(Code::BadPath) << 2u << 3u << "";
    QTest::newRow("order of a word") << ".a>b" << int(Code::BadNumber) << 3u << 4u << "";
}

void TestQuery::errors()
{
    QFETCH(QString, query);
    QFETCH(int, code);
    QFETCH(uint, begin);
    QFETCH(uint, end);
    QFETCH(QString, suggestion);
    const QueryError error = errorOf(query);
    if (begin == 99'999u) { // a dash at the end is a name like any other
        QCOMPARE(text(parsed(query).root), "(name a & name -)");
        return;
    }
    QCOMPARE(int(error.code), code);
    QCOMPARE(error.at.begin, begin);
    QCOMPARE(error.at.end, end);
    QCOMPARE(QString::fromStdString(error.suggestion), suggestion);
}

void TestQuery::numbers_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<double>("within");
    QTest::addColumn<double>("without");
    QTest::newRow("above") << "size>4K" << 4097. << 4096.;
    QTest::newRow("at least") << "size>=4K" << 4096. << 4095.;
    QTest::newRow("below") << "size<1.5KiB" << 1535. << 1536.;
    QTest::newRow("at most") << "retained<=1mb" << 1048576. << 1048577.;
    QTest::newRow("equal") << "refs=7" << 7. << 8.;
    QTest::newRow("colon") << "distance:7" << 7. << 6.;
    QTest::newRow("range") << "size=1K..2K" << 2048. << 2049.;
    QTest::newRow("unequal") << "refs!=7" << 7. << 8.; // what is negated
    QTest::newRow("negative") << ".x<-1.5" << -2. << -1.5;
}

void TestQuery::numbers()
{
    QFETCH(QString, query);
    QFETCH(double, within);
    QFETCH(double, without);
    QVERIFY(bounds(query).contains(within));
    QVERIFY(!bounds(query).contains(without));
    QVERIFY(bounds("retained>=2%").isPercent);
}

void TestQuery::patterns_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("like");
    QTest::addColumn<QString>("unlike");
    QTest::newRow("a word is a part") << "response"
                                      << "ServerResponse"
                                      << "Request";
    QTest::newRow("quoted is the whole") << "\"Map\""
                                         << "Map"
                                         << "WeakMap";
    QTest::newRow("quoted knows case") << "\"map\""
                                       << "map"
                                       << "Map";
    QTest::newRow("wildcards are the whole") << "Server*"
                                             << "ServerResponse"
                                             << "MyServer";
    QTest::newRow("wildcards within") << "*a*c*"
                                      << "xaBCx"
                                      << "ca";
    QTest::newRow("no other signs") << "a.b[c]"
                                    << "a.b[c]"
                                    << "aXb[c]";
    QTest::newRow("expression knows case") << "/^on[A-Z]/"
                                           << "onTick"
                                           << "ontick";
    QTest::newRow("expression with i") << "/^on[A-Z]/i"
                                       << "ONtick"
                                       << "non";
    QTest::newRow("class is the whole") << "class:map"
                                        << "Map"
                                        << "WeakMap";
    QTest::newRow("class, a part") << "class~eak"
                                   << "WeakMap"
                                   << "Map";
    QTest::newRow("class, exactly") << "class=Map"
                                    << "Map"
                                    << "map";
    QTest::newRow("star, exactly") << "class=a*"
                                   << "a*"
                                   << "ab";
    QTest::newRow("text is a part") << "text:JWT"
                                    << "a jwt b"
                                    << "jw t";
    QTest::newRow("quoted text knows case") << "text:\"jwt\""
                                            << "a jwt b"
                                            << "a JWT b";
    QTest::newRow("text, exactly") << "text=jwt"
                                   << "jwt"
                                   << "jwt ";
    QTest::newRow("text begins") << "text:eyJ*"
                                 << "eyJabc\nd"
                                 << "x eyJ";
    QTest::newRow("file by its end") << "file:orders.js"
                                     << "/srv/app/orders.js"
                                     << "/srv/app/reorders.js";
    QTest::newRow("file by a folder") << "file:routes"
                                      << "/srv/routes/a.js"
                                      << "/srv/routes2/a.js";
    QTest::newRow("files in a folder") << "file:src/routes/*"
                                       << "/srv/src/routes/x/a.js"
                                       << "/srv/src/a.js";
    QTest::newRow("file, all of it") << "file=/srv/a.js"
                                     << "/srv/a.js"
                                     << "/app/srv/a.js";
    QTest::newRow("beyond ASCII") << "text:größe"
                                  << "GRÖSSE GRÖßE"
                                  << "grosse";
}

void TestQuery::patterns()
{
    QFETCH(QString, query);
    QFETCH(QString, like);
    QFETCH(QString, unlike);
    const query::Query result = parsed(query);
    QVERIFY(result.root.pattern.matches(like.toStdString()));
    QVERIFY(!result.root.pattern.matches(unlike.toStdString()));
}

void TestQuery::hostileTextsEndAtOnce()
{
    QCOMPARE(int(errorOf(QString(1'000'000, '(')).code), int(Code::TooLong));
    QCOMPARE(int(errorOf(QString(4000, '(')).code), int(Code::TooDeep));
    QCOMPARE(int(errorOf(QStringLiteral("a ").repeated(2000)).code), int(Code::TooManyTerms));
    QCOMPARE(int(errorOf(QStringLiteral(".a").repeated(2000)).code), int(Code::BadPath));
    QCOMPARE(int(errorOf("/(((a{1000}){1000}){1000})/").code), int(Code::BadRegex));
    QCOMPARE(text(parsed(QString(4000, '-') + "a").root), "name a");
    // An engine that tries all ways would need 2^30 steps.
    const query::Query evil = parsed("/^(a+)+$/");
    QVERIFY(!evil.root.pattern.matches(std::string(30'000, 'a') + "b"));
    const query::Query stars = parsed(QStringLiteral("a*").repeated(1000));
    QVERIFY(!stars.root.pattern.matches(std::string(500, 'a') + "b"));
}

/// While one types, each text must be an answer or an error within it.
void TestQuery::everyPrefixIsUnderstoodOrRefused()
{
    const QString whole =
        R"(-class:"a b" (Server* or /^on[A-Z]\/x/i) size>=1.5K..2 .a."b c"[3]["k"]!=@5 under:@1 new:#2 text~"é" file:/a/b)";
    for (qsizetype length = 0; length <= whole.size(); ++length) {
        const QString part = whole.left(length);
        const auto result = query::parse(part.toStdString());
        if (const auto* error = std::get_if<QueryError>(&result)) {
            QVERIFY2(error->at.begin <= part.toUtf8().size(), qPrintable(part));
            QVERIFY2(error->at.begin <= error->at.end, qPrintable(part));
        }
    }
}

void TestQuery::filtersTellQueriesFromWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("classes"); ///< what it is there: "words", "query" or "mistake"
    QTest::addColumn<QString>("paths");
    QTest::addColumn<QString>("texts");
    const auto row = [](const char* text, const char* classes, const char* paths, const char* texts) {
        QTest::newRow(text) << text << classes << paths << texts;
    };
    row("", "words", "words", "words");
    row("Server", "words", "words", "words");
    row("Serv*", "words", "words", "words");
    row("/^on[A-Z]/", "words", "words", "words");
    row("\"Map\"", "words", "words", "words");
    row("system / Context", "words", "words", "words");
    row("(compiled code)", "words", "words", "words");
    row("{id, lines}", "words", "words", "words");
    row(">1MB", "words", "words", "words");
    row("100..200", "words", "words", "words");
    row("node:fs", "words", "words", "words");
    row("http://localhost/a?b=1", "words", "words", "words");
    row("/unclosed", "words", "words", "words");
    row(".ts", "query", "words", "words");
    row(".destroyed=true", "query", "words", "words");
    row("-Map", "query", "words", "words");
    row("Map or Set", "query", "words", "words");
    row("retained>1M", "query", "query", "query");
    row("Server size>=4K", "query", "query", "query");
    row("-(kind:closure or kind:code)", "query", "query", "query");
    row("retained>", "mistake", "mistake", "mistake");
    row("size>4Q", "mistake", "mistake", "mistake");
    row("kind:clsure", "mistake", "mistake", "mistake");
    row("(size>4", "mistake", "mistake", "mistake");
    row("retaind>1M", "mistake", "words", "words");
}

void TestQuery::filtersTellQueriesFromWords()
{
    QFETCH(QString, text);
    const auto kind = [&](query::PlainWords words) {
        const auto found = query::queryInFilter(text.toStdString(), words);
        return !found ? "words" : std::holds_alternative<query::Query>(*found) ? "query" : "mistake";
    };
    QTEST(QString(kind(query::PlainWords::Classes)), "classes");
    QTEST(QString(kind(query::PlainWords::Paths)), "paths");
    QTEST(QString(kind(query::PlainWords::Texts)), "texts");
    if (!text.isEmpty())
        QVERIFY(query::queryInFilter(text.toStdString(), query::PlainWords::Objects));
}

void TestQuery::wordsAmongStringsAreAboutTheText()
{
    const auto found = query::queryInFilter("jwt size>1K -(Bearer or /x+/)", query::PlainWords::Texts);
    QVERIFY(found && std::holds_alternative<query::Query>(*found));
    QCOMPARE(text(std::get<query::Query>(*found).root), "(text jwt & size 1K & !(text Bearer | text x+))");
}

void TestQuery::aQueryStaysOneInAFilter()
{
    using query::PlainWords;
    QCOMPARE(query::filterText("retained>1M", PlainWords::Classes), std::string("retained>1M"));
    QCOMPARE(query::filterText("Map", PlainWords::Classes), std::string("Map size>0")); // no part of WeakMap
    QCOMPARE(query::filterText(".destroyed=true", PlainWords::Classes), std::string(".destroyed=true"));
    for (const char* const text : {"Map", "Serv*", "/^on/", "A B", "A or B", "-A", ".url", "@5", "kind:closure"})
        for (const PlainWords words : {PlainWords::Classes, PlainWords::Paths}) {
            const auto found = query::queryInFilter(query::filterText(text, words), words);
            QVERIFY2(found && std::holds_alternative<query::Query>(*found), text);
        }
}

QTEST_APPLESS_MAIN(TestQuery)
#include "tst_query.moc"
