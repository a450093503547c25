// What is exported and copied: texts, files, pictures; and that nothing is left of what failed or was
// cancelled.
#include "tests/support/heapbuilder.h"
#include "tests/support/mainwindowtest.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QXmlStreamReader>

#include "ui/export/exportcommand.h"
#include "ui/export/partfile.h"
#include "ui/export/tablewriter.h"
#include "ui/jobs/jobregistry.h"
#include "ui/views/snapshot/dominatorsview.h"
#include "ui/views/snapshot/overview/overviewpage.h"
#include "ui/views/snapshot/retainersview.h"
#include "ui/views/snapshot/snapshotview.h"
#include "ui/widgets/charts/hierarchychart.h"
#include "ui/widgets/datatree.h"
#include "ui/widgets/graph/retainergraph.h"
#include "ui/widgets/messagebar.h"

using namespace heapwise;
using namespace heapwise::ui;
using heapwise::test::HeapBuilder;

namespace {

/// As many rows as one likes, without memory.
class LongModel : public QAbstractTableModel {
public:
    explicit LongModel(int rows)
        : m_rows(rows)
    {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(index.column() == 0 ? QStringLiteral("row %1").arg(index.row())
                                                                      : QString::number(index.row()))
                                       : QVariant();
    }
    QVariant headerData(int section, Qt::Orientation, int role) const override
    {
        if (role == Qt::TextAlignmentRole && section == 1)
            return int(Qt::AlignRight);
        return role == Qt::DisplayRole ? QVariant(section == 0 ? QStringLiteral("Name") : QStringLiteral("Number"))
                                       : QVariant();
    }
    void changeAll()
    {
        beginResetModel();
        endResetModel();
    }

private:
    int m_rows;
};

QString table(TableFormat format, const QList<QStringList>& rows)
{
    TableWriter writer(format, {{QStringLiteral("Name"), false}, {QStringLiteral("Bytes"), true}});
    QByteArray text = writer.begin();
    for (const auto& row : rows)
        text += writer.row(row);
    return QString::fromUtf8(text + writer.end());
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void show(LongModel& model, DataTree& tree)
{
    tree.setAccessibleName(QStringLiteral("Long"));
    tree.setRootIsDecorated(false);
    tree.setModel(&model);
}

} // namespace

class TestExport : public test::MainWindowTest {
    Q_OBJECT

