// Includes point one way (core/README.md has the picture): base <- snapshot <- graph <- heap <- analysis <-
// report.
#include <QDir>
#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

namespace {

/// Which folders the files of a folder may include, themselves aside. Longest prefix wins.
const QHash<QString, QStringList> kMayInclude = {
    {"core/base", {}},
    {"core/snapshot", {"core/base"}},
    {"core/graph", {"core/base"}},
    {"core/index", {"core/base"}},
    {"core/heap", {"core/base", "core/snapshot", "core/graph"}},
    {"core/analysis", {"core/base", "core/snapshot", "core/graph", "core/heap", "core/index"}},
    {"core/report", {"core/base", "core/snapshot", "core/graph", "core/heap", "core/analysis"}},
    {"core/profile", {"core/base", "core/timeline"}},
    {"core/sourcemap", {"core/base"}},
    {"core/timeline", {"core/base"}},
    {"core/inspector", {"core/base", "core/timeline"}},
    {"ui/models", {"core", "ui"}},
    {"ui", {"core"}},
    {"app", {"core", "ui"}},
};

/// Within what is allowed above, what is not.
const QHash<QString, QStringList> kMustNotInclude = {{"ui/models", {"ui/views", "ui/widgets"}}};

bool isWithin(const QString& path, const QString& folder)
{
    return path.startsWith(folder + '/');
}

/// The key of the rule for a file; empty when no rule covers it.
QString ruleFor(const QString& path)
{
    QString longest;
    for (auto it = kMayInclude.keyBegin(); it != kMayInclude.keyEnd(); ++it)
        if (isWithin(path, *it) && it->size() > longest.size())
            longest = *it;
    return longest;
}

bool isWithinAny(const QString& path, const QStringList& folders)
{
    return std::any_of(folders.begin(), folders.end(), [&](const QString& folder) { return isWithin(path, folder); });
}

bool mayInclude(const QString& path, const QString& included)
{
    const QString rule = ruleFor(path);
    if (rule.isEmpty() || isWithinAny(included, kMustNotInclude.value(rule)))
        return false;
    return isWithin(included, rule) || isWithinAny(included, kMayInclude[rule]);
}

struct Include {
    QString name;
    bool isOurs = false; ///< in quotes
};

QString contentsOf(const QString& path)
{
    QFile file(QDir(HEAPWISE_SOURCE_DIR).filePath(path));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QList<Include> includesOf(const QString& path)
{
    static const QRegularExpression pattern(R"(^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"])",
                                            QRegularExpression::MultilineOption);
    QList<Include> includes;
    for (const auto& match : pattern.globalMatch(contentsOf(path)))
        includes.append({match.captured(2), match.captured(1) == "\""});
    return includes;
}

/// Sources below a folder of the tree, as paths from its top.
QStringList sourcesIn(const QString& folder)
{
    const QDir top(HEAPWISE_SOURCE_DIR);
    QStringList paths;
    for (QDirIterator it(top.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();)
        paths.append(top.relativeFilePath(it.next()));
    paths.sort();
    return paths;
}

QStringList allSources()
{
    return sourcesIn("core") + sourcesIn("ui") + sourcesIn("app");
}

} // namespace

class TestStructure : public QObject {
    Q_OBJECT
private slots:
    void init() { QTest::failOnWarning(QRegularExpression(".*")); }

    void rulesSayWhatTheyMean();
    void includesPointOneWay();
    void includesNameFilesFromTheTop();
    void engineKnowsNoQt();
    void simdjsonIsIncludedByFew();
    void headersAreGuarded();
};

void TestStructure::rulesSayWhatTheyMean()
{
    QVERIFY(mayInclude("core/graph/order.cpp", "core/graph/order.h"));
    QVERIFY(mayInclude("core/graph/order.cpp", "core/base/id.h"));
    QVERIFY(!mayInclude("core/graph/order.cpp", "core/snapshot/snapshot.h"));
    QVERIFY(!mayInclude("core/base/id.h", "core/graph/order.h"));
    QVERIFY(!mayInclude("core/heap/objects.cpp", "core/analysis/heap.h"));
    QVERIFY(mayInclude("core/report/table.cpp", "core/analysis/heap.h"));
    QVERIFY(mayInclude("ui/views/snapshot/page.cpp", "ui/models/classmodel.h"));
    QVERIFY(!mayInclude("ui/models/classmodel.cpp", "ui/views/snapshot/page.h"));
    QVERIFY(!mayInclude("ui/mainwindow.cpp", "app/gui/commandline.h"));
    QVERIFY(!mayInclude("core/base/id.h", "ui/format.h"));
    QVERIFY(mayInclude("app/cli/main.cpp", "core/analysis/heap.h"));
    QVERIFY(!mayInclude("core/newfolder/thing.h", "core/base/id.h")); // a new folder needs a rule
}

void TestStructure::includesPointOneWay()
{
    QStringList wrong;
    int seen = 0;
    for (const auto& path : allSources()) {
        for (const auto& include : includesOf(path)) {
            if (!include.isOurs || !include.name.contains('/'))
                continue;
            ++seen;
            if (!mayInclude(path, include.name))
                wrong.append(path + " includes " + include.name);
        }
    }
    QVERIFY(seen > 50);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

/// Without this a relative include would slip past the rules.
void TestStructure::includesNameFilesFromTheTop()
{
    QStringList wrong;
    for (const auto& path : allSources())
        for (const auto& include : includesOf(path))
            if (include.isOurs && !include.name.endsWith(".moc") &&
                !QFile::exists(QDir(HEAPWISE_SOURCE_DIR).filePath(include.name)))
                wrong.append(path + " includes " + include.name);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void TestStructure::engineKnowsNoQt()
{
    QStringList wrong;
    for (const auto& path : sourcesIn("core") + sourcesIn("app/cli"))
        for (const auto& include : includesOf(path))
            if (include.name.startsWith('Q') && !isWithin(path, "core/inspector") && !isWithin(path, "app/cli/watch"))
                wrong.append(path + " includes " + include.name);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

void TestStructure::simdjsonIsIncludedByFew()
{
    QStringList files;
    for (const auto& path : allSources())
        for (const auto& include : includesOf(path))
            if (include.name == "simdjson.h")
                files.append(path);
    QVERIFY2(files.size() <= 8, qPrintable(files.join('\n')));
    for (const auto& path : files)
        QVERIFY2(isWithin(path, "core") && path.endsWith(".cpp"), qPrintable(path));
}

void TestStructure::headersAreGuarded()
{
    QStringList wrong;
    for (const auto& path : allSources())
        if (path.endsWith(".h") && !contentsOf(path).contains("#pragma once"))
            wrong.append(path);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
}

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