    /// A holder of 300 objects of one class, and more.
    void openWide()
    {
        QString graph = QStringLiteral("root>holder; holder>hub");
        for (int i = 0; i < 300; ++i)
            graph += QStringLiteral(",n%1").arg(i);
        HeapBuilder heap(graph);
        for (int i = 0; i < 300; ++i)
            heap.name(QStringLiteral("n%1").arg(i), QStringLiteral("Small"));
        open(write(QStringLiteral("wide.heapsnapshot"), heap.json()));
        QTRY_VERIFY(isReady(document()));
    }
    DataTree* classes() const { return child<DataTree>("classesTree"); }
    QModelIndex rowNamed(const DataTree* tree, const QString& name) const
    {
        for (int row = 0; row < tree->model()->rowCount(); ++row)
            if (tree->model()->index(row, 0).data().toString() == name)
                return tree->model()->index(row, 0);
        return {};
    }
    QString written(Exportable* item, const QString& suffix)
    {
        const QString path = m_dir.filePath(QStringLiteral("out.") + suffix);
        ExportCommand command(m_window.get());
        QSignalSpy finished(&command, &ExportCommand::finished);
        command.write(document(), item->exportName(), item->exportWork(suffix), path);
        [[maybe_unused]] const bool done = finished.wait(20'000);
        return finished.isEmpty() ? QStringLiteral("never") : finished[0][1].toString();
    }

private slots:
    void textsOfTables()
    {
        const QList<QStringList> rows = {{QStringLiteral("a,\"b\"|c\td\ne"), QStringLiteral("1024")},
                                         {QStringLiteral("12"), {}}};
        QCOMPARE(table(TableFormat::Csv, rows), QStringLiteral("Name,Bytes\n\"a,\"\"b\"\"|c\td\ne\",1024\n12,\n"));
        QCOMPARE(table(TableFormat::Tsv, rows), QStringLiteral("Name\tBytes\na,\"b\"|c d e\t1024\n12\t\n"));
        QCOMPARE(table(TableFormat::Markdown, rows),
                 QStringLiteral("| Name | Bytes |\n| --- | ---: |\n| a,\"b\"\\|c d e | 1024 |\n| 12 |  |\n"));
        const auto json = QJsonDocument::fromJson(table(TableFormat::Json, rows).toUtf8()).array();
        QCOMPARE(json.size(), 2);
        QCOMPARE(json[0][QStringLiteral("Name")].toString(), rows[0][0]);
        QCOMPARE(json[0][QStringLiteral("Bytes")].toInt(), 1024);
        QCOMPARE(json[1][QStringLiteral("Name")].toString(), QStringLiteral("12")); // a name, not a number
        QVERIFY(json[1][QStringLiteral("Bytes")].isNull());
    }

    void jsonHoldsWhatNoTextShould()
    {
        const QString odd = QStringLiteral("a\\b\x01") + QChar(0xd800);
        const auto json =
            QJsonDocument::fromJson(table(TableFormat::Json, {{odd, QStringLiteral("18446744073709551615")}}).toUtf8())
                .array();
        QCOMPARE(json.size(), 1);
        QVERIFY(json[0][QStringLiteral("Name")].toString().startsWith(QStringLiteral("a\\b\x01")));
        QVERIFY(table(TableFormat::Json, {{odd, QStringLiteral("18446744073709551615")}})
                    .contains(QStringLiteral(": 18446744073709551615}")));
        QVERIFY(table(TableFormat::Json, {}).simplified() == QStringLiteral("[ ]"));
    }

    void allRowsAreWritten()
    {
        openWide();
        auto* tree = classes();
        const QModelIndex small = rowNamed(tree, QStringLiteral("Small"));
        QVERIFY(small.isValid());
        QCOMPARE(written(tree, QStringLiteral("csv")), QString());
        auto lines = QString::fromUtf8(contents(m_dir.filePath(QStringLiteral("out.csv"))))
                         .split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), tree->model()->rowCount() + 1);
        // Opened, the class brings all its objects, also those that are not listed yet.
        tree->expand(small);
        QTRY_VERIFY(tree->model()->rowCount(small) > 1);
        QVERIFY(tree->model()->rowCount(small) < 300);
        QCOMPARE(written(tree, QStringLiteral("json")), QString());
        const auto json = QJsonDocument::fromJson(contents(m_dir.filePath(QStringLiteral("out.json")))).array();
        int below = 0;
        quint64 shallow = 0;
        for (const auto& row : json) {
            below += row[QStringLiteral("Level")].toInt() == 1;
            shallow += row[QStringLiteral("Level")].toInt() == 1 ? row[QStringLiteral("Shallow")].toInteger() : 0;
        }
        QCOMPARE(below, 300);
        QCOMPARE(shallow, quint64(300 * 16)); // plain bytes
    }

    void filteredRowsOnly()
    {
        openWide();
        child<QLineEdit>("classesFilter")->setText(QStringLiteral("Small"));
        QTRY_COMPARE(classes()->model()->rowCount(), 1);
        QCOMPARE(written(classes(), QStringLiteral("tsv")), QString());
        QCOMPARE(contents(m_dir.filePath(QStringLiteral("out.tsv"))).count('\n'), 2);
    }

    void anyModelIsWritten()
    {
        openWide();
        LongModel model(30'000);
        DataTree tree;
        show(model, tree);
        tree.show();
        test::slowEvents();
        QCOMPARE(written(&tree, QStringLiteral("csv")), QString());
        const QByteArray text = contents(m_dir.filePath(QStringLiteral("out.csv")));
        QCOMPARE(text.count('\n'), 30'001);
        QVERIFY(text.endsWith("row 29999,29999\n"));
        const QString slow = test::slowEvents();
        QVERIFY2(slow.isEmpty(), qPrintable(slow)); // read in slices
    }

    void aChangedTableIsSaid()
    {
        openWide();
        LongModel model(1'000'000);
        DataTree tree;
        show(model, tree);
        ExportCommand command(m_window.get());
        QSignalSpy finished(&command, &ExportCommand::finished);
        const QString path = m_dir.filePath(QStringLiteral("changed.csv"));
        command.write(document(), tree.exportName(), tree.exportWork(QStringLiteral("csv")), path);
        model.changeAll();
        QVERIFY(finished.wait(20'000));
        QVERIFY(!finished[0][1].toString().isEmpty());
        QVERIFY(!QFile::exists(path) && !QFile::exists(path + QStringLiteral(".part")));
    }

    void cancellingLeavesNothing()
    {
        openWide();
        LongModel model(100'000'000);
        DataTree tree;
        show(model, tree);
        ExportCommand command(m_window.get());
        const QString path = m_dir.filePath(QStringLiteral("cancelled.csv"));
        command.write(document(), tree.exportName(), tree.exportWork(QStringLiteral("csv")), path);
        QTRY_VERIFY(QFile::exists(path + QStringLiteral(".part")));
        QTRY_VERIFY(!JobRegistry::instance().late(document()).empty()); // shown in the status bar by then
        QVERIFY(JobRegistry::instance().cancelAll(document()));
        QVERIFY(!command.isWriting());
        QTRY_VERIFY(!QFile::exists(path + QStringLiteral(".part")));
        QVERIFY(!QFile::exists(path));
        QVERIFY(command.bar()->text().contains(QStringLiteral("cancelled")));
    }

    void whatCannotBeWrittenIsSaid()
    {
        openWide();
        ExportCommand command(m_window.get());
        QSignalSpy finished(&command, &ExportCommand::finished);
        const auto problemOf = [&](const QString& path) {
            finished.clear();
            command.write(document(), QStringLiteral("x"), classes()->exportWork(QStringLiteral("csv")), path);
            [[maybe_unused]] const bool done = finished.wait();
            return finished.value(0).value(1).toString();
        };
        QVERIFY(problemOf(m_dir.filePath(QStringLiteral("no/such/a.csv"))).contains(QStringLiteral("does not exist")));
        QVERIFY(problemOf(m_dir.path()).contains(QStringLiteral("is a folder")));
        // A full disk.
        const QString full = m_dir.filePath(QStringLiteral("full.csv"));
        QVERIFY(QFile::link(QStringLiteral("/dev/full"), full + QStringLiteral(".part")));
        QVERIFY2(problemOf(full).contains(QStringLiteral("full")), qPrintable(command.bar()->text()));
        QVERIFY(!QFile::exists(full));
        QVERIFY(command.bar()->text().contains(QStringLiteral("Nothing was written")));
    }

    void anOldFileStaysUntilTheNewOneIsWhole()
    {
        const QString path = write(QStringLiteral("old.csv"), "old");
        {
            PartFile file(path);
            QCOMPARE(file.open(), QString());
            file.device().write("new");
            QCOMPARE(contents(path), QByteArray("old"));
        }
        QCOMPARE(contents(path), QByteArray("old")); // given up
        PartFile file(path);
        QCOMPARE(file.open(), QString());
        file.device().write("new");
        QCOMPARE(file.commit(), QString());
        QCOMPARE(contents(path), QByteArray("new"));
        QVERIFY(!QFile::exists(path + QStringLiteral(".part")));
    }

    void chartsAndGraphsAndReports()
    {
        openWide();
        document()->view()->showPage(DominatorsView::kId);
        auto* chart = child<QWidget>("dominatorsView")->findChild<HierarchyChart*>();
        QTRY_VERIFY(chart && !chart->exportName().isEmpty() && chart->layout());
        QCOMPARE(written(chart, QStringLiteral("png")), QString());
        QCOMPARE(QImage(m_dir.filePath(QStringLiteral("out.png"))).size(), 2 * chart->size());
        QCOMPARE(written(chart, QStringLiteral("svg")), QString());
        QXmlStreamReader svg(contents(m_dir.filePath(QStringLiteral("out.svg"))));
        while (!svg.atEnd())
            svg.readNext();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        document()->view()->showPage(OverviewPage::kId);
        auto* overview = document()->view()->page<OverviewPage>();
        QTRY_VERIFY(!overview->exportName().isEmpty());
        QCOMPARE(written(overview, QStringLiteral("md")), QString());
        QVERIFY(contents(m_dir.filePath(QStringLiteral("out.md"))).startsWith("# wide.heapsnapshot"));
        QCOMPARE(written(overview, QStringLiteral("html")), QString());
        QVERIFY(contents(m_dir.filePath(QStringLiteral("out.html"))).contains("<h1"));
    }

    // The whole way by keys: filter, select, copy, compare with what an export writes.
    void byKeysAlone()
    {
        openWide();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Small"));
        QTRY_COMPARE(classes()->model()->rowCount(), 1);
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        for (int step = 0; step < 4 && !classes()->hasFocus(); ++step)
            QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(classes()->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Home);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_C, Qt::ControlModifier);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY(copied.contains(QStringLiteral("Small\t300")));
        QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
        auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("exportDialog"));
        QVERIFY(dialog);
        dialog->activateWindow();
        QTRY_VERIFY(dialog->isActiveWindow());
        auto* what = dialog->findChild<QComboBox*>(QStringLiteral("exportWhat"));
        QCOMPARE(what->currentText(), QStringLiteral("Classes")); // what had the focus
        QTest::keyClick(dialog, Qt::Key_F, Qt::AltModifier);
        auto* format = dialog->findChild<QComboBox*>(QStringLiteral("exportFormat"));
        QVERIFY(format->hasFocus());
        QTest::keyClick(format, Qt::Key_Down);
        QCOMPARE(format->currentData().toString(), QStringLiteral("tsv"));
        auto* file = dialog->findChild<QLineEdit*>(QStringLiteral("exportFile"));
        QTest::keyClick(dialog, Qt::Key_I, Qt::AltModifier);
        QVERIFY(file->hasFocus());
        file->selectAll();
        const QString path = m_dir.filePath(QStringLiteral("keys.tsv"));
        QTest::keyClicks(file, path);
        QTest::keyClick(file, Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(path));
        QCOMPARE(QString::fromUtf8(contents(path)), copied);
    }

    void menusOfRowsCopy()
    {
        openWide();
        document()->enterAddress(QStringLiteral("@5"), nullptr);
        QTRY_VERIFY(classes()->currentIndex().parent().isValid());
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(classes()->viewport(), &event);
        auto* menu = classes()->findChild<QMenu*>(QStringLiteral("objectMenu"));
        QVERIFY(menu);
        QMenu* copy = nullptr;
        for (auto* action : menu->actions())
            if (action->menu())
                copy = action->menu();
        QVERIFY(copy);
        QStringList results;
        for (auto* action : copy->actions()) {
            QApplication::clipboard()->clear();
            action->trigger();
            QTRY_VERIFY(!QApplication::clipboard()->text().isEmpty()); // the path comes from a worker
            results.append(QApplication::clipboard()->text());
        }
        menu->close();
        QVERIFY(results.contains(QStringLiteral("@5")));
        QVERIFY(results.contains(QStringLiteral("wide.heapsnapshot#@5")));
        QVERIFY2(results.contains(QStringLiteral("holder.hub")), qPrintable(results.join(QLatin1Char('|'))));
        QVERIFY(std::any_of(results.begin(), results.end(),
                            [](const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).isArray(); }));
        QVERIFY(std::any_of(results.begin(), results.end(),
                            [](const QString& text) { return text.startsWith(QLatin1Char('|')); }));
    }
};

HEAPWISE_GUI_TEST_MAIN(TestExport)
#include "tst_export.moc"
